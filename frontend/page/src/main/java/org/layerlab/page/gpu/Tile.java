package org.layerlab.page.gpu;

/**
 * How large a part of a product one group computes: {@code 16·rows} by {@code 64·fours}, of which each of its 16 × 16
 * threads has {@code rows} by {@code 4·fours} sums in registers.
 *
 * <p>Larger tiles read each number less often, but a small product has too few of them to keep the device busy.
 *
 * @param rows of a thread
 * @param fours of a thread: columns, four at a time
 */
record Tile(int rows, int fours) {
    /** Threads of a group along each side. */
    static final int SIDE = 16;

    /** Terms of the sums that a group holds in its shared memory at a time. */
    static final int DEPTH = 16;

    /** From small to large. */
    static final Tile[] ALL = {new Tile(1, 1), new Tile(2, 1), new Tile(4, 1), new Tile(8, 1), new Tile(4, 2)};

    /** Rows of a group. */
    int height() {
        return SIDE * rows;
    }

    /** Columns of a group. */
    int width() {
        return 4 * SIDE * fours;
    }

    /** How many groups a product takes. */
    int groups(int n, int m) {
        return over(n, height()) * over(m, width());
    }

    static int over(int count, int by) {
        return (count + by - 1) / by;
    }

    /**
     * The tile of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Tile of(String name) {
        for (Tile tile : ALL) {
            if (tile.toString().equals(name)) {
                return tile;
            }
        }
        throw new IllegalArgumentException("no tile is called " + name);
    }

    /** Such as {@code 64x64}. */
    @Override
    public String toString() {
        return height() + "x" + width();
    }
}
