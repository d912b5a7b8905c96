package org.layerlab.network.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.data.Points;
import org.layerlab.network.data.Seedrandom;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Predictor;

/**
 * The network, its generator and its points against what NumPy and scikit-learn wrote down. Each method takes the
 * arrays of one {@code .npz} and gives one check.
 */
public final class GoldenChecks {
    /** Files of one training step with every intermediate value. */
    public static final List<String> STEPS = List.of("step-logistic", "step-shallow", "step-deep", "step-wide");

    /** Files of 15,000 iterations on noisy circles. */
    public static final List<String> CIRCLES = List.of("circles-2-4-1", "circles-2-10-1", "circles-2-128-4-1");

    /** The file of random numbers and points. */
    public static final String RANDOM = "random";

    /** The file of TensorFlow Playground's points. */
    public static final String TENSOR_FLOW = "tensorflow";

    private static final double STEP_TOLERANCE = 1e-9;
    private static final double RANDOM_TOLERANCE = 1e-12;
    /** Below this size a difference counts as if the value were this large: sums of larger terms end here. */
    private static final double SMALL = 1e-6;

    private final String name;
    private final Map<String, Tensor> golden;
    private double worst;
    private String where = "";

    private GoldenChecks(String name, Map<String, Tensor> golden) {
        this.name = name;
        this.golden = golden;
    }

    /** Every intermediate value of one step, and parameters and cost after 50, to 1e−9. */
    public static Check step(String name, Map<String, Tensor> golden, Kernels kernels) {
        GoldenChecks checks = new GoldenChecks(name, golden);
        checks.compareStep(kernels);
        checks.compareFiftySteps(kernels);
        return checks.result("one step and fifty", STEP_TOLERANCE);
    }

    /** The 150 printed cost lines, equal as text, and both accuracies. */
    public static Check circles(String name, Map<String, Tensor> golden, Kernels kernels) {
        return circles(name, golden, kernels, Integer.MAX_VALUE);
    }

    /**
     * The first printed cost lines, equal as text; with all of them, both accuracies as well.
     *
     * @param most how many lines are compared, if there are that many
     */
    public static Check circles(String name, Map<String, Tensor> golden, Kernels kernels, int most) {
        GoldenChecks checks = new GoldenChecks(name, golden);
        long seed = (long) checks.scalar("seed");
        Architecture architecture = Architecture.relu(checks.integers("layer_dims"));
        LabeledSet train = Points.CIRCLE.generate(checks.array("Y").length, 0.15, seed);
        LabeledSet test = Points.CIRCLE.generate(checks.array("Y_test").length, 0.15, seed + 1);
        Network network = new Network(kernels, architecture, Initialization.NORMAL.parameters(architecture, seed));
        Trainer trainer = new Trainer(network, train, Hyperparameters.plain(checks.scalar("learning_rate"), (int)
                checks.scalar("num_iterations")));
        double[] all = checks.array("costs");
        double[] costs = Arrays.copyOf(all, Math.min(most, all.length));
        while (!trainer.done() && trainer.costs().size() < most) {
            trainer.steps(Trainer.COST_EVERY);
        }
        String title = name + ": " + costs.length + " cost lines as text";
        List<String> lines = new ArrayList<>();
        trainer.costs().forEach(point -> lines.add(point.toString()));
        for (int i = 0; i < costs.length; i++) {
            String expected = new CostPoint(i * Trainer.COST_EVERY, costs[i]).toString();
            if (i >= lines.size() || !lines.get(i).equals(expected)) {
                return new Check(
                        title,
                        false,
                        "NumPy: " + expected + "; here: " + (i < lines.size() ? lines.get(i) : "nothing"));
            }
        }
        Predictor predictor = new Predictor(network);
        double trainAccuracy = predictor.evaluate(train).accuracy();
        double testAccuracy = predictor.evaluate(test).accuracy();
        trainer.release();
        network.release();
        boolean same = lines.size() == costs.length
                && (costs.length < all.length
                        || (checks.isAccuracy("train_accuracy", trainAccuracy)
                                && checks.isAccuracy("test_accuracy", testAccuracy)));
        return new Check(
                title,
                same,
                same
                        ? "all equal, the last " + lines.get(lines.size() - 1)
                        : "accuracies " + trainAccuracy + " and " + testAccuracy + ", NumPy has "
                                + checks.scalar("train_accuracy") + " and " + checks.scalar("test_accuracy"));
    }

