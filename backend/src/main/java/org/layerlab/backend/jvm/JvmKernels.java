package org.layerlab.backend.jvm;

import java.io.PrintStream;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;

/** Picks the fastest arithmetic that works on this machine. */
public final class JvmKernels {
    private JvmKernels() {}

    /**
     * Kernels of that precision: float64 in plain Java, so that a seed gives the same digits everywhere; float32 by
     * OpenBLAS, in plain Java where it does not load.
     *
     * @param messages is told in one line when something is missing
     */
    public static Kernels best(Precision precision, PrintStream messages) {
        return switch (precision) {
            case FLOAT64 -> new ReferenceKernels();
            case FLOAT32 -> float32(messages);
        };
    }

    private static Kernels float32(PrintStream messages) {
        try {
            return new OpenBlasKernels();
        } catch (LinkageError e) {
            messages.println("OpenBLAS does not load for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + " (" + reason(e) + "); plain Java computes instead, more slowly");
            return new FloatKernels();
        }
    }

    private static String reason(Throwable error) {
        String message = String.valueOf(error.getMessage());
        return message.strip().replaceAll("\\s+", " ");
    }
}
