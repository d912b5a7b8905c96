package org.layerlab.kernels;

/**
 * What the kernel module and its callers must agree on: sizes, operation numbers, and the order of the 32-bit words
 * that describe an operation in memory.
 *
 * <p>All of it is compile-time constants. javac copies their values into the page's classes, so the page can use this
 * class without shipping it. A kernel reads all of its words by {@code Function.words} and takes one by its constant.
 */
public final class KernelLayout {
    /** Rows of B that a product copies at a time. Parts of a product start at multiples of this. */
    public static final int PRODUCT_DEPTH = 512;

    /** Columns of B that a float32 product copies at a time; a float64 product copies half as many. */
    public static final int PRODUCT_COLUMNS = 256;

    /** In a float32 A·Bᵀ with at least this many rows of A, and {@link #TURNED_COLUMNS} of B, packing Bᵀ pays off. */
    public static final int TURNED_ROWS = 32, TURNED_COLUMNS = 8;

    /** A product of fewer multiplications takes less time than waking the other threads. */
    public static final int SHARED_PRODUCTS = 500_000;

    /** The same for operations that pass over matrices, in numbers read or written. */
    public static final int SHARED_NUMBERS = 40_000;

    /** Every matrix starts at a multiple of this, a cache line. */
    public static final int LINE_BYTES = 64;

    /** Where the shared memory has the number of threads that have joined the crew. */
    public static final int JOINED = 256;

    /**
     * Where the memory says whether float32 products take {@link #WIDE_TILES} tiles at a time: 1 or 0. The digits are the
     * same. It pays where V8 joins pairs of vectors into wider ones.
     */
    public static final int WIDE = 280;

    /** Tiles side by side whose sums are made together. */
    public static final int WIDE_TILES = 2;

    /** Two vectors: one step of a tile's inner loop, and a filter's bias in all lanes. */
    public static final int TILE_ROW_BYTES = 32;

    /** Rows of the largest convolution tile. */
    public static final int CONVOLUTION_TILE_ROWS = 6;

    /** One tile of the sums that make a filter gradient. */
    public static final int GRADIENT_SUM_BYTES = CONVOLUTION_TILE_ROWS * TILE_ROW_BYTES;

    /** Room for a convolution tile at the edge of a map, one per thread. */
    public static final int CONVOLUTION_EDGE_BYTES = 256;

    /** Output pixels in a row of one of Winograd's tiles, and places of a tile. */
    public static final int WINOGRAD_SIDE = 4, WINOGRAD_PLACES = 36;

    /** Examples of a tile that are done at a time, and their bytes. */
    public static final int WINOGRAD_EXAMPLES = 16;

    public static final int WINOGRAD_ROW_BYTES = WINOGRAD_EXAMPLES * 4;

    /** Channels that are transformed at a time, so that their numbers at all places stay in the first-level cache. */
    public static final int WINOGRAD_CHANNELS = 8;

    /** Room that a thread needs for that, with a row of zeros. */
    public static final int WINOGRAD_TEMPORARY_BYTES = (WINOGRAD_PLACES * WINOGRAD_CHANNELS + 1) * WINOGRAD_ROW_BYTES;

    /** Between places, so that their numbers don't all meet in the same lines of a cache. */
    public static final int WINOGRAD_GAP_BYTES = 3 * LINE_BYTES;

    /** Examples whose filter gradients are summed together. */
    public static final int GRADIENT_EXAMPLES = 8;

    /** Room for the sums of one channel: two float64 vectors. */
    public static final int CHANNEL_SUMS_BYTES = 32;

    /** Vector multiply-adds in one round of {@code limit}; {@link #WIDE_TILES} times as many where {@link #WIDE} is 1. */
    public static final int LIMIT_SUMS = 12;

    /** Where {@code limit} leaves its result: two vectors. */
    public static final int LIMIT_RESULT = 288;

    private KernelLayout() {}

    /** Numbers of the operations on maps. */
    public interface MapOperation {
        int CONVOLVE = 0, GRADIENT = 1, MAX_POOL = 2, MAX_POOL_BACKWARD = 3, AVERAGE_POOL = 4;
        int AVERAGE_POOL_BACKWARD = 5, SCALE_CHANNELS = 6, COMBINE_CHANNELS = 7, CHANNEL_MOMENTS = 8, CHANNEL_SUMS = 9;
        int CHANNEL_TOTALS = 10, THIN_GRADIENT = 11, DEPTHWISE = 12, DEPTHWISE_BACKWARD = 13, DEPTHWISE_GRADIENT = 14;
        int WINOGRAD = 15, WINOGRAD_GRADIENT = 16;
    }

    /** Words of a network, followed by its layers from {@link #LAYERS_OFFSET} on. DEPTH counts the layers, M the examples. */
    public interface NetworkWord {
        int DEPTH = 0, M = 1, X = 2, Y = 3, SCRATCH = 4;
    }

    /** Bytes from the start of a network's words to its first layer. */
    public static final int LAYERS_OFFSET = 32;

    /** Words of a layer: addresses of its matrices, units, inputs, and the activation's number. */
    public interface LayerWord {
        int W = 0, B = 1, DW = 2, DB = 3, Z = 4, A = 5, DZ = 6, N = 7, INPUTS = 8, ACTIVATION = 9;
    }

    /** Bytes from layer to layer. */
    public static final int LAYER_BYTES = 64;

