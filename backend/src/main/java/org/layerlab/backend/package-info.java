/**
 * The composition root of everything that runs on the JVM: {@link org.layerlab.backend.Main} creates the commands from
 * their parts. No other package uses this one. Depends on {@code backend.cli} and {@code backend.sweep}.
 */
@NullMarked
package org.layerlab.backend;

import org.jspecify.annotations.NullMarked;
