/**
 * The composition root of everything that runs on the JVM: {@link org.layerlab.backend.Main} builds the commands and
 * passes them their parts. Nothing depends on this package.
 */
@NullMarked
package org.layerlab.backend;

import org.jspecify.annotations.NullMarked;
