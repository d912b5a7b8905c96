package org.layerlab.page.play;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.InputFeature;

/**
 * Where the drawing puts layers and units, in CSS pixels, and where a {@code drawing} message keeps what belongs to
 * them. A wide layer shows some of its units at a time.
 */
final class NetworkGeometry {
    private static final double LARGEST_UNIT = 46;
    /** Targets are at least this wide. */
    private static final double LEAST_UNIT = 24;
    /** From the middle of a unit to that of the next: less could not be pointed at. */
    private static final double SMALLEST_PITCH = 25;

    private static final double WIDEST_GAP = 150;
    /** What the head of a layer needs to stand in one line, beside {@link #COUNT}. */
    private static final double STEPS = 48;
    /** How wide a layer's number of units is, and how wide a column is, in rem. */
    private static final double COUNT = 2.75;

    private static final double COLUMN = 3.375;

    /** The two buttons of a layer side by side, which do not shrink with the text. */
    private static final double LEAST_COLUMN = 54;

    private static final double THUMB_HEAD = 172;

    private final List<Integer> dims;
    private final int[] first;
    private final int most;
    /** How far from a weight's line the pointer may be. */
    private final double reach;

    private final double head;
    private final double unit;
    private final double gap;
    private final double pitch;
    private final double[] x;
    private final double width;
    private final double height;
    private List<InputFeature> features = InputFeature.PLAIN;

    /** One weight: its layer from 1, its unit and the unit before, both from 0 among those shown. */
    record Weight(int layer, int row, int column) {}

    /**
     * A layout.
     *
     * @param dims units per layer, from the input to the output
     * @param first the first unit shown of each layer
     * @param room the width there is; a network that needs more is wider
     * @param tall the height there is; a network that needs more is higher
     * @param thumbs whether it is for thumbs: larger and fewer units, wider columns
     */
    NetworkGeometry(List<Integer> dims, int[] first, double room, double tall, boolean thumbs) {
        this(dims, first, room, tall, thumbs, 16);
    }

    /**
     * The same.
     *
     * @param rem the size of the page's text: the controls above and below a layer grow with it
     */
    NetworkGeometry(List<Integer> dims, int[] first, double room, double tall, boolean thumbs, double rem) {
        this.dims = List.copyOf(dims);
        this.first = first.clone();
        most = thumbs ? 5 : 10;
        reach = thumbs ? 16 : 9;
        int tallest = 1;
        for (int l = 0; l < dims.size(); l++) {
            this.first[l] = Math.max(0, Math.min(first[l], (dims.get(l) - 1) / most * most));
            tallest = Math.max(tallest, Math.min(most, dims.get(l)));
        }
        double share = Math.max(SMALLEST_PITCH, Math.floor(tall / tallest));
        gap = thumbs ? 10 : share < 32 ? Math.min(4, share - LEAST_UNIT) : 6;
        unit = thumbs ? 44 : Math.min(LARGEST_UNIT, share - gap);
        height = tallest * (unit + gap) - gap + 4;
        head = thumbs ? THUMB_HEAD : STEPS + COUNT * rem;
        double narrow = Math.max(LEAST_COLUMN, COLUMN * rem);
        double column = thumbs ? 104 : narrow;
        double end = thumbs ? 64 : narrow;
        double least = 2 * end + (dims.size() - 2) * column;
        double between = Math.max(0, Math.min(WIDEST_GAP, (Math.floor(room) - least) / Math.max(1, dims.size() - 1)));
        double needed = least + between * (dims.size() - 1);
        pitch = column + between;
        width = Math.max(Math.floor(room), needed);
        x = new double[dims.size()];
        double at = (width - needed) / 2;
        for (int l = 0; l < x.length; l++) {
            double wide = l == 0 || l == x.length - 1 ? end : column;
            x[l] = at + wide / 2;
            at += wide + between;
        }
    }

    /** Sets the inputs, if they are not just the coordinates. */
    NetworkGeometry of(List<InputFeature> inputs) {
        features = inputs;
        return this;
    }

    /** The name of an input: {@code "x₁"}. */
    String input(int row) {
        return features.get(row).label();
    }

    List<Integer> dims() {
        return dims;
    }

    int layers() {
        return dims.size();
    }

    /** The class whose probability a unit answers; −1 where it is not one of several outputs. */
    int label(int layer, int row) {
        return layer == dims.size() - 1 && dims.get(layer) > 1 ? first[layer] + row : -1;
    }

    int[] first() {
        return first.clone();
    }

    int first(int layer) {
        return first[layer];
    }

    /** How many units of a layer are shown at a time. */
    int most() {
        return most;
    }

    boolean folds(int layer) {
        return dims.get(layer) > most;
    }

    boolean foldsAnywhere() {
        for (int n : dims) {
            if (n > most) {
                return true;
            }
        }
        return false;
    }

    /** How many units of a layer are shown now. */
    int shown(int layer) {
        return Math.min(most, dims.get(layer) - first[layer]);
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /** Whether a layer has the width for its buttons and its number in one line. */
    boolean wideColumns() {
        return pitch >= head;
    }

    /** The side of a unit. */
    double unit() {
        return unit;
    }

    /** The middle of a layer's units. */
    double x(int layer) {
        return x[layer];
    }

    /** The middle of a unit, counted from 0 among those shown. */
    double y(int layer, int row) {
        double all = shown(layer) * (unit + gap) - gap;
        return (height - all) / 2 + row * (unit + gap) + unit / 2;
    }

    /** How many units are shown in all layers. */
    int units() {
        return unitIndex(layers() - 1, shown(layers() - 1));
    }

    /** Which of all units that are shown this is. */
    int unitIndex(int layer, int row) {
        int index = row;
        for (int l = 0; l < layer; l++) {
            index += shown(l);
        }
        return index;
    }

    /** How many weights and biases are shown. */
    int weights() {
        return weightIndex(layers(), 0, -1);
    }

    /** Where a weight is in the message; its bias where the column is −1. */
    int weightIndex(int layer, int row, int column) {
        int index = 0;
        for (int l = 1; l < layer; l++) {
            index += shown(l) * (1 + shown(l - 1));
        }
        return layer == layers() ? index : index + row * (1 + shown(layer - 1)) + 1 + column;
    }

    /** The weight whose line is nearest to a place, or null where none is near. */
    @Nullable
    Weight weightAt(double px, double py) {
        for (int l = 1; l < layers(); l++) {
            double from = x[l - 1] + unit / 2;
            double to = x[l] - unit / 2;
            if (px > from && px < to) {
                return nearest(l, rise((px - from) / (to - from)), py);
            }
        }
        return null;
    }

    private @Nullable Weight nearest(int layer, double risen, double py) {
        Weight nearest = null;
        double least = reach;
        for (int row = 0; row < shown(layer); row++) {
            for (int column = 0; column < shown(layer - 1); column++) {
                double start = y(layer - 1, column);
                double away = Math.abs(start + (y(layer, row) - start) * risen - py);
                if (away < least) {
                    least = away;
                    nearest = new Weight(layer, row, column);
                }
            }
        }
        return nearest;
    }

    /**
     * How far up its way a line is at a share of its way across: a Bézier curve that leaves and arrives level, with
     * both control points in the middle, has {@code x = 1.5t(1−t)² + 1.5t²(1−t) + t³} and {@code y = 3t² − 2t³}.
     */
    static double rise(double across) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 20; i++) {
            double t = (low + high) / 2;
            if (1.5 * t * (1 - t) + t * t * t < across) {
                low = t;
            } else {
                high = t;
            }
        }
        return low * low * (3 - 2 * low);
    }
}
