package org.layerlab.network.verdict;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;

/**
 * How familiar a photo is to a network: the probability that it shows one of the classes and not something else, by a
 * small network on what all filters find in it. Without hidden units that is the logistic regression {@code σ(W·x + b)},
 * with them {@code σ(W·h + b)}.
 *
 * <p>For each map of each activation, x holds √A and A of its mean A over the pixels; hidden units see the √A alone. The
 * first maps still show that a person's photo has a different texture from a cat's; the last, which only have to tell two
 * classes apart, no longer do.
 *
 * @param hidden the units between; null without any
 * @param W a weight for each of {@link #features(Architecture)}, or for each hidden unit; not copied, not modified
 * @param b the bias
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the thousand: a list would box each of them
public record Familiarity(@Nullable HiddenUnits hidden, double[] W, double b) {
    public Familiarity {
        if (hidden != null && hidden.b().length != W.length) {
            throw new IllegalArgumentException(
                    "familiarity has " + hidden.b().length + " hidden units, but " + W.length + " weights for them");
        }
        HiddenUnits.requireFinite(b);
        HiddenUnits.requireFinite(W);
    }

    /** Without hidden units. */
    public Familiarity(double[] W, double b) {
        this(null, W, b);
    }

    /**
     * Refuses a network that it is not for.
     *
     * @throws IllegalArgumentException when the network has other maps
     */
    public void requireFitting(Architecture architecture) {
        int expected = features(architecture) / (hidden == null ? 1 : 2);
        int weights = hidden == null ? W.length : hidden.inputs();
        if (weights != expected) {
            throw new IllegalArgumentException(
                    "familiarity has " + weights + " weights, but the layers " + architecture + " take " + expected);
        }
    }

    /** How many numbers x holds; 0 of a network without maps. */
    public static int features(Architecture architecture) {
        int features = 0;
        for (int l = 1; l <= architecture.layers().size(); l++) {
            features += isMaps(architecture, l) ? 2 * architecture.shape(l).channels() : 0;
        }
        return features;
    }

    private static boolean isMaps(Architecture architecture, int l) {
        return architecture.layers().get(l - 1) instanceof LayerKind.Activate
                && architecture.shape(l).pixels() > 1;
    }

    /**
     * The √A of x alone, as hidden units see them.
     *
     * @param x as {@link #features(Network, Pass)} gives it
     * @param m how many examples it is of
     * @return shape (features / 2, m), row by row
     */
    public static double[] roots(Architecture architecture, double[] x, int m) {
        double[] roots = new double[x.length / 2];
        int to = 0;
        for (int l = 1; l <= architecture.layers().size(); l++) {
            if (isMaps(architecture, l)) {
                int size = architecture.shape(l).channels() * m;
                System.arraycopy(x, 2 * to, roots, to, size);
                to += size;
            }
        }
        return roots;
    }

    /**
     * x of each example: of each layer the √A, then the A.
     *
     * @param pass that went forward through the network
     * @return shape (features, m), row by row
     */
    public static double[] features(Network network, Pass pass) {
        Architecture architecture = network.architecture();
        int m = pass.m();
        double[] x = new double[features(architecture) * m];
        int from = 0;
        for (int l = 1; l <= architecture.layers().size(); l++) {
            if (!isMaps(architecture, l)) {
                continue;
            }
            int size = architecture.shape(l).channels() * m;
            int pixels = architecture.shape(l).pixels();
            double[] A = network.kernels().read(pass.A(l));
            for (int i = 0; i < A.length; i++) {
                x[from + size + i % size] += A[i] / pixels;
            }
            for (int i = 0; i < size; i++) {
                // Some activations go below 0.
                x[from + i] = Math.sqrt(Math.max(0, x[from + size + i]));
            }
            from += 2 * size;
        }
        return x;
    }

    /**
     * How familiar each example is.
     *
     * @param pass that went forward through the network
     * @return m values, each 0 to 1
     */
    double[] of(Network network, Pass pass) {
        int m = pass.m();
        double[] x = features(network, pass);
        if (hidden != null) {
            x = hidden.of(roots(network.architecture(), x, m), m);
        }
        double[] z = new double[m];
        Arrays.fill(z, b);
        for (int i = 0; i < x.length; i++) {
            z[i % m] += W[i / m] * x[i];
        }
        for (int j = 0; j < m; j++) {
            z[j] = 1 / (1 + Math.exp(-z[j]));
        }
        return z;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Familiarity that
                && b == that.b
                && Arrays.equals(W, that.W)
                && Objects.equals(hidden, that.hidden);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(W);
    }
}
