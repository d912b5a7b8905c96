package org.layerlab.kernels;

/**
 * A matrix that is read in two directions, as it is or transposed: bytes from row to row, and from step to step of a sum.
 * Of a B in tiles: bytes from step to step, and from tile to tile.
 */
record Strided(I32 at, I32 row, I32 step) implements Group {}
