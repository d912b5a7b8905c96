/**
 * The page, as TeaVM compiles it to WebAssembly and to JavaScript: {@link org.layerlab.page.Main} starts either the UI
 * of one page or, inside a worker, the training.
 *
 * <p>{@code browser} is the thin layer over the DOM; {@code worker} computes and owns the network; {@code play},
 * {@code photos}, {@code models} and {@code selftest} are the pages, which draw and never compute.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page;
