/**
 * Measures what a person feels of the playground: frames, long tasks, answers to clicks, and how soon a data set is
 * learned. Start with {@link org.layerlab.speed.play.PlaygroundSpeed}.
 */
@NullMarked
package org.layerlab.speed.play;

import org.jspecify.annotations.NullMarked;
