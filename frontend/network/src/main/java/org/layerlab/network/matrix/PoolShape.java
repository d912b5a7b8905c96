package org.layerlab.network.matrix;

/**
 * The geometry of a max-pool: squares of {@code size·size} pixels side by side, each giving one pixel. Rows and columns
 * at the bottom and the right that fill no square are left out.
 *
 * @param input what is pooled
 * @param size side of a square, at least 1 and at most the input's sides
 */
public record PoolShape(MapShape input, int size) {
    public PoolShape {
        if (size < 1 || size > input.height() || size > input.width()) {
            throw new IllegalArgumentException("squares of " + size + "x" + size + " do not fit into " + input);
        }
    }

    /** What comes out. */
    public MapShape output() {
        return new MapShape(input.height() / size, input.width() / size, input.channels());
    }
}
