package org.layerlab.network.doctor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.layer.SquaredErrorNetwork;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;

/**
 * Gathers the evidence: takes the weights of a training into a network of its own and looks at what that does with some
 * of the points. The training itself is not touched.
 */
public final class Examination {
    private static final int MOST_POINTS = 500;
    private static final int FEWEST_POINTS = 64;
    /** Values that a layer may compute for all points together. */
    private static final int MOST_VALUES = 200_000;

    private static final double SILENT = 1e-12;
    private static final double ALIKE = 1e-9;

    private final Trainer trainer;
    private final double bayes;
    private final Network network;
    private final Points train;
    private final @Nullable Points test;
    private final @Nullable LabeledSet fresh;
    private final Predictor predictor;
    private final int size;
    private final int fewest;

    /** Points in the kernels' matrices, with room for a pass. */
    private final class Points {
        final int m;
        final Matrix X;
        final Matrix Y;
        final Pass pass;
        /** The cost of the best constant answer; of numbers, half their variance. */
        final double guess;

        /** The largest class's share of these points; 0 for numbers. */
        final double share;

        Points(LabeledSet set, int most) {
            Kernels kernels = network.kernels();
            m = Math.min(set.size(), most);
            X = kernels.create(set.features(), m);
            Y = kernels.create(network.architecture().outputs(), m);
            pass = network.pass(m);
            int[] order = new int[m];
            for (int i = 0; i < m; i++) {
                order[i] = place(i, m, set);
            }
            set.fill(order, 0, 0, kernels, X, Y);
            double cost = 0;
            double largest = 0;
            for (int count : counts(set, m)) {
                double part = (double) count / m;
                cost += guess(part);
                largest = Math.max(largest, part);
            }
            guess = isOfNumbers() ? halfVariance(kernels.read(Y)) : cost;
            share = largest;
        }

        Evidence.Score score() {
            network.forward(X, pass);
            double cost = network.cost(pass, Y);
            return new Evidence.Score(
                    m, cost, isOfNumbers() ? 1 - cost / guess : (double) network.countCorrect(pass, Y) / m);
        }

        void release() {
            pass.release();
            network.kernels().release(X);
            network.kernels().release(Y);
        }
    }

    /**
     * Examinations of this training.
     *
     * @param fresh points that nobody has seen, all of which are looked at; null where there are none
     * @param bayes the accuracy, or R², that nothing can exceed on new points, on average; NaN if unknown
     */
    public Examination(
            Trainer trainer, LabeledSet train, @Nullable LabeledSet test, @Nullable LabeledSet fresh, double bayes) {
        this.trainer = trainer;
        this.bayes = bayes;
        Network trained = trainer.network();
        network = trained.on(trained.kernels());
        int units = 0;
        for (int n : trained.architecture().layerDims()) {
            units += n;
        }
        int most = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, MOST_VALUES / units));
        this.train = new Points(train, most);
        this.test = test == null ? null : new Points(test, most);
        this.fresh = fresh;
        predictor = new Predictor(network);
        size = train.size();
        fewest = fewest(train);
    }

    /** What a class with this share of the points adds to the cost of the best constant answer. */
    private double guess(double share) {
        if (network instanceof SquaredErrorNetwork) {
            return share * (1 - share);
        }
        return share == 0 ? 0 : -share * Math.log(share);
    }

    private static double halfVariance(double[] numbers) {
        double mean = 0;
        for (double number : numbers) {
            mean += number / numbers.length;
        }
        double sum = 0;
        for (double number : numbers) {
            sum += (number - mean) * (number - mean);
        }
        return sum / numbers.length / 2;
    }

    private boolean isOfNumbers() {
        return network.architecture().isRegression();
    }

    /** Points of the class that has fewest; of a regression all. */
    private int fewest(LabeledSet train) {
        int fewest = train.size();
        for (int count : counts(train, fewest)) {
            fewest = Math.min(fewest, count);
        }
        return fewest;
    }

    /** Points of each class among the m that are looked at; empty for a regression. */
    private int[] counts(LabeledSet set, int m) {
        if (isOfNumbers()) {
            return new int[0];
        }
        int[] counts = new int[network.architecture().classes()];
        for (int i = 0; i < m; i++) {
            counts[set.label(place(i, m, set))]++;
        }
        return counts;
    }

    private static int place(int i, int m, LabeledSet set) {
        return (int) ((long) i * set.size() / m);
    }

    /**
     * Looks at the training as it stands.
     *
     * @param withFresh whether to ask the network about the fresh points, too, which takes a large one long
     */
    public Evidence look(boolean withFresh) {
        Parameters parameters = trainer.network().parameters();
        network.set(parameters);
        Evidence.Score onTest = test == null ? Evidence.Score.NONE : test.score();
        Evidence.Score onTrain = train.score();
        network.backward(train.X, train.Y, train.pass);
        List<Evidence.HiddenLayer> hidden = new ArrayList<>();
        for (int l = 1; l < network.architecture().depth(); l++) {
            hidden.add(layer(l, parameters.layers().get(l - 1)));
        }
        return new Evidence(
                trainer.iteration(),
                trainer.hyperparameters(),
                length(parameters, Double.isNaN(bayes) ? 0 : 1),
                hidden,
                length(network.gradients(), 1),
                size,
                fewest,
                isOfNumbers(),
                isOfNumbers() ? train.guess : Math.log(network.architecture().classes()),
                train.guess,
                train.share,
                onTrain,
                onTest,
                withFresh ? onFresh() : Evidence.Score.NONE,
                bayes);
    }

    private Evidence.Score onFresh() {
        if (fresh == null) {
            return Evidence.Score.NONE;
        }
        Evaluation evaluation = predictor.evaluate(fresh);
        return new Evidence.Score(evaluation.total(), evaluation.cost(), evaluation.score());
    }

    /** Gives back all room. */
    public void release() {
        train.release();
        if (test != null) {
            test.release();
        }
        network.release();
    }

    private Evidence.HiddenLayer layer(int l, Parameters.Dense dense) {
        Activation activation = network.architecture().activations().get(l - 1);
        double[] A = network.kernels().read(train.pass.A(l));
        int silent = 0;
        int flat = 0;
        for (int unit = 0; unit < dense.rows(); unit++) {
            boolean speaks = false;
            for (int i = unit * train.m; i < (unit + 1) * train.m; i++) {
                speaks |= !(Math.abs(A[i]) < SILENT);
                flat += activation.isFlat(A[i]) ? 1 : 0;
            }
            silent += speaks ? 0 : 1;
        }
        return new Evidence.HiddenLayer(
                dense.rows(), activation, silent, (double) flat / A.length, dense.rows() > 1 && alike(dense));
    }

    private static boolean alike(Parameters.Dense dense) {
        int n = dense.columns();
        for (int i = n; i < dense.W().length; i++) {
            if (differ(dense.W()[i], dense.W()[i % n])) {
                return false;
            }
        }
        for (double b : dense.b()) {
            if (differ(b, dense.b()[0])) {
                return false;
            }
        }
        return true;
    }

    private static boolean differ(double a, double b) {
        return !(Math.abs(a - b) <= ALIKE * (Math.abs(a) + Math.abs(b)));
    }

    /** With the biases multiplied by this: not finite where a bias isn't, even so. */
    private static double length(Parameters parameters, int biases) {
        double sum = 0;
        for (Parameters.Dense layer : parameters.layers()) {
            for (double w : layer.W()) {
                sum += w * w;
            }
            for (double b : layer.b()) {
                sum += biases * (b * b);
            }
        }
        return Math.sqrt(sum);
    }
}