    /**
     * Words of a convolution. Bytes from filter to filter, tap to tap and channel to channel of W are signed. BIAS may
     * be 0: no bias. A SPREAD of n puts n − 1 zeros between the input's pixels. PACKED, BIASES, RINGS and EDGES are room for
     * the packed filters, the biases, each thread's rows of the input, and edge tiles. AT_ONCE is Winograd's: tiles that a
     * thread does at a time.
     */
    public interface ConvolutionWord {
        int FROM = 0, TO = 1, W = 2, BIAS = 3, M = 4, HEIGHT = 5, WIDTH = 6, CHANNELS = 7, OUT_HEIGHT = 8;
        int OUT_WIDTH = 9, FILTERS = 10, KERNEL = 11, STRIDE = 12, PADDING = 13, SPREAD = 14;
        int W_FILTER = 15, W_TAP = 16, W_CHANNEL = 17, PACKED = 18, BIASES = 19, RINGS = 20, RING_BYTES = 21;
        int EDGES = 22, THREADS = 23, RECTIFY = 24, AT_ONCE = 25;
    }

    /**
     * Words of a filter gradient; the scale follows at {@link #GRADIENT_SCALE_OFFSET}. BAND is how many output rows are
     * copied at a time, DZ_OFFSET the bytes from the start of a stage to its dZ. In Winograd's, BAND is in tiles, and each
     * thread has room at ROOMS.
     */
    public interface GradientWord {
        int FROM = 0, DZ = 1, DW = 2, M = 3, HEIGHT = 4, WIDTH = 5, CHANNELS = 6, OUT_HEIGHT = 7, OUT_WIDTH = 8;
        int FILTERS = 9, KERNEL = 10, STRIDE = 11, PADDING = 12, BAND = 13, SUMS = 14, STAGES = 15, STAGE_BYTES = 16;
        int DZ_OFFSET = 17, THREADS = 18, ROOMS = 19;
    }

    /** Where a filter gradient's scale stands, a float64, in bytes from its words. */
    public static final int GRADIENT_SCALE_OFFSET = 80;

    /**
     * Words of a depthwise convolution and of its gradient by the input, from one map to another; BIAS is 0 where there
     * is none.
     */
    public interface DepthwiseWord {
        int FROM = 0, TO = 1, W = 2, BIAS = 3, CHANNELS = 4, M = 5, HEIGHT = 6, WIDTH = 7, OUT_HEIGHT = 8;
        int OUT_WIDTH = 9, KERNEL = 10, STRIDE = 11, PADDING = 12, RECTIFY = 13;
    }

    /** Words of a depthwise convolution's gradient by its filters; its scale follows. */
    public interface DepthwiseGradientWord {
        int FROM = 0, DZ = 1, DW = 2, CHANNELS = 3, M = 4, HEIGHT = 5, WIDTH = 6, OUT_HEIGHT = 7, OUT_WIDTH = 8;
        int KERNEL = 9, STRIDE = 10, PADDING = 11;
    }

    /** Where that scale stands, a float64, in bytes from the words. */
    public static final int DEPTHWISE_SCALE_OFFSET = 48;

    /** Words of a max pool; WIDTH is the input's, NUMBERS one pixel's in all examples. */
    public interface MaxPoolWord {
        int A = 0, P = 1, DP = 2, DA = 3, WIDTH = 4, NUMBERS = 5, OUT_HEIGHT = 6, OUT_WIDTH = 7, SIZE = 8;
    }

    /** Words of an average pool; LINES is NUMBERS in whole cache lines. */
    public interface AveragePoolWord {
        int A = 0, P = 1, PIXELS = 2, NUMBERS = 3, LINES = 4;
    }

    /** Words of {@code A = scale·Z + shift}. */
    public interface ScaleChannelsWord {
        int Z = 0, SCALE = 1, SHIFT = 2, A = 3, ROWS = 4, CHANNELS = 5, M = 6, RECTIFY = 7;
    }

    /** Words of {@code dZ = f0·dY + f1·Z + f2}. */
    public interface CombineChannelsWord {
        int Z = 0, A = 1, DA = 2, FACTORS = 3, DZ = 4, ROWS = 5, CHANNELS = 6, M = 7, RECTIFIED = 8;
    }

    /** Words of each channel's mean and variance; RECTIFIED is always 0. */
    public interface ChannelMomentsWord {
        int Z = 0, MEAN = 1, VARIANCE = 2, ROOM = 3, PIXELS = 4, CHANNELS = 5, M = 6, RECTIFIED = 7;
    }

    /** Words of each channel's {@code Σ dY} and {@code Σ dY·(Z − mean)}. */
    public interface ChannelSumsWord {
        int Z = 0, A = 1, DA = 2, MEAN = 3, SUMS = 4, ROOM = 5, PIXELS = 6, CHANNELS = 7, M = 8, RECTIFIED = 9;
    }

    /** Words of each channel's total; RECTIFIED is always 0. The scale follows at {@link #TOTALS_SCALE_OFFSET}. */
    public interface ChannelTotalsWord {
        int Z = 0, TOTALS = 1, ROOM = 2, PIXELS = 3, CHANNELS = 4, M = 5, RECTIFIED = 6;
    }

    /** Where the totals' scale stands, a float64, in bytes from their words. */
    public static final int TOTALS_SCALE_OFFSET = 32;
}
