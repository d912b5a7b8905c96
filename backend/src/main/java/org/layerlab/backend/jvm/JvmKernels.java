package org.layerlab.backend.jvm;

import java.io.PrintStream;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.matrix.Shapes;

/** Chooses the fastest kernels that work on this machine. */
public final class JvmKernels {
    private JvmKernels() {}

    /**
     * Kernels of this precision: float64 in plain Java, so that a seed gives the same digits everywhere; float32 by
     * OpenBLAS, or in plain Java if that does not load.
     *
     * @param messages receives one line if OpenBLAS does not load
     */
    public static Kernels best(Precision precision, PrintStream messages) {
        return switch (precision) {
            case FLOAT64 -> new ReferenceKernels();
            case FLOAT32 -> float32(messages);
        };
    }

    /** What a model card calls these kernels: {@code openblas}, or {@code plain} for those in Java, as in the page. */
    public static String name(Kernels kernels) {
        return kernels instanceof OpenBlasKernels ? "openblas" : "plain";
    }

    /** How many elements a matrix of these kernels can have. */
    public static int mostElements(Kernels kernels) {
        return kernels instanceof OpenBlasKernels ? OpenBlasKernels.MOST_ELEMENTS : Shapes.MOST_ELEMENTS;
    }

    private static Kernels float32(PrintStream messages) {
        try {
            return new OpenBlasKernels();
        } catch (LinkageError e) {
            messages.println(
                    "OpenBLAS does not load on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + " (" + reason(e) + "); falling back to plain Java, which is slower");
            return new FloatKernels();
        }
    }

    private static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage());
        return message.strip().replaceAll("\\s+", " ");
    }
}
