package org.layerlab.network.matrix;

/**
 * A matrix of real numbers whose storage belongs to the {@link Kernels} that made it. Only those kernels read or write
 * its elements.
 */
public interface Matrix {
    /** How many rows there are; at least 0. */
    int rows();

    /** How many columns there are; at least 0. */
    int columns();
}
