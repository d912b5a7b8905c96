package org.layerlab.kernels;

import java.util.List;

/** Operations on maps, chosen by number; features are in the order row, column, channel. */
final class MapWat {
    private static final List<String> OPERATIONS =
            DescriptorLayout.of(KernelLayout.MapOperation.class).names();

    private MapWat() {}

    static String wat(ScalarType n) {
        return PoolWat.wat(n) + ChannelWat.wat(n) + DepthwiseWat.wat(n) + winograd(n) + choice(n, true);
    }

    /** In float32 alone: it rounds otherwise than a sum of products, and float64 promises NumPy's digits. */
    private static String winograd(ScalarType n) {
        if (n.single()) {
            return WinogradConvolution.wat(n) + new WinogradGradient(n).wat();
        }
        return none("winograd", n) + none("winogradGradient", n);
    }

    private static String none(String operation, ScalarType n) {
        Function f = new Function(operation, n);
        f.parameters(3);
        f.fail();
        return f.wat();
    }

    /** For a module without maps: nobody calls it, but the programs import it. */
    static String none(ScalarType n) {
        return choice(n, false);
    }

    /** {@code maps(operation, at, work, index, count)}: calls the operation with that number. */
    private static String choice(ScalarType n, boolean there) {
        Function f = new Function("maps", n);
        I32 operation = f.parameter();
        I32 at = f.parameter();
        // How much work it is matters only to the leader, which decides whether to share it.
        f.parameter();
        I32 index = f.parameter();
        I32 count = f.parameter();
        if (there) {
            f.choose(operation, OPERATIONS.size(), i -> f.call(OPERATIONS.get(i), at, index, count));
        } else {
            f.fail();
        }
        return f.wat();
    }
}
