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
    public static final class MapOperation {
        public static final int CONVOLVE = 0;
        public static final int GRADIENT = 1;
        public static final int MAX_POOL = 2;
        public static final int MAX_POOL_BACKWARD = 3;
        public static final int AVERAGE_POOL = 4;
        public static final int AVERAGE_POOL_BACKWARD = 5;
        public static final int SCALE_CHANNELS = 6;
        public static final int COMBINE_CHANNELS = 7;
        public static final int CHANNEL_MOMENTS = 8;
        public static final int CHANNEL_SUMS = 9;
        public static final int CHANNEL_TOTALS = 10;
        public static final int THIN_GRADIENT = 11;
        public static final int DEPTHWISE = 12;
        public static final int DEPTHWISE_BACKWARD = 13;
        public static final int DEPTHWISE_GRADIENT = 14;
        public static final int WINOGRAD = 15;
        public static final int WINOGRAD_GRADIENT = 16;

        private MapOperation() {}
    }

    /** Words of a network, followed by its layers from {@link #LAYERS_OFFSET} on. */
    public static final class NetworkWord {
        /** Number of layers. */
        public static final int DEPTH = 0;

        /** Number of examples. */
        public static final int M = 1;

        public static final int X = 2;
        public static final int Y = 3;
        public static final int SCRATCH = 4;

        private NetworkWord() {}
    }

    /** Bytes from the start of a network's words to its first layer. */
    public static final int LAYERS_OFFSET = 32;

    /** Words of a layer: addresses of its matrices, units, inputs, and the activation's number. */
    public static final class LayerWord {
        public static final int W = 0;
        public static final int B = 1;
        public static final int DW = 2;
        public static final int DB = 3;
        public static final int Z = 4;
        public static final int A = 5;
        public static final int DZ = 6;
        public static final int N = 7;
        public static final int INPUTS = 8;
        public static final int ACTIVATION = 9;

        private LayerWord() {}
    }

    /** Bytes from layer to layer. */
    public static final int LAYER_BYTES = 64;

    /**
     * Words of a convolution. Bytes from filter to filter, tap to tap and channel to channel of W are signed. BIAS may
     * be 0: no bias. A SPREAD of n puts n − 1 zeros between the input's pixels.
     */
    public static final class ConvolutionWord {
        public static final int FROM = 0;
        public static final int TO = 1;
        public static final int W = 2;
        public static final int BIAS = 3;
        public static final int M = 4;
        public static final int HEIGHT = 5;
        public static final int WIDTH = 6;
        public static final int CHANNELS = 7;
        public static final int OUT_HEIGHT = 8;
        public static final int OUT_WIDTH = 9;
        public static final int FILTERS = 10;
        public static final int KERNEL = 11;
        public static final int STRIDE = 12;
        public static final int PADDING = 13;
        public static final int SPREAD = 14;
        public static final int W_FILTER = 15;
        public static final int W_TAP = 16;
        public static final int W_CHANNEL = 17;

        /** Room for the packed filters, the biases, each thread's rows of the input, and edge tiles. */
        public static final int PACKED = 18;

        public static final int BIASES = 19;
        public static final int RINGS = 20;
        public static final int RING_BYTES = 21;
        public static final int EDGES = 22;
        public static final int THREADS = 23;
        public static final int RECTIFY = 24;

        /** Winograd: tiles that a thread does at a time. */
        public static final int AT_ONCE = 25;

        private ConvolutionWord() {}
    }

    /** Words of a filter gradient; the scale follows at {@link #GRADIENT_SCALE_OFFSET}. */
    public static final class GradientWord {
        public static final int FROM = 0;
        public static final int DZ = 1;
        public static final int DW = 2;
        public static final int M = 3;
        public static final int HEIGHT = 4;
        public static final int WIDTH = 5;
        public static final int CHANNELS = 6;
        public static final int OUT_HEIGHT = 7;
        public static final int OUT_WIDTH = 8;
        public static final int FILTERS = 9;
        public static final int KERNEL = 10;
        public static final int STRIDE = 11;
        public static final int PADDING = 12;

        /** Output rows copied at a time. */
        public static final int BAND = 13;

        public static final int SUMS = 14;
        public static final int STAGES = 15;
        public static final int STAGE_BYTES = 16;

        /** Bytes from the start of a stage to its dZ. */
        public static final int DZ_OFFSET = 17;

        public static final int THREADS = 18;

        /** Winograd: room of each thread. There BAND is in tiles. */
        public static final int ROOMS = 19;

        private GradientWord() {}
    }

    /** Where a filter gradient's scale stands, a float64, in bytes from its words. */
    public static final int GRADIENT_SCALE_OFFSET = 80;

    /**
     * Words of a depthwise convolution and of its gradient by the input, from one map to another; BIAS is 0 where there
     * is none.
     */
    public static final class DepthwiseWord {
        public static final int FROM = 0;
        public static final int TO = 1;
        public static final int W = 2;
        public static final int BIAS = 3;
        public static final int CHANNELS = 4;
        public static final int M = 5;
        public static final int HEIGHT = 6;
        public static final int WIDTH = 7;
        public static final int OUT_HEIGHT = 8;
        public static final int OUT_WIDTH = 9;
        public static final int KERNEL = 10;
        public static final int STRIDE = 11;
        public static final int PADDING = 12;
        public static final int RECTIFY = 13;

        private DepthwiseWord() {}
    }

    /** Words of a depthwise convolution's gradient by its filters; its scale follows. */
    public static final class DepthwiseGradientWord {
        public static final int FROM = 0;
        public static final int DZ = 1;
        public static final int DW = 2;
        public static final int CHANNELS = 3;
        public static final int M = 4;
        public static final int HEIGHT = 5;
        public static final int WIDTH = 6;
        public static final int OUT_HEIGHT = 7;
        public static final int OUT_WIDTH = 8;
        public static final int KERNEL = 9;
        public static final int STRIDE = 10;
        public static final int PADDING = 11;

        private DepthwiseGradientWord() {}
    }

    /** Where that scale stands, a float64, in bytes from the words. */
    public static final int DEPTHWISE_SCALE_OFFSET = 48;

    /** Words of a max pool; WIDTH is the input's, NUMBERS one pixel's in all examples. */
    public static final class MaxPoolWord {
        public static final int A = 0;
        public static final int P = 1;
        public static final int DP = 2;
        public static final int DA = 3;
        public static final int WIDTH = 4;
        public static final int NUMBERS = 5;
        public static final int OUT_HEIGHT = 6;
        public static final int OUT_WIDTH = 7;
        public static final int SIZE = 8;

        private MaxPoolWord() {}
    }

    /** Words of an average pool; LINES is NUMBERS in whole cache lines. */
    public static final class AveragePoolWord {
        public static final int A = 0;
        public static final int P = 1;
        public static final int PIXELS = 2;
        public static final int NUMBERS = 3;
        public static final int LINES = 4;

        private AveragePoolWord() {}
    }

    /** Words of {@code A = scale·Z + shift}. */
    public static final class ScaleChannelsWord {
        public static final int Z = 0;
        public static final int SCALE = 1;
        public static final int SHIFT = 2;
        public static final int A = 3;
        public static final int ROWS = 4;
        public static final int CHANNELS = 5;
        public static final int M = 6;
        public static final int RECTIFY = 7;

        private ScaleChannelsWord() {}
    }

    /** Words of {@code dZ = f0·dY + f1·Z + f2}. */
    public static final class CombineChannelsWord {
        public static final int Z = 0;
        public static final int A = 1;
        public static final int DA = 2;
        public static final int FACTORS = 3;
        public static final int DZ = 4;
        public static final int ROWS = 5;
        public static final int CHANNELS = 6;
        public static final int M = 7;
        public static final int RECTIFIED = 8;

        private CombineChannelsWord() {}
    }

    /** Words of each channel's mean and variance. */
    public static final class ChannelMomentsWord {
        public static final int Z = 0;
        public static final int MEAN = 1;
        public static final int VARIANCE = 2;
        public static final int ROOM = 3;
        public static final int PIXELS = 4;
        public static final int CHANNELS = 5;
        public static final int M = 6;

        /** Always 0. */
        public static final int RECTIFIED = 7;

        private ChannelMomentsWord() {}
    }

    /** Words of each channel's {@code Σ dY} and {@code Σ dY·(Z − mean)}. */
    public static final class ChannelSumsWord {
        public static final int Z = 0;
        public static final int A = 1;
        public static final int DA = 2;
        public static final int MEAN = 3;
        public static final int SUMS = 4;
        public static final int ROOM = 5;
        public static final int PIXELS = 6;
        public static final int CHANNELS = 7;
        public static final int M = 8;
        public static final int RECTIFIED = 9;

        private ChannelSumsWord() {}
    }

    /** Words of each channel's total; the scale follows at {@link #TOTALS_SCALE_OFFSET}. */
    public static final class ChannelTotalsWord {
        public static final int Z = 0;
        public static final int TOTALS = 1;
        public static final int ROOM = 2;
        public static final int PIXELS = 3;
        public static final int CHANNELS = 4;
        public static final int M = 5;

        /** Always 0. */
        public static final int RECTIFIED = 6;

        private ChannelTotalsWord() {}
    }

    /** Where the totals' scale stands, a float64, in bytes from their words. */
    public static final int TOTALS_SCALE_OFFSET = 32;
}
