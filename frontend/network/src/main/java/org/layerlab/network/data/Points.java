package org.layerlab.network.data;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceText;
import org.layerlab.network.choice.Choices;
import org.layerlab.network.function.Elementary;

/**
 * The 2-D data sets of the playground. Where scikit-learn has the set, a seed gives scikit-learn's points; the sets
 * {@code tf-…} are TensorFlow Playground's.
 */
public enum Points implements Choice {
    /**
     * Two circles, the inner one (class 1) at 0.8 of the outer's radius:
     * {@code make_circles(count, noise=noise, random_state=seed)}.
     */
    CIRCLE("circle", "Circles", "Two circles, one inside the other.", "outer circle", "inner circle") {
        @Override
        void place(double[] x, double[] y, int first, NumpyRandom random) {
            int second = x.length - first;
            for (int i = 0; i < x.length; i++) {
                boolean outer = i < first;
                double angle = outer ? 2 * Math.PI / first * i : 2 * Math.PI / second * (i - first);
                double radius = outer ? 1 : 0.8;
                x[i] = Elementary.cos(angle) * radius;
                y[i] = Elementary.sin(angle) * radius;
            }
        }
    },

    /** Two interlocking half moons: {@code make_moons(count, noise=noise, random_state=seed)}. */
    MOONS("moons", "Moons", "Two interlocking half moons.", "upper moon", "lower moon") {
        @Override
        void place(double[] x, double[] y, int first, NumpyRandom random) {
            int second = x.length - first;
            for (int i = 0; i < first; i++) {
                double angle = halfTurn(i, first);
                x[i] = Elementary.cos(angle);
                y[i] = Elementary.sin(angle);
            }
            for (int i = 0; i < second; i++) {
                double angle = halfTurn(i, second);
                x[first + i] = 1 - Elementary.cos(angle);
                y[first + i] = 1 - Elementary.sin(angle) - 0.5;
            }
        }

        private static double halfTurn(int i, int count) {
            return i == count - 1 && count > 1 ? Math.PI : Math.PI / Math.max(1, count - 1) * i;
        }
    },

    /**
     * Two round clouds: {@code make_blobs(count, centers=[[-1,-1],[1,1]], cluster_std=noise, random_state=seed)}.
     */
    BLOBS("blobs", "Blobs", "Two round clouds.", "lower blob", "upper blob") {
        @Override
        void place(double[] x, double[] y, int first, NumpyRandom random) {
            for (int i = 0; i < x.length; i++) {
                x[i] = i < first ? -1 : 1;
                y[i] = x[i];
            }
        }

        @Override
        int firstOf(int count) {
            return count - count / 2;
        }

        @Override
        boolean noiseBeforeShuffle() {
            return true;
        }
    },

    /** Four squares of side 1 around the origin; the two on a diagonal belong together. */
    XOR("xor", "XOR", "Four squares; the two on a diagonal belong together.", "one diagonal", "other diagonal") {
        @Override
        void place(double[] x, double[] y, int first, NumpyRandom random) {
            for (int i = 0; i < x.length; i++) {
                boolean flip = random.uniform() < 0.5;
                double side = flip ? -1 : 1;
                x[i] = side * random.uniform();
                y[i] = (i < first ? side : -side) * random.uniform();
            }
        }
    },

    /** Two arms of a spiral with 1.75 turns, from the center to radius 1. */
    SPIRAL("spiral", "Spiral", "Two intertwined spiral arms.", "first arm", "second arm") {
        @Override
        void place(double[] x, double[] y, int first, NumpyRandom random) {
            for (int i = 0; i < x.length; i++) {
                boolean firstArm = i < first;
                double along = firstArm ? (double) i / first : (double) (i - first) / (x.length - first);
                double angle = 1.75 * 2 * Math.PI * along + (firstArm ? 0 : Math.PI);
                x[i] = along * Elementary.sin(angle);
                y[i] = along * Elementary.cos(angle);
            }
        }
    },

    /** Points that a person places, which no seed gives: see {@link CustomPoints}. */
    CUSTOM("custom", "Your own", "Points that you draw or import.", "orange", "blue"),

    /** TensorFlow Playground’s circle. */
    TF_CIRCLE("tf-circle", TensorFlowPoints.CIRCLE),

    /** TensorFlow Playground’s exclusive or. */
    TF_XOR("tf-xor", TensorFlowPoints.XOR),

    /** TensorFlow Playground’s Gaussian. */
    TF_GAUSS("tf-gauss", TensorFlowPoints.GAUSS),

    /** TensorFlow Playground’s spiral. */
    TF_SPIRAL("tf-spiral", TensorFlowPoints.SPIRAL);

