package org.layerlab.kernels;

import java.util.function.BiFunction;

/** A kernel that is written by several methods: its function, to which subclasses add parameters and locals. */
abstract class Kernel {
    /** Bytes of a tile's row, and log2 of them. */
    static final int ROW = KernelLayout.TILE_ROW_BYTES, ROW_SHIFT = 5;

    static final int VECTOR = ScalarType.VECTOR_BYTES;

    protected final ScalarType n;
    protected final Function f;

    /**
     * A kernel without parameters yet.
     *
     * @param name without the type
     */
    Kernel(String name, ScalarType n) {
        this(new Function(name, n));
    }

    /** A kernel that already has parameters. */
    Kernel(Function f) {
        this.f = f;
        n = f.n;
    }

    /**
     * Kernels as text, each written by the method of its name: what that takes are the kernel's parameters.
     *
     * @param make makes a kernel with a name
     */
    static String written(ScalarType n, BiFunction<String, ScalarType, Kernel> make, String... names) {
        StringBuilder wat = new StringBuilder();
        for (String name : names) {
            Kernel kernel = make.apply(name, n);
            wat.append(kernel.f.written(kernel.getClass(), kernel));
        }
        return wat.toString();
    }
}
