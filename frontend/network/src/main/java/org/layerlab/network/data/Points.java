package org.layerlab.network.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
     * Circles, each of a radius 0.2 less than that around it; two are
     * {@code make_circles(count, noise=noise, random_state=seed)}.
     */
    CIRCLE("circle", "Circles", "Circles, one inside the other.", 6, "outer circle", "inner circle") {
        @Override
        void place(Part part, double[] x, double[] y, NumpyRandom random) {
            double radius = 1 - 0.2 * part.label();
            for (int i = 0; i < part.size(); i++) {
                double angle = 2 * Math.PI / part.size() * i;
                x[part.from() + i] = Elementary.cos(angle) * radius;
                y[part.from() + i] = Elementary.sin(angle) * radius;
            }
        }
    },

    /** Two interlocking half moons: {@code make_moons(count, noise=noise, random_state=seed)}. */
    MOONS("moons", "Moons", "Two interlocking half moons.", 2, "upper moon", "lower moon") {
        @Override
        void place(Part part, double[] x, double[] y, NumpyRandom random) {
            for (int i = 0; i < part.size(); i++) {
                double angle = halfTurn(i, part.size());
                double cos = Elementary.cos(angle);
                double sin = Elementary.sin(angle);
                x[part.from() + i] = part.label() == 0 ? cos : 1 - cos;
                y[part.from() + i] = part.label() == 0 ? sin : 1 - sin - 0.5;
            }
        }

        private static double halfTurn(int i, int count) {
            return i == count - 1 && count > 1 ? Math.PI : Math.PI / Math.max(1, count - 1) * i;
        }
    },

    /**
     * Round clouds: {@code make_blobs(count, centers=C, cluster_std=noise, random_state=seed)}. Of two, the centers are
     * (−1, −1) and (1, 1); more lie evenly on the circle through them.
     */
    BLOBS("blobs", "Blobs", "Round clouds.", 6, "lower blob", "upper blob") {
        @Override
        void place(Part part, double[] x, double[] y, NumpyRandom random) {
            double angle = Math.PI * (1.25 + 2.0 * part.label() / part.classes());
            double side = part.label() == 0 ? -1 : 1;
            double atX = part.classes() == 2 ? side : Math.sqrt(2) * Elementary.cos(angle);
            double atY = part.classes() == 2 ? side : Math.sqrt(2) * Elementary.sin(angle);
            Arrays.fill(x, part.from(), part.to(), atX);
            Arrays.fill(y, part.from(), part.to(), atY);
        }

        @Override
        int firstOf(int label, int classes, int count) {
            return label * (count / classes) + Math.min(label, count % classes);
        }

        @Override
        boolean noiseBeforeShuffle() {
            return true;
        }
    },

    /** Four squares of side 1 around the origin; the two on a diagonal belong together. */
    XOR("xor", "XOR", "Four squares; the two on a diagonal belong together.", 2, "one diagonal", "other diagonal") {
        @Override
        void place(Part part, double[] x, double[] y, NumpyRandom random) {
            for (int i = part.from(); i < part.to(); i++) {
                boolean flip = random.uniform() < 0.5;
                double side = flip ? -1 : 1;
                x[i] = side * random.uniform();
                y[i] = (part.label() == 0 ? side : -side) * random.uniform();
            }
        }
    },

    /** Arms of a spiral with 3.5 turns in all, from the center to radius 1. */
    SPIRAL("spiral", "Spiral", "Intertwined spiral arms.", 6, "first arm", "second arm") {
        @Override
        void place(Part part, double[] x, double[] y, NumpyRandom random) {
            for (int i = 0; i < part.size(); i++) {
                double along = (double) i / part.size();
                double turned = 2 * Math.PI * part.label() / part.classes();
                double angle = 3.5 / part.classes() * 2 * Math.PI * along + turned;
                x[part.from() + i] = along * Elementary.sin(angle);
                y[part.from() + i] = along * Elementary.cos(angle);
            }
        }
    },

    /** Points that a person places, which no seed gives: see {@link CustomPoints}. */
    CUSTOM("custom", "Your own", "Points that you draw or import.", 6, "orange", "blue"),

    /** TensorFlow Playground’s circle. */
    TF_CIRCLE("tf-circle", TensorFlowPoints.CIRCLE),

    /** TensorFlow Playground’s exclusive or. */
    TF_XOR("tf-xor", TensorFlowPoints.XOR),

    /** TensorFlow Playground’s Gaussian. */
    TF_GAUSS("tf-gauss", TensorFlowPoints.GAUSS),

    /** TensorFlow Playground’s spiral. */
    TF_SPIRAL("tf-spiral", TensorFlowPoints.SPIRAL),

    /** TensorFlow Playground’s plane, for regression. */
    TF_PLANE("tf-reg-plane", TensorFlowPoints.PLANE),

    /** TensorFlow Playground’s sum of bells, for regression. */
    TF_BELLS("tf-reg-gauss", TensorFlowPoints.BELLS);

    /** More than these are hard to tell apart by color. */
    public static final int MOST_CLASSES = 6;

    /**
     * The points of one class among all of them.
     *
     * @param from the first, counted from 0
     * @param to the first that is not of the class any more
     */
    record Part(int label, int classes, int from, int to) {
        int size() {
            return to - from;
        }
    }

    private final ChoiceText said;
    private final int mostClasses;
    private final String className0;
    private final String className1;
    /** What draws them, of TensorFlow Playground’s points. */
    private final @Nullable TensorFlowPoints tensorFlow;

    Points(String id, String label, String help, int mostClasses, String className0, String className1) {
        said = new ChoiceText(id, label, help);
        this.mostClasses = mostClasses;
        this.className0 = className0;
        this.className1 = className1;
        tensorFlow = null;
    }

    Points(String id, TensorFlowPoints shape) {
        said = shape.said(id);
        mostClasses = shape.isRegression() ? 1 : 2;
        className0 = shape.className(0);
        className1 = shape.className(1);
        tensorFlow = shape;
    }

    @Override
    public ChoiceText said() {
        return said;
    }

    /** The name of class 0 or 1 where there are two. */
    public String className(int label) {
        return label == 0 ? className0 : className1;
    }

    /** How many classes it can have; 1 where a point has a number instead. */
    public int mostClasses() {
        return mostClasses;
    }

    /** Whether a point has a number from −1 to 1 instead of a class. */
    public boolean isRegression() {
        return mostClasses == 1;
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
     * @param classes as {@link #generate(int, int, double, long)} takes it
     */
    public LabeledSet train(int trainSize, int testSize, int classes, double noise, long seed) {
        return tensorFlow == null
                ? generate(trainSize, classes, noise, seed)
                : tensorFlow.range(trainSize + testSize, noise, seed, 0, trainSize);
    }

    /** The test points of a run: those of the next seed; of TensorFlow Playground’s points what the training leaves. */
    public LabeledSet test(int trainSize, int testSize, int classes, double noise, long seed) {
        return tensorFlow == null
                ? generate(testSize, classes, noise, seed + 1)
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

    /** Random points of two classes, or those with numbers: see {@link #generate(int, int, double, long)}. */
    public LabeledSet generate(int count, double noise, long seed) {
        return generate(count, Math.min(2, mostClasses), noise, seed);
    }

    /**
     * Random points of this shape.
     *
     * @param count how many, at least as many as classes
     * @param classes 2 to {@link #mostClasses}; 1 where points have numbers
     * @param noise standard deviation of the normal noise on both coordinates, at least 0
     * @param seed 0 to 4,294,967,295
     * @return X of shape (2, count), Y of shape (1, count): each point's class, or its number
     */
    public LabeledSet generate(int count, int classes, double noise, long seed) {
        if (classes > mostClasses || classes < Math.min(2, mostClasses)) {
            throw new IllegalArgumentException(
                    classes + " classes: " + id() + " has " + (mostClasses > 2 ? "2 to " : "") + mostClasses);
        }
        if (count < Math.max(2, classes)) {
            throw new IllegalArgumentException(count + (count == 1 ? " point" : " points") + ": at least "
                    + Math.max(2, classes) + " are needed" + (classes == 1 ? "" : ", one of each class"));
        }
        if (!(noise >= 0) || noise > 100) {
            throw new IllegalArgumentException("noise " + noise + " is not between 0 and 100");
        }
        if (tensorFlow != null) {
            return tensorFlow.range(count, noise, seed, 0, count);
        }
        NumpyRandom random = new NumpyRandom(seed);
        double[] x = new double[count];
        double[] y = new double[count];
        int[] classOf = new int[count];
        for (Part part : parts(classes, count)) {
            place(part, x, y, random);
            Arrays.fill(classOf, part.from(), part.to(), part.label());
        }
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
            labels[i] = classOf[order[i]];
        }
        if (!noiseBeforeShuffle()) {
            addNoise(shuffledX, shuffledY, noise, random);
        }
        double[] X = new double[2 * count];
        System.arraycopy(shuffledX, 0, X, 0, count);
        System.arraycopy(shuffledY, 0, X, count, count);
        return new LabeledSet(2, count, X, labels);
    }

    /** Which of the points belong to which class, before they are shuffled. */
    List<Part> parts(int classes, int count) {
        List<Part> parts = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            parts.add(new Part(label, classes, firstOf(label, classes, count), firstOf(label + 1, classes, count)));
        }
        return parts;
    }

    /** Sets the points of a class without noise. */
    void place(Part part, double[] x, double[] y, NumpyRandom random) {
        throw new IllegalArgumentException("a person places custom points; they cannot be generated");
    }

    /** The first point of a class; the number of points for the class after the last. */
    int firstOf(int label, int classes, int count) {
        return label * count / classes;
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
