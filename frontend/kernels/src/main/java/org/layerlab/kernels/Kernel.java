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
        this.n = n;
        f = new Function(name, n);
    }
}
