package org.layerlab.kernels;

/** A kernel that is written by several methods: its function, to which subclasses add parameters and locals. */
abstract class Kernel {
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
}
