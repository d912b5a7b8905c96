/**
 * Measures how the pages feel to use: time until ready, frames, long tasks, answers to clicks, time until a data set is
 * learned, and whether 25,000 photos make the page stutter.
 *
 * <p>Depends on {@code network.data}, {@code backend.dataset}, {@code backend.dataset.drawing},
 * {@code backend.photo}, {@code backend.server} and {@code speed}. Start with {@link org.layerlab.speed.play.Feel}.
 */
@NullMarked
package org.layerlab.speed.play;

import org.jspecify.annotations.NullMarked;
