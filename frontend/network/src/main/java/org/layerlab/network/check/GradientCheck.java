package org.layerlab.network.check;

import java.util.List;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * Compares the gradients of backward with central differences of the cost:
 * {@code dJ/dθ ≈ (J(θ+ε) − J(θ−ε)) / 2ε}.
 */
public final class GradientCheck {
    private static final double EPSILON = 1e-6;

    private GradientCheck() {}

    /**
     * The relative distance {@code ‖g − n‖ / (‖g‖ + ‖n‖)} between backward's gradients g and the numeric ones n; below
     * 1e−6 when backward is right.
     */
    public static double distance(Architecture architecture, Parameters parameters, LabeledSet examples) {
        return compare(architecture, parameters, examples, Long.MAX_VALUE).distance();
    }

    /**
     * What a comparison found.
     *
     * @param distance as {@link #distance} gives it, over the parameters that were compared
     * @param compared how many they are
     */
    public record Result(double distance, long compared) {}

    /**
     * Compares the gradients of some of the parameters, evenly spread: each takes two forward passes. Batch
     * normalization uses the batch's statistics; a dropout layer drops nothing only at a share of 0.
     *
     * @param parameters changed on the way and restored at the end
     * @param most the most to compare, at least 1
     */
    public static Result compare(Architecture architecture, Parameters parameters, LabeledSet examples, long most) {
        Kernels kernels = new ReferenceKernels();
        return compare(new Network(kernels, architecture, parameters), parameters, examples, most);
    }

    /** The same of a trained network's own cost. */
    public static Result compare(Network trained, LabeledSet examples, long most) {
        return compare(trained.on(new ReferenceKernels()), trained.parameters(), examples, most);
    }

    private static Result compare(Network network, Parameters parameters, LabeledSet examples, long most) {
        Architecture architecture = network.architecture();
        Kernels kernels = network.kernels();
        long total = architecture.parameterCount();
        long stride = total / most + (total % most == 0 ? 0 : 1);
        Matrix X = kernels.create(examples.features(), examples.size());
        Matrix Y = kernels.create(architecture.outputs(), examples.size());
        int[] order = new int[examples.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        examples.fill(order, 0, 0, kernels, X, Y);
        Pass pass = network.trainingPass(examples.size());
        network.forward(X, pass);
        network.backward(X, Y, pass);
        Parameters gradients = network.gradients();

        double difference = 0;
        double gradientNorm = 0;
        double numericNorm = 0;
        long index = 0;
        long compared = 0;
        List<Parameters.Named> analytic = gradients.named();
        List<Parameters.Named> all = parameters.named();
        for (int tensor = 0; tensor < all.size(); tensor++) {
            if (!all.get(tensor).learned()) {
                continue;
            }
            double[] values = all.get(tensor).values();
            for (int i = 0; i < values.length; i++) {
                if (index++ % stride != 0) {
                    continue;
                }
                compared++;
                double kept = values[i];
                values[i] = kept + EPSILON;
                double above = cost(network, parameters, X, Y, pass);
                values[i] = kept - EPSILON;
                double below = cost(network, parameters, X, Y, pass);
                values[i] = kept;
                double numeric = (above - below) / (2 * EPSILON);
                double g = analytic.get(tensor).values()[i];
                difference += (g - numeric) * (g - numeric);
                gradientNorm += g * g;
                numericNorm += numeric * numeric;
            }
        }
        double norms = Math.sqrt(gradientNorm) + Math.sqrt(numericNorm);
        return new Result(norms == 0 ? 0 : Math.sqrt(difference) / norms, compared);
    }

    private static double cost(Network network, Parameters parameters, Matrix X, Matrix Y, Pass pass) {
        network.set(parameters);
        network.forward(X, pass);
        return network.cost(pass, Y);
    }
}
