package org.layerlab.network.trace;

import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.MapShape;

/**
 * A rectangle of pixels, which may reach beyond the edges of its map into the padding.
 *
 * @param y first row
 * @param x first column
 */
public record Area(int y, int x, int height, int width) {
    /** All pixels of a map. */
    static Area all(MapShape shape) {
        return new Area(0, 0, shape.height(), shape.width());
    }

    /** Whether a pixel lies in it. */
    boolean contains(int row, int column) {
        return row >= y && row < y + height && column >= x && column < x + width;
    }

    /** The part that lies in a map of this shape. */
    Area within(MapShape shape) {
        int top = Math.max(0, y);
        int left = Math.max(0, x);
        return new Area(
                top,
                left,
                Math.max(0, Math.min(shape.height(), y + height) - top),
                Math.max(0, Math.min(shape.width(), x + width) - left));
    }

    /** What a layer looks at of its input to give this area of its output. */
    Area before(LayerKind layer, MapShape input) {
        LayerKind.Window window = layer.window();
        if (window != null) {
            int stride = window.stride();
            return new Area(
                    y * stride - window.padding(),
                    x * stride - window.padding(),
                    (height - 1) * stride + window.kernel(),
                    (width - 1) * stride + window.kernel());
        }
        if (layer instanceof LayerKind.MaxPool pool) {
            return new Area(y * pool.size(), x * pool.size(), height * pool.size(), width * pool.size());
        }
        return layer.weighted() || layer instanceof LayerKind.AveragePool ? all(input) : this;
    }
}
