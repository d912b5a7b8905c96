/**
 * The pages, as TeaVM compiles them to WebAssembly and to JavaScript, in four programs, so that a page loads little
 * that it does not need: {@link org.layerlab.page.PlayMain}, {@link org.layerlab.page.PhotosMain}, {@link
 * org.layerlab.page.ModelsMain} and {@link org.layerlab.page.LabMain}. Each starts either the UI of one page or, inside a worker, what computes for it;
 * {@code static/boot.js} chooses.
 *
 * <p>{@code browser} is the thin layer over the DOM; {@code worker} computes and owns the network; {@code play},
 * {@code photos}, {@code models} and {@code selftest} are the pages, which draw and never compute.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page;
