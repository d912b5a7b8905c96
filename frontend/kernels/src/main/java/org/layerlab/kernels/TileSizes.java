package org.layerlab.kernels;

/**
 * How much of a matrix kernels do at a time. A tile's sums stay in registers, of which V8 leaves 15 on x86-64; every size
 * was measured against its neighbors.
 */
final class TileSizes {
    /** Vectors of a row, in all tiles of products and convolutions. */
    static final int VECTORS = 2;

    /** Rows of a convolution's tile if fused. Otherwise, and where fewer rows are left over by it, the small tile. */
    static final int CONVOLUTION_LARGE = KernelLayout.CONVOLUTION_TILE_ROWS;

    static final int CONVOLUTION_SMALL = 4;

    /**
     * Rows of B that a product copies at a time, and bytes of each: together they stay in the second-level cache, a tile of
     * them (two where they are taken together) and a panel's rows of A in the first or near it.
     */
    static final int PRODUCT_DEPTH = KernelLayout.PRODUCT_DEPTH;

    static final int PRODUCT_COLUMNS_BYTES = Float.BYTES * KernelLayout.PRODUCT_COLUMNS;

    /** Steps of k that A·Bᵀ does at a time: with more, float32's partial sums are added up in between. */
    static final int DOT_DEPTH = 512;

    /** Panels of a Winograd gradient that a thread takes at a time. */
    static final int WINOGRAD_PANELS = 4;

    /** Features of examples that are written at a time, so that the lines of memory they lie in stay in the cache. */
    static final int FEATURES = 16;

    /** Rows of a matrix that one vector is multiplied with. */
    static final int VECTOR_ROWS = 8;

    /** Rows of W in the layer that sees points: as many twos as there are, then what is left. */
    static final int[] POINT_FORWARD_ROWS = {2, 1};

    /** Rows of dZ in that layer: as many fours as there are, then what is left. */
    static final int[] POINT_GRADIENT_ROWS = {4, 2, 1};

    /** Units of the layer before an output layer of one unit. */
    static final int OUTPUT_UNITS = 4;

    /** Rows whose columns are summed. */
    static final int SUM_ROWS = 4;

    private TileSizes() {}

    /** Numbers in a tile's row. */
    static int width(ScalarType n) {
        return VECTORS * n.lanes();
    }

    /** Rows of a product's tile: one that is not fused needs one more register. */
    static int productRows(ScalarType n) {
        return n.fused() ? 6 : 4;
    }

    /** A tile of A·Bᵀ: rows of A by rows of B. */
    record Dot(String name, int rows, int columns) {}

    /** The general tile of A·Bᵀ. */
    static Dot wide(ScalarType n) {
        return new Dot("wide", n.single() ? 2 : 4, 4);
    }

    /** A tile for a B of one or two rows: points have two features. */
    static Dot narrow() {
        return new Dot("narrow", 4, 2);
    }
}
