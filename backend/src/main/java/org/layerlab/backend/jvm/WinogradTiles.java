package org.layerlab.backend.jvm;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.layerlab.network.matrix.ConvShape;
import org.layerlab.network.matrix.MapShape;

/**
 * The tiles of a {@link WinogradConvolution}, some at a time, at their 36 places: as many matrices outside the Java
 * heap, with a row for each channel and a column for each example of each tile. Owned by one thread.
 */
final class WinogradTiles implements AutoCloseable {
    /** The most columns of a matrix. With far fewer, BLAS copies more than it multiplies. */
    static final int COLUMNS = 128;

    /** Numbers of a place that are worked on at a time, so that those of all places stay in a core's cache. */
    private static final int STRETCH = 1024;

    private static final int SIDE = WinogradTransforms.SIDE;

    private final ConvShape shape;
    private final int m;
    private final int channels;
    /** Numbers of a place. */
    private final int size;
    /** Those of some channels of one tile, each place for itself. */
    private final float[][] some;

    private final FloatPointer pointer;
    private final FloatPointer moved;
    private final FloatBuffer values;

    /**
     * Room for what is done at a time.
     *
     * @param m examples of a batch
     * @param channels the shape's input channels, or its filters
     */
    WinogradTiles(ConvShape shape, int m, int channels) {
        this.shape = shape;
        this.m = m;
        this.channels = channels;
        size = channels * COLUMNS;
        some = new float[WinogradTransforms.PLACES][STRETCH];
        pointer = new FloatPointer((long) WinogradTransforms.PLACES * size);
        moved = new FloatPointer(pointer);
        values = pointer.asBuffer();
    }

    /** How many tiles cover the output; those at its right and lower edge may be partly outside. */
    static int count(ConvShape shape) {
        return across(shape) * ((shape.output().height() + SIDE - 1) / SIDE);
    }

    /** How many tiles are beside each other. */
    private static int across(ConvShape shape) {
        return (shape.output().width() + SIDE - 1) / SIDE;
    }

    /** Into how many parts of at most {@link #COLUMNS} the examples are divided. */
    static int parts(int m) {
        return (m + COLUMNS - 1) / COLUMNS;
    }

    /** Some examples of some tiles: what is done at a time. */
    record Some(int firstTile, int tiles, int firstExample, int examples) {
        int columns() {
            return tiles * examples;
        }
    }

    /** Work on some tiles. */
    interface Work {
        void on(Some some);
    }

    /**
     * Divides a range of units into what is done at a time. A unit is a part of the examples of one tile; first come
     * the first parts of all tiles.
     */
    static void forEach(ConvShape shape, int m, int fromUnit, int toUnit, Work work) {
        int tiles = count(shape);
        for (int unit = fromUnit; unit < toUnit; ) {
            int part = unit / tiles;
            int first = unit % tiles;
            int example = Parallel.from(m, part, parts(m));
            int examples = Parallel.from(m, part + 1, parts(m)) - example;
            int count = Math.min(Math.max(1, COLUMNS / examples), Math.min(tiles - first, toUnit - unit));
            work.on(new Some(first, count, example, examples));
            unit += count;
        }
    }

    /** The matrix at a place, until the next is asked for. */
    FloatPointer at(int place) {
        return moved.position((long) place * size);
    }

    private interface Stretch {
        /** Works on channels from {@code channel} on of a tile whose upper left output pixel is (x, y). */
        void at(int tile, int x, int y, int channel, int count);
    }

    private void forStretches(Some of, Stretch stretch) {
        int across = across(shape);
        int atOnce = STRETCH / of.examples;
        for (int tile = 0; tile < of.tiles; tile++) {
            int y = SIDE * ((of.firstTile + tile) / across);
            int x = SIDE * ((of.firstTile + tile) % across);
            for (int channel = 0; channel < channels; channel += atOnce) {
                stretch.at(tile, x, y, channel, Math.min(atOnce, channels - channel));
            }
        }
    }

    /** {@code Bᵀ·d·B} of the input pixels that the tiles see, with zeros around the input. */
    void readInputs(FloatBuffer A, Some of) {
        int width = WinogradTransforms.WIDTH;
        forStretches(of, (tile, x, y, channel, count) -> {
            for (int place = 0; place < some.length; place++) {
                int row = y + place / width - shape.padding();
                int column = x + place % width - shape.padding();
                read(A, shape.input(), column, row, channel, count, of, some[place]);
            }
            WinogradTransforms.input(some, count * of.examples);
            put(of, tile, channel, count);
        });
    }

    /** {@code A·dy·Aᵀ} of the tiles, with zeros outside the output. */
    void readErrors(FloatBuffer dZ, Some of) {
        forStretches(of, (tile, x, y, channel, count) -> {
            for (int pixel = 0; pixel < WinogradTransforms.PIXELS; pixel++) {
                float[] to = some[WinogradTransforms.place(pixel, SIDE)];
                read(dZ, shape.output(), x + pixel % SIDE, y + pixel / SIDE, channel, count, of, to);
            }
            WinogradTransforms.error(some, count * of.examples);
            put(of, tile, channel, count);
        });
    }

    /** Writes {@code Aᵀ·S·A} of the tiles, where they are inside the output. */
    void writeOutputs(FloatBuffer Z, Some of) {
        MapShape out = shape.output();
        forStretches(of, (tile, x, y, filter, count) -> {
            get(of, tile, filter, count);
            WinogradTransforms.output(some, count * of.examples);
            for (int pixel = 0; pixel < WinogradTransforms.PIXELS; pixel++) {
                int row = y + pixel / SIDE;
                int column = x + pixel % SIDE;
                if (row < out.height() && column < out.width()) {
                    write(some[WinogradTransforms.place(pixel, SIDE)], count, of, Z, at(out, column, row, filter));
                }
            }
        });
    }

    private int at(MapShape map, int x, int y, int channel) {
        return ((y * map.width() + x) * map.channels() + channel) * m;
    }

    private void read(FloatBuffer from, MapShape map, int x, int y, int channel, int count, Some of, float[] to) {
        int n = of.examples;
        if (y < 0 || y >= map.height() || x < 0 || x >= map.width()) {
            Arrays.fill(to, 0, count * n, 0);
            return;
        }
        int at = at(map, x, y, channel) + of.firstExample;
        if (n == m) {
            from.get(at, to, 0, count * n);
            return;
        }
        for (int i = 0; i < count; i++) {
            from.get(at + i * m, to, i * n, n);
        }
    }

    private void write(float[] from, int count, Some of, FloatBuffer to, int position) {
        int n = of.examples;
        int at = position + of.firstExample;
        if (n == m) {
            to.put(at, from, 0, count * n);
            return;
        }
        for (int i = 0; i < count; i++) {
            to.put(at + i * m, from, i * n, n);
        }
    }

    private void put(Some of, int tile, int channel, int count) {
        int n = of.examples;
        for (int place = 0; place < some.length; place++) {
            int at = place * size + channel * of.columns() + tile * n;
            for (int i = 0; i < count; i++) {
                values.put(at + i * of.columns(), some[place], i * n, n);
            }
        }
    }

    private void get(Some of, int tile, int channel, int count) {
        int n = of.examples;
        for (int place = 0; place < some.length; place++) {
            int at = place * size + channel * of.columns() + tile * n;
            for (int i = 0; i < count; i++) {
                values.get(at + i * of.columns(), some[place], i * n, n);
            }
        }
    }

    @Override
    public void close() {
        pointer.close();
    }
}
