/**
 * The search for hyperparameters on Apache Spark: each run of a network is a task, and everything else is {@code
 * layerlab sweep}.
 *
 * <p>Depends on {@code backend.cli} and {@code backend.sweep}. Start with {@link org.layerlab.spark.SparkMain}.
 */
@NullMarked
package org.layerlab.spark;

import org.jspecify.annotations.NullMarked;
