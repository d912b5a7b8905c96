package org.layerlab.speed.jvm;

import org.layerlab.backend.jvm.OpenBlasKernels;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;

/** The float32 kernels of the JVM, as a parameter of benchmarks. */
public enum KernelsParameter {
    /** On all cores. */
    OPENBLAS,
    /** On one. */
    PLAIN_JAVA;

    Kernels make() {
        return switch (this) {
            case OPENBLAS -> new OpenBlasKernels();
            case PLAIN_JAVA -> new FloatKernels();
        };
    }
}
