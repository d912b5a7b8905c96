package org.layerlab.network.data;

/** A decoded photo, read a row at a time, so that only the requested rows are converted. */
@FunctionalInterface
public interface PhotoRows {
    /**
     * Copies one row of the photo.
     *
     * @param y the row as it is stored (before any orientation), from the top, {@code 0 ≤ y < height}
     * @param rgba {@code 4 · width} bytes to fill: red, green, blue, alpha, not premultiplied, 0–255 each
     */
    void read(int y, byte[] rgba);
}
