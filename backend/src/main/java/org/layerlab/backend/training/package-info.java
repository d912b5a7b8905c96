/**
 * What the command line trains, apart from the commands: runs on points of the plane and recipes for photos, built from
 * given settings. The training commands and the search share it.
 *
 * <p>Depends on {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.matrix}, {@code
 * network.photo} and {@code network.training}. Start with {@link org.layerlab.backend.training.PointsRun}.
 */
@NullMarked
package org.layerlab.backend.training;

import org.jspecify.annotations.NullMarked;