    /** NumPy's generator and scikit-learn's points for three seeds, to 1e−12. */
    public static Check random(Map<String, Tensor> golden) {
        GoldenChecks checks = new GoldenChecks(RANDOM, golden);
        for (long seed : new long[] {1, 2, 12345}) {
            String suffix = "_seed" + seed;
            checks.compare("randn" + suffix, new NumpyRandom(seed).normals(checks.array("randn" + suffix).length));
            NumpyRandom random = new NumpyRandom(seed);
            double[] uniforms = new double[checks.array("rand" + suffix).length];
            for (int i = 0; i < uniforms.length; i++) {
                uniforms[i] = random.uniform();
            }
            checks.compare("rand" + suffix, uniforms);
            int[] order = new NumpyRandom(seed).permutation(checks.array("permutation" + suffix).length);
            double[] asDoubles = new double[order.length];
            for (int i = 0; i < order.length; i++) {
                asDoubles[i] = order[i];
            }
            checks.compare("permutation" + suffix, asDoubles);
            for (String noise : new String[] {"0.05", "0.15"}) {
                checks.comparePoints(
                        "circles", suffix + "_noise" + noise, Points.CIRCLE, Double.parseDouble(noise), seed);
            }
            checks.comparePoints("moons", suffix, Points.MOONS, 0.2, seed);
            checks.comparePoints("blobs", suffix, Points.BLOBS, 0.5, seed);
        }
        return checks.result("generator and points", RANDOM_TOLERANCE);
    }

    /** TensorFlow Playground's first and last points, and the random numbers after them, to 1e−12. */
    public static Check tensorFlow(Map<String, Tensor> golden) {
        GoldenChecks checks = new GoldenChecks(TENSOR_FLOW, golden);
        for (String key : golden.keySet()) {
            int seed = key.indexOf("_seed");
            int noise = key.indexOf("_noise");
            checks.compareDraw(
                    key,
                    Points.of(key.substring(0, seed)),
                    Long.parseLong(key.substring(seed + "_seed".length(), noise)),
                    Double.parseDouble(key.substring(noise + "_noise".length())) / 100);
        }
        return checks.result("TensorFlow Playground’s points and weights", RANDOM_TOLERANCE);
    }

    /** The first and the last points of 500, each as x, y and −1 or 1, then two random numbers. */
    private void compareDraw(String key, Points points, long seed, double noise) {
        int m = 500;
        LabeledSet drawn = points.generate(m, noise, seed);
        double[] here = new double[array(key).length];
        int told = (here.length - 2) / 3;
        for (int i = 0; i < told; i++) {
            int point = i < told / 2 ? i : m - told + i;
            here[3 * i] = drawn.X()[point];
            here[3 * i + 1] = drawn.X()[m + point];
            here[3 * i + 2] = 2 * drawn.Y()[point] - 1;
        }
        Seedrandom random = points.weights(m, noise, seed);
        here[3 * told] = random.uniform();
        here[3 * told + 1] = random.uniform();
        compare(key, here);
    }

    private void comparePoints(String set, String suffix, Points points, double noise, long seed) {
        int m = array(set + "_y" + suffix).length;
        LabeledSet made = points.generate(m, noise, seed);
        double[] byPoint = new double[2 * m];
        for (int i = 0; i < m; i++) {
            byPoint[2 * i] = made.X()[i];
            byPoint[2 * i + 1] = made.X()[m + i];
        }
        compare(set + "_X" + suffix, byPoint);
        compare(set + "_y" + suffix, made.Y());
    }