    private final ChoiceText said;
    private final String className0;
    private final String className1;
    /** What draws them, of TensorFlow Playground’s points. */
    private final @Nullable TensorFlowPoints tensorFlow;

    Points(String id, String label, String help, String className0, String className1) {
        said = new ChoiceText(id, label, help);
        this.className0 = className0;
        this.className1 = className1;
        tensorFlow = null;
    }

    Points(String id, TensorFlowPoints shape) {
        said = shape.said(id);
        className0 = shape.className(0);
        className1 = shape.className(1);
        tensorFlow = shape;
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** The name of class 0 or 1. */
    public String className(int label) {
        return label == 0 ? className0 : className1;
    }

    /**
     * The data set with this id.
     *
     * @throws IllegalArgumentException when it is unknown, naming those that exist
     */
    public static Points of(String id) {
        return Choices.of(values(), id, "data set");
    }

    @Nullable
    TensorFlowPoints tensorFlow() {
        return tensorFlow;
    }

    /** Whether they are TensorFlow Playground’s, whose training and test points come from one draw. */
    public boolean isTensorFlow() {
        return tensorFlow != null;
    }

    /**
     * The training points of a run: those of its seed.
     *
     * @param testSize how many test points go with them
     */
    public LabeledSet train(int trainSize, int testSize, double noise, long seed) {
        return tensorFlow == null
                ? generate(trainSize, noise, seed)
                : tensorFlow.range(trainSize + testSize, noise, seed, 0, trainSize);
    }

    /** The test points of a run: those of the next seed; of TensorFlow Playground’s points what the training leaves. */
    public LabeledSet test(int trainSize, int testSize, double noise, long seed) {
        return tensorFlow == null
                ? generate(testSize, noise, seed + 1)
                : tensorFlow.range(trainSize + testSize, noise, seed, trainSize, trainSize + testSize);
    }

    /**
     * What TensorFlow Playground draws its weights from: the random numbers after those of the points.
     *
     * @param count training and test points together
     */
    public Seedrandom weights(int count, double noise, long seed) {
        if (tensorFlow == null) {
            throw new IllegalArgumentException("TensorFlow Playground does not have " + id());
        }
        return tensorFlow.after(count, noise, seed);
    }

    /**
     * Random points of this shape.
     *
     * @param count how many, at least 2
     * @param noise standard deviation of the normal noise on both coordinates, at least 0
     * @param seed 0 to 4,294,967,295
     * @return X of shape (2, count), Y of shape (1, count)
     */
    public LabeledSet generate(int count, double noise, long seed) {
        if (count < 2) {
            throw new IllegalArgumentException(count + " points: at least 2 are needed, one of each class");
        }
        if (!(noise >= 0) || noise > 100) {
            throw new IllegalArgumentException("noise " + noise + " is not between 0 and 100");
        }
        if (tensorFlow != null) {
            return tensorFlow.range(count, noise, seed, 0, count);
        }
        NumpyRandom random = new NumpyRandom(seed);
        int first = firstOf(count);
        double[] x = new double[count];
        double[] y = new double[count];
        place(x, y, first, random);
        if (noiseBeforeShuffle()) {
            addNoise(x, y, noise, random);
        }
        int[] order = random.permutation(count);
        double[] shuffledX = new double[count];
        double[] shuffledY = new double[count];
        double[] labels = new double[count];
        for (int i = 0; i < count; i++) {
            shuffledX[i] = x[order[i]];
            shuffledY[i] = y[order[i]];
            labels[i] = order[i] < first ? 0 : 1;
        }
        if (!noiseBeforeShuffle()) {
            addNoise(shuffledX, shuffledY, noise, random);
        }
        double[] X = new double[2 * count];
        System.arraycopy(shuffledX, 0, X, 0, count);
        System.arraycopy(shuffledY, 0, X, count, count);
        return new LabeledSet(2, count, X, labels);
    }

    /** Sets the points without noise: first those of class 0, then those of class 1. */
    void place(double[] x, double[] y, int first, NumpyRandom random) {
        throw new IllegalArgumentException("a person places custom points; they cannot be generated");
    }

    /** How many of the points belong to class 0. */
    int firstOf(int count) {
        return count / 2;
    }

    /** scikit-learn draws blobs and then shuffles them; circles and moons it shuffles first. */
    boolean noiseBeforeShuffle() {
        return false;
    }

    private static void addNoise(double[] x, double[] y, double noise, NumpyRandom random) {
        for (int i = 0; i < x.length; i++) {
            x[i] += noise * random.normal();
            y[i] += noise * random.normal();
        }
    }
}
