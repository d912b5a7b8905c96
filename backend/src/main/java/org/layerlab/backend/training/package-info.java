/**
 * What the command line trains, apart from the commands: runs on points of the plane, recipes for photos, built from
 * given settings, and what is familiar to a network. The training commands and the search share it.
 *
 * <p>Depends on {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.matrix}, {@code
 * network.photo}, {@code network.training} and {@code network.verdict}. Start with {@link org.layerlab.backend.training.PointsRun}.
 */
@NullMarked
package org.layerlab.backend.training;

import org.jspecify.annotations.NullMarked;
