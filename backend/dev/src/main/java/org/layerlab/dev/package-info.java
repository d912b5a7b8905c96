/**
 * {@code mvn -Pdev}: serves LayerLab from the source tree, and rebuilds and reloads what was saved. Start reading at
 * {@link org.layerlab.dev.Dev}.
 *
 * <p>Depends on {@code backend.server}, {@code backend.dataset}, {@code backend.photo} and {@code compiler}.
 */
@NullMarked
package org.layerlab.dev;

import org.jspecify.annotations.NullMarked;
