/**
 * What the command line trains, without a command: runs on points of the plane and recipes for photos, made of settings
 * that were given. The commands that train and the search over such runs share it.
 *
 * <p>Depends on {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.matrix}, {@code
 * network.photo} and {@code network.training}. Start with {@link org.layerlab.backend.training.PointsRun}.
 */
@NullMarked
package org.layerlab.backend.training;

import org.jspecify.annotations.NullMarked;
