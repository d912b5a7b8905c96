package org.layerlab.kernels;

/**
 * A matrix that is read in two directions, as it is or transposed; of B in tiles: by steps, and from tile to tile.
 *
 * @param at where it is
 * @param row bytes from row to row, or from step to step of B
 * @param step bytes from step to step of a sum, or from tile to tile of B
 */
record Strided(I32 at, I32 row, I32 step) implements Group {}
