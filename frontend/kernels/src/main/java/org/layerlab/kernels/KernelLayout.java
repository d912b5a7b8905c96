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
    public static final int TURNED_ROWS = 32;

    public static final int TURNED_COLUMNS = 8;

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
    public static final int WINOGRAD_SIDE = 4;

    public static final int WINOGRAD_PLACES = 36;

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
        int CONVOLVE = 0;
        int GRADIENT = 1;
        int MAX_POOL = 2;
        int MAX_POOL_BACKWARD = 3;
        int AVERAGE_POOL = 4;
        int AVERAGE_POOL_BACKWARD = 5;
        int SCALE_CHANNELS = 6;
        int COMBINE_CHANNELS = 7;
        int CHANNEL_MOMENTS = 8;
        int CHANNEL_SUMS = 9;
        int CHANNEL_TOTALS = 10;
        int THIN_GRADIENT = 11;
        int DEPTHWISE = 12;
        int DEPTHWISE_BACKWARD = 13;
        int DEPTHWISE_GRADIENT = 14;
        int WINOGRAD = 15;
        int WINOGRAD_GRADIENT = 16;
    }

    /** Words of a network, followed by its layers from {@link #LAYERS_OFFSET} on. */
    public interface NetworkWord {
        /** Number of layers. */
        int DEPTH = 0;

        /** Number of examples. */
        int M = 1;

        int X = 2;
        int Y = 3;
        int SCRATCH = 4;
    }

    /** Bytes from the start of a network's words to its first layer. */
    public static final int LAYERS_OFFSET = 32;

    /** Words of a layer: addresses of its matrices, units, inputs, and the activation's number. */
    public interface LayerWord {
        int W = 0;
        int B = 1;
        int DW = 2;
        int DB = 3;
        int Z = 4;
        int A = 5;
        int DZ = 6;
        int N = 7;
        int INPUTS = 8;
        int ACTIVATION = 9;
    }

    /** Bytes from layer to layer. */
    public static final int LAYER_BYTES = 64;

    /**
     * Words of a convolution. Bytes from filter to filter, tap to tap and channel to channel of W are signed. BIAS may
     * be 0: no bias. A SPREAD of n puts n − 1 zeros between the input's pixels.
     */
    public interface ConvolutionWord {
        int FROM = 0;
        int TO = 1;
        int W = 2;
        int BIAS = 3;
        int M = 4;
        int HEIGHT = 5;
        int WIDTH = 6;
        int CHANNELS = 7;
        int OUT_HEIGHT = 8;
        int OUT_WIDTH = 9;
        int FILTERS = 10;
        int KERNEL = 11;
        int STRIDE = 12;
        int PADDING = 13;
        int SPREAD = 14;
        int W_FILTER = 15;
        int W_TAP = 16;
        int W_CHANNEL = 17;

        /** Room for the packed filters, the biases, each thread's rows of the input, and edge tiles. */
        int PACKED = 18;

        int BIASES = 19;
        int RINGS = 20;
        int RING_BYTES = 21;
        int EDGES = 22;
        int THREADS = 23;
        int RECTIFY = 24;

        /** Winograd: tiles that a thread does at a time. */
        int AT_ONCE = 25;
    }

    /** Words of a filter gradient; the scale follows at {@link #GRADIENT_SCALE_OFFSET}. */
    public interface GradientWord {
        int FROM = 0;
        int DZ = 1;
        int DW = 2;
        int M = 3;
        int HEIGHT = 4;
        int WIDTH = 5;
        int CHANNELS = 6;
        int OUT_HEIGHT = 7;
        int OUT_WIDTH = 8;
        int FILTERS = 9;
        int KERNEL = 10;
        int STRIDE = 11;
        int PADDING = 12;

        /** Output rows copied at a time. */
        int BAND = 13;

        int SUMS = 14;
        int STAGES = 15;
        int STAGE_BYTES = 16;

        /** Bytes from the start of a stage to its dZ. */
        int DZ_OFFSET = 17;

        int THREADS = 18;

        /** Winograd: room of each thread. There BAND is in tiles. */
        int ROOMS = 19;
    }

    /** Where a filter gradient's scale stands, a float64, in bytes from its words. */
    public static final int GRADIENT_SCALE_OFFSET = 80;

    /**
     * Words of a depthwise convolution and of its gradient by the input, from one map to another; BIAS is 0 where there
     * is none.
     */
    public interface DepthwiseWord {
        int FROM = 0;
        int TO = 1;
        int W = 2;
        int BIAS = 3;
        int CHANNELS = 4;
        int M = 5;
        int HEIGHT = 6;
        int WIDTH = 7;
        int OUT_HEIGHT = 8;
        int OUT_WIDTH = 9;
        int KERNEL = 10;
        int STRIDE = 11;
        int PADDING = 12;
        int RECTIFY = 13;
    }

    /** Words of a depthwise convolution's gradient by its filters; its scale follows. */
    public interface DepthwiseGradientWord {
        int FROM = 0;
        int DZ = 1;
        int DW = 2;
        int CHANNELS = 3;
        int M = 4;
        int HEIGHT = 5;
        int WIDTH = 6;
        int OUT_HEIGHT = 7;
        int OUT_WIDTH = 8;
        int KERNEL = 9;
        int STRIDE = 10;
        int PADDING = 11;
    }

    /** Where that scale stands, a float64, in bytes from the words. */
    public static final int DEPTHWISE_SCALE_OFFSET = 48;

    /** Words of a max pool; WIDTH is the input's, NUMBERS one pixel's in all examples. */
    public interface MaxPoolWord {
        int A = 0;
        int P = 1;
        int DP = 2;
        int DA = 3;
        int WIDTH = 4;
        int NUMBERS = 5;
        int OUT_HEIGHT = 6;
        int OUT_WIDTH = 7;
        int SIZE = 8;
    }

    /** Words of an average pool; LINES is NUMBERS in whole cache lines. */
    public interface AveragePoolWord {
        int A = 0;
        int P = 1;
        int PIXELS = 2;
        int NUMBERS = 3;
        int LINES = 4;
    }

    /** Words of {@code A = scale·Z + shift}. */
    public interface ScaleChannelsWord {
        int Z = 0;
        int SCALE = 1;
        int SHIFT = 2;
        int A = 3;
        int ROWS = 4;
        int CHANNELS = 5;
        int M = 6;
        int RECTIFY = 7;
    }

    /** Words of {@code dZ = f0·dY + f1·Z + f2}. */
    public interface CombineChannelsWord {
        int Z = 0;
        int A = 1;
        int DA = 2;
        int FACTORS = 3;
        int DZ = 4;
        int ROWS = 5;
        int CHANNELS = 6;
        int M = 7;
        int RECTIFIED = 8;
    }

    /** Words of each channel's mean and variance. */
    public interface ChannelMomentsWord {
        int Z = 0;
        int MEAN = 1;
        int VARIANCE = 2;
        int ROOM = 3;
        int PIXELS = 4;
        int CHANNELS = 5;
        int M = 6;

        /** Always 0. */
        int RECTIFIED = 7;
    }

    /** Words of each channel's {@code Σ dY} and {@code Σ dY·(Z − mean)}. */
    public interface ChannelSumsWord {
        int Z = 0;
        int A = 1;
        int DA = 2;
        int MEAN = 3;
        int SUMS = 4;
        int ROOM = 5;
        int PIXELS = 6;
        int CHANNELS = 7;
        int M = 8;
        int RECTIFIED = 9;
    }

    /** Words of each channel's total; the scale follows at {@link #TOTALS_SCALE_OFFSET}. */
    public interface ChannelTotalsWord {
        int Z = 0;
        int TOTALS = 1;
        int ROOM = 2;
        int PIXELS = 3;
        int CHANNELS = 4;
        int M = 5;

        /** Always 0. */
        int RECTIFIED = 6;
    }

    /** Where the totals' scale stands, a float64, in bytes from their words. */
    public static final int TOTALS_SCALE_OFFSET = 32;
}
