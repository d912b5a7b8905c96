package org.layerlab.network.matrix;

/**
 * The readable original, in float64, of what {@link NormKernels} do with the few numbers of each channel. All arrays
 * are matrices row by row, a row a channel.
 */
public final class NormLoops {
    private NormLoops() {}

    /** {@code scale = γ/√(variance + ε)} and {@code shift = β − mean·scale}; both are overwritten. */
    public static void factors(
            double[] gamma,
            double[] beta,
            double[] mean,
            double[] variance,
            double epsilon,
            double[] scale,
            double[] shift) {
        for (int c = 0; c < gamma.length; c++) {
            scale[c] = gamma[c] / Math.sqrt(variance[c] + epsilon);
            shift[c] = beta[c] - mean[c] * scale[c];
        }
    }

    /** The gradients by γ and β: {@code dγ = t/σ / m, dβ = s / m}. */
    static void gradients(double[] sums, double[] variance, double epsilon, int m, double[] dGamma, double[] dBeta) {
        for (int c = 0; c < dGamma.length; c++) {
            double inverse = 1 / Math.sqrt(variance[c] + epsilon);
            dGamma[c] = sums[2 * c + 1] * inverse / m;
            dBeta[c] = sums[2 * c] / m;
        }
    }

    /** {@code γ/σ, −γ/σ³·t/count, −γ/σ·s/count + γ/σ³·t/count·mean}; the last two only {@code throughMoments}, else 0. */
    static void backwardFactors(
            double[] sums,
            double[] gamma,
            double[] mean,
            double[] variance,
            double epsilon,
            double count,
            boolean throughMoments,
            double[] factors) {
        for (int c = 0; c < gamma.length; c++) {
            double inverse = 1 / Math.sqrt(variance[c] + epsilon);
            factors[3 * c] = gamma[c] * inverse;
            if (throughMoments) {
                double t = sums[2 * c + 1] * inverse;
                factors[3 * c + 1] = -gamma[c] * inverse * inverse * t / count;
                factors[3 * c + 2] = -gamma[c] * inverse * sums[2 * c] / count - factors[3 * c + 1] * mean[c];
            }
        }
    }

    /** {@code running += renewal · (factor · value − running)}. */
    static void follow(double[] running, double[] value, double factor, double renewal) {
        for (int c = 0; c < running.length; c++) {
            running[c] += renewal * (value[c] * factor - running[c]);
        }
    }
}
