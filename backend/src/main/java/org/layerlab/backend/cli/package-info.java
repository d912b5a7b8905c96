/**
 * The command line: one class per command, and what they share.
 *
 * <p>Commands print results to standard output and everything else to standard error; they exit with 0 (done), 1
 * (failed), 2 (bad usage) or 130 (interrupted). Depends on {@code backend.bucket}, {@code backend.cluster},
 * {@code backend.dataset}, {@code backend.digest}, {@code backend.jvm}, {@code backend.metrics}, {@code backend.photo},
 * {@code backend.server}, {@code backend.store}, {@code backend.sweep}, {@code backend.training},
 * {@code network.choice}, {@code network.data}, {@code network.file}, {@code network.foreign}, {@code network.layer},
 * {@code network.matrix}, {@code network.photo}, {@code network.text}, {@code network.training} and
 * {@code network.verdict}. Start with {@link org.layerlab.backend.cli.LayerLabCommand}.
 */
@NullMarked
package org.layerlab.backend.cli;

import org.jspecify.annotations.NullMarked;
