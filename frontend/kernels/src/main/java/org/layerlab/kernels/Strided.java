package org.layerlab.kernels;

/**
 * A matrix that is read by rows and steps, which is itself or transposed.
 *
 * @param at where it is
 * @param row bytes from row to row
 * @param step bytes from step to step of a sum
 */
record Strided(I32 at, I32 row, I32 step) implements Group {}
