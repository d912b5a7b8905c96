package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.ConvolutionWord;
import org.layerlab.kernels.KernelLayout.GradientWord;
import org.layerlab.kernels.KernelLayout.MapOperation;
import org.layerlab.network.matrix.MapShape;

/**
 * Convolutions by filters of 3×3 in a quarter of the multiplications, Winograd's F(4×4, 3×3) (Lavin and Gray 2015), and
 * their filter gradients: the room that they need, and when they pay. float32 alone: results are off by more than those of
 * direct convolutions ({@code frontend/kernels/README.md} says by how much).
 */
final class WasmWinograd {
    private static final int SIDE = KernelLayout.WINOGRAD_SIDE;
    private static final int PLACES = KernelLayout.WINOGRAD_PLACES;
    private static final int EXAMPLES = KernelLayout.WINOGRAD_EXAMPLES;
    private static final int ROW_BYTES = KernelLayout.WINOGRAD_ROW_BYTES;
    private static final int GAP = KernelLayout.WINOGRAD_GAP_BYTES;

    /** Channels and filters below which the additions take longer than the multiplications saved. */
    private static final int FEWEST_CHANNELS = 16;

    /** With fewer tiles of 16 examples some threads may find none. */
    private static final int FEWEST_TILES = 4;

    /** The most numbers of filters at all places, four times as many as filters have: 64 MB. */
    private static final int MOST_WEIGHTS = 1 << 24;

    /** The most channels of all tiles that are done at a time, which at all places take 2.4 MB. */
    private static final int MOST_CHANNELS = 1024;

    /** Filters are packed in groups of up to this many. */
    private static final int GROUP = 8;

    /** Tiles that are done at a time: filters are read once for all of them. */
    private static final int AT_ONCE = 4;

    private final KernelCalls calls;
    private final MapDescription description;

    WasmWinograd(KernelCalls calls, MapDescription description) {
        this.calls = calls;
        this.description = description;
    }

    /**
     * Whether this way is possible, and faster for m examples. The number of threads must not matter, so that digits don't
     * depend on it.
     *
     * @param bytes of a number
     */
    static boolean suits(Convolution c, int m, int bytes) {
        long computed = (long) tiles(c) * SIDE * SIDE * parts(m) * EXAMPLES;
        return bytes == Float.BYTES
                && c.kernel() == 3
                && c.stride() == 1
                && c.spread() == 1
                && Math.min(c.channels(), c.filters()) >= FEWEST_CHANNELS
                && Math.max(c.channels(), c.filters()) <= MOST_CHANNELS
                && (long) PLACES * c.channels() * c.filters() <= MOST_WEIGHTS
                && tiles(c) * parts(m) >= FEWEST_TILES
                // At most half is computed outside the output, or for examples that are not there.
                && computed <= 2L * c.output().pixels() * m;
    }

    /** How many tiles cover the output. */
    private static int tiles(Convolution c) {
        MapShape out = c.output();
        return (out.width() + SIDE - 1) / SIDE * ((out.height() + SIDE - 1) / SIDE);
    }

    /** Into how many parts the examples are divided. */
    private static int parts(int m) {
        return (m + EXAMPLES - 1) / EXAMPLES;
    }

    private static int atOnce(int channels) {
        return Math.max(1, Math.min(AT_ONCE, MOST_CHANNELS / channels));
    }

    /** Runs a convolution whose words are set. */
    void convolve(Convolution c, int m) {
        int threads = 1 + calls.members();
        int atOnce = atOnce(c.channels());
        // Threads take as many tiles at a time, so there should be enough for all of them.
        while (atOnce > 1 && (tiles(c) + atOnce - 1) / atOnce * parts(m) < 2 * threads) {
            atOnce /= 2;
        }
        long tileRow = (long) atOnce * ROW_BYTES;
        long room = KernelLayout.WINOGRAD_TEMPORARY_BYTES + PLACES * ((GROUP + c.channels()) * tileRow + GAP);
        MapDescription.Room places = new MapDescription.Room();
        int packed = places.add((long) PLACES * (c.filters() + GROUP) * c.channels() * Float.BYTES);
        int rooms = places.add(threads * room);
        int at = description.address(places);
        description.put(ConvolutionWord.PACKED, at + packed);
        description.put(ConvolutionWord.RINGS, at + rooms);
        description.put(ConvolutionWord.RING_BYTES, (int) room);
        description.put(ConvolutionWord.AT_ONCE, atOnce);
        description.put(ConvolutionWord.THREADS, threads);
        description.runProducts(MapOperation.WINOGRAD, c.products(m));
    }

    /** Runs a filter gradient whose other words are set. */
    void gradient(Convolution c, int m) {
        int threads = 1 + calls.members();
        int channels = (c.channels() + GROUP - 1) / GROUP * GROUP;
        int atOnce = atOnce((channels + c.filters()) / 2);
        long tileRow = (long) atOnce * ROW_BYTES;
        long inputBytes = PLACES * (channels * tileRow + GAP);
        long stageBytes = inputBytes + PLACES * (c.filters() * tileRow + GAP);
        MapDescription.Room places = new MapDescription.Room();
        int sums = places.add((long) PLACES * c.filters() * channels * Float.BYTES);
        int stages = places.add(2 * stageBytes);
        int rooms = places.add((long) threads * KernelLayout.WINOGRAD_TEMPORARY_BYTES);
        int at = description.address(places);
        description.put(GradientWord.BAND, atOnce);
        description.put(GradientWord.SUMS, at + sums);
        description.put(GradientWord.STAGES, at + stages);
        description.put(GradientWord.STAGE_BYTES, (int) stageBytes);
        description.put(GradientWord.DZ_OFFSET, (int) inputBytes);
        description.put(GradientWord.ROOMS, at + rooms);
        description.put(GradientWord.THREADS, threads);
        description.runProducts(MapOperation.WINOGRAD_GRADIENT, c.products(m));
    }
}
