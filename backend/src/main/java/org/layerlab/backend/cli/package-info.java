/**
 * The command line: one class a command, what they share beside them.
 *
 * <p>Commands print results to standard output and everything else to standard error; they end with 0 (done), 1
 * (failed), 2 (bad usage) or 130 (interrupted). May use everything of the backend and the network; nothing uses it but
 * {@code Main}. Start with {@link org.layerlab.backend.cli.LayerLabCommand}.
 */
@NullMarked
package org.layerlab.backend.cli;

import org.jspecify.annotations.NullMarked;