    private void compareStep(Kernels kernels) {
        int[] dims = integers("layer_dims");
        int m = array("Y").length;
        Network network = new Network(kernels, Architecture.relu(dims), parameters());
        Matrix X = kernels.create(dims[0], m);
        Matrix Y = kernels.create(1, m);
        kernels.write(array("X"), X);
        kernels.write(array("Y"), Y);
        Pass pass = network.pass(m);
        compare("AL", kernels.read(network.forward(X, pass)));
        for (int l = 1; l < dims.length; l++) {
            compare("Z" + l, kernels.read(pass.Z(l)));
        }
        compare("cost", new double[] {network.cost(pass, Y)});
        network.backward(X, Y, pass);
        compareAll("dW", "db", "", network.gradients());
        pass.release();
        kernels.release(X);
        kernels.release(Y);
        network.release();
    }

    private void compareFiftySteps(Kernels kernels) {
        int[] dims = integers("layer_dims");
        LabeledSet examples = new LabeledSet(dims[0], array("Y").length, array("X"), array("Y"));
        Network network = new Network(kernels, Architecture.relu(dims), parameters());
        Trainer trainer = new Trainer(network, examples, Hyperparameters.plain(scalar("learning_rate"), 50));
        while (!trainer.done()) {
            trainer.steps(Trainer.COST_EVERY);
        }
        compareAll("W", "b", "_after50", network.parameters());
        compare(
                "cost_after50",
                new double[] {new Predictor(network).evaluate(examples).cost()});
        trainer.release();
        network.release();
    }

    private void compareAll(String weights, String biases, String suffix, Parameters parameters) {
        for (int l = 1; l <= parameters.layers().size(); l++) {
            compare(weights + l + suffix, parameters.layers().get(l - 1).W());
            compare(biases + l + suffix, parameters.layers().get(l - 1).b());
        }
    }

    private Parameters parameters() {
        int[] dims = integers("layer_dims");
        List<Parameters.Dense> layers = new ArrayList<>();
        for (int l = 1; l < dims.length; l++) {
            layers.add(new Parameters.Dense(dims[l], dims[l - 1], array("W" + l), array("b" + l)));
        }
        return new Parameters(layers);
    }

    private void compare(String key, double[] actual) {
        double[] expected = array(key);
        if (expected.length != actual.length) {
            worst = Double.POSITIVE_INFINITY;
            where = key + " has " + actual.length + " values, the golden file " + expected.length;
            return;
        }
        for (int i = 0; i < expected.length; i++) {
            double relative = Math.abs(actual[i] - expected[i]) / Math.max(SMALL, Math.abs(expected[i]));
            if (!(relative <= worst)) {
                worst = Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
                where = key + "[" + i + "] is " + actual[i] + ", the golden file has " + expected[i];
            }
        }
    }

    private Check result(String what, double tolerance) {
        boolean passed = worst <= tolerance;
        return new Check(
                name + ": " + what, passed, passed ? "largest relative difference " + scientific(worst) : where);
    }

    /** A power of ten is all that a reader needs, and {@code %e} is missing in the browser's class library. */
    private static String scientific(double value) {
        return value == 0 ? "0" : "below 1e" + (int) Math.ceil(Math.log10(value));
    }

    private boolean isAccuracy(String key, double share) {
        double expected = scalar(key);
        return Math.abs((expected > 1 ? expected / 100 : expected) - share) < 1e-9;
    }

    private double[] array(String key) {
        Tensor tensor = golden.get(key);
        if (tensor == null) {
            throw new IllegalArgumentException(name + " has no " + key);
        }
        return tensor.toDoubles();
    }

    private double scalar(String key) {
        return array(key)[0];
    }

    private int[] integers(String key) {
        double[] values = array(key);
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) values[i];
        }
        return whole;
    }
}
