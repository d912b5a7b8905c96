package org.layerlab.network.trace;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.MapShape;

/**
 * Where a value goes next: the filter or unit of the following group that gives it the greatest weight, at the place
 * that looks at it.
 *
 * @param group index of the following group in {@link TracedPass#groups}
 * @param channel the filter or unit
 * @param y row of the place in the group's output
 * @param x column of the place
 * @param weight that the value is multiplied by; of a mean 1 by the number of pixels
 * @param product of value and weight
 */
public record NextUse(int group, int channel, int y, int x, double weight, double product) {
    /** Where a value of a group's output goes; null for the network's output and for what no filter looks at. */
    public static @Nullable NextUse of(TracedPass pass, int group, int channel, int y, int x) {
        if (group + 1 >= pass.groups().size()) {
            return null;
        }
        LayerGroup next = pass.groups().get(group + 1);
        LayerKind head = pass.architecture().layers().get(next.first());
        double value = pass.value(next.first(), y, x, channel);
        if (head instanceof LayerKind.AveragePool) {
            double weight = 1.0 / next.input().pixels();
            return new NextUse(group + 1, channel, 0, 0, weight, value * weight);
        }
        Area place = place(pass, next, y, x);
        Parameters.Dense layer = pass.parameters(next.number());
        NextUse best = null;
        // A depthwise filter sees its own channel alone.
        boolean own = head instanceof LayerKind.Depthwise;
        int channels = own ? 1 : next.input().channels();
        for (int f = own ? channel : 0; f < (own ? channel + 1 : layer.rows()); f++) {
            // Through a max-pool, only the pixel that won goes on.
            Area seen = PixelTrace.origin(pass, next, f, place.y(), place.x()).before(head, next.input());
            if (seen.contains(y, x)) {
                int tap = (y - seen.y()) * seen.width() + x - seen.x();
                double weight = layer.W()[f * layer.columns() + tap * channels + (own ? 0 : channel)];
                if (best == null || Math.abs(weight) > Math.abs(best.weight)) {
                    best = new NextUse(group + 1, f, place.y(), place.x(), weight, value * weight);
                }
            }
        }
        return best;
    }

    /** The place in a group's output whose patch has its middle nearest to a pixel of the input. */
    private static Area place(TracedPass pass, LayerGroup group, int y, int x) {
        MapShape output = group.output();
        int row = y;
        int column = x;
        for (int i = group.first(); i <= group.last(); i++) {
            LayerKind kind = pass.architecture().layers().get(i);
            LayerKind.Window window = kind.window();
            if (window != null) {
                int shift = window.padding() - window.kernel() / 2;
                row = Math.max(0, row + shift) / window.stride();
                column = Math.max(0, column + shift) / window.stride();
            } else if (kind instanceof LayerKind.MaxPool pool) {
                row /= pool.size();
                column /= pool.size();
            }
        }
        return new Area(Math.min(row, output.height() - 1), Math.min(column, output.width() - 1), 1, 1);
    }
}
