package org.layerlab.kernels;

/** Rows of a matrix: where they are, and bytes from row to row. */
record Rows(I32 at, I32 row) implements Group {
    /** Rows that a function goes along: it changes where they are. */
    record Moving(I32.Local at, I32 row) implements Group {}
}
