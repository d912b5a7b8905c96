package org.layerlab.kernels;

import java.util.List;

/** Operations on maps, chosen by number; features are in the order row, column, channel. */
final class MapWat {
    private static final List<String> OPERATIONS = DescriptorLayout.names(KernelLayout.MapOperation.class);

    private MapWat() {}

    static String wat(ScalarType n) {
        return PoolWat.wat(n)
                + ChannelWat.wat(n)
                + DepthwiseWat.wat(n)
                + winograd(n)
                + Function.of(n, MapWat.class, "maps");
    }

    /** In float32 alone: it rounds otherwise than a sum of products, and float64 promises NumPy's digits. */
    private static String winograd(ScalarType n) {
        if (n.single()) {
            return WinogradConvolution.wat(n) + new WinogradGradient(n).wat();
        }
        return none(n, "winograd", 3) + none(n, "winogradGradient", 3);
    }

    /** For a module without maps: nobody calls it, but the programs import it. */
    static String none(ScalarType n) {
        return none(n, "maps", 5);
    }

    private static String none(ScalarType n, String name, int parameters) {
        Function f = new Function(name, n);
        f.parameters(parameters);
        f.fail();
        return f.wat();
    }

    /** Calls the operation with that number. How much work it is matters to the leader alone, which may share it. */
    static void maps(Function f, I32 operation, I32 at, I32 work, I32 index, I32 count) {
        f.choose(operation, OPERATIONS.size(), i -> f.call(OPERATIONS.get(i), at, index, count));
    }
}
