/**
 * Measures what a person feels of the pages: how soon they are there, frames, long tasks, answers to clicks, how soon a
 * data set is learned, and whether 25,000 photos make the page stutter. Start with {@link
 * org.layerlab.speed.play.Feel}.
 */
@NullMarked
package org.layerlab.speed.play;

import org.jspecify.annotations.NullMarked;
