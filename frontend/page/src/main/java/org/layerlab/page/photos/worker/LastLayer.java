package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.training.FeatureLayer;

/** A softmax over a person's classes that learns from what a layer of a network sees in their photos. */
final class LastLayer {
    private static final int ITERATIONS = 200;

    private static final Hyperparameters LEARNING = Hyperparameters.builder(0.02, ITERATIONS)
            .optimizer(OptimizerKind.ADAM)
            .schedule(Schedule.COSINE)
            .l2(1e-3)
            .build();

    private final Kernels kernels;
    private final BooleanSupplier lostThread;
    private final ClassFeatures features;
    private final FeatureLayer layer;
    private final int firstRow;
    private final byte[] labels;
    private final Folds folds;
    private final int classes;
    /** Of each photo while it was left out; where none can be, of what learned from it. */
    private final UnseenLogits unseen;

    /**
     * Nothing learned yet.
     *
     * @param lostThread whether results since the last call may be wrong, because a thread has died
     * @param layer from whose features it learns
     * @param labels of the photos, from 0
     */
    LastLayer(
            Kernels kernels,
            BooleanSupplier lostThread,
            ClassFeatures features,
            FeatureLayer layer,
            byte[] labels,
            int classes) {
        this.kernels = kernels;
        this.lostThread = lostThread;
        this.features = features;
        this.layer = layer;
        firstRow = features.firstRow(layer);
        this.labels = labels;
        folds = new Folds(labels, classes);
        this.classes = classes;
        unseen = new UnseenLogits(new double[labels.length * classes], labels, classes);
    }

    /** From whose features it learns. */
    FeatureLayer layer() {
        return layer;
    }

    /**
     * Learns from all photos. Where some are left out, {@link #leaveOut} has to have been called for each fold: its
     * probabilities are those that these photos bear out, else those of the photos that it learned from.
     *
     * @param shrink another factor of the logits
     */
    Parameters.Dense learned(double shrink) {
        List<Integer> all = new ArrayList<>();
        for (int j = 0; j < features.columns(); j++) {
            all.add(j);
        }
        Parameters.Dense last = fit(part(all));
        if (!folds.some()) {
            for (int j = 0; j < labels.length; j++) {
                judge(last, j);
            }
        }
        double factor = shrink * factor();
        return new Parameters.Dense(last.rows(), last.columns(), times(factor, last.W()), times(factor, last.b()));
    }

    /** The factor of the logits that makes the probabilities of the photos that were left out come true. */
    double factor() {
        return folds.some() ? unseen.of(folds::leavesOut).factor() : unseen.factor();
    }

    /** What it says of photos that it did not learn from, once each fold was left out; 0 of those that never were. */
    UnseenLogits unseen() {
        return unseen;
    }

    private static double[] times(double factor, double[] values) {
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = factor * values[i];
        }
        return scaled;
    }

    /** Judges the photos of a part by what is learned from the others. */
    void leaveOut(int fold) {
        List<Integer> learned = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        for (int j = 0; j < features.columns(); j++) {
            if (folds.of(j % labels.length) != fold) {
                learned.add(j);
            } else if (j < labels.length) {
                asked.add(j);
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        Parameters.Dense last = fit(part(learned));
        for (int j : asked) {
            judge(last, j);
        }
    }

    private LabeledSet part(List<Integer> columns) {
        int rows = layer.channels();
        int m = columns.size();
        double[] X = new double[rows * m];
        double[] Y = new double[m];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < rows; i++) {
                X[i * m + j] = feature(i, columns.get(j));
            }
            Y[j] = labels[columns.get(j) % labels.length];
        }
        return new LabeledSet(rows, m, X, Y);
    }

    private double feature(int i, int column) {
        return features.numbers()[(firstRow + i) * features.columns() + column];
    }

    /** Keeps the logits of a photo. */
    private void judge(Parameters.Dense last, int photo) {
        for (int k = 0; k < classes; k++) {
            double z = last.b()[k];
            for (int i = 0; i < last.columns(); i++) {
                z += last.W()[k * last.columns() + i] * feature(i, photo);
            }
            unseen.logits()[photo * classes + k] = z;
        }
    }

    private Parameters.Dense fit(LabeledSet set) {
        Parameters.Dense learned = train(set);
        return lostThread.getAsBoolean() ? train(set) : learned;
    }

    /** The weights; while they are learned each feature has mean 0 and spread 1. */
    private Parameters.Dense train(LabeledSet set) {
        int rows = set.features();
        int m = set.size();
        double[] mean = new double[rows];
        double[] spread = new double[rows];
        double[] X = set.X();
        for (int i = 0; i < rows; i++) {
            double squares = 0;
            for (int j = 0; j < m; j++) {
                mean[i] += X[i * m + j] / m;
                squares += X[i * m + j] * X[i * m + j] / m;
            }
            // Features that hardly vary are noise and are not scaled up.
            spread[i] = Math.sqrt(Math.max(0, squares - mean[i] * mean[i])) + 1e-3;
        }
        double[] even = new double[X.length];
        for (int p = 0; p < X.length; p++) {
            even[p] = (X[p] - mean[p / m]) / spread[p / m];
        }
        Architecture last = new Architecture(new MapShape(1, 1, rows), List.of(new LayerKind.Softmax(classes)));
        Network network = new Network(kernels, last, Initialization.NORMAL.parameters(last, 1));
        Trainer trainer = new Trainer(network, new LabeledSet(rows, m, even, set.Y()), LEARNING);
        Parameters.Dense learned;
        try {
            while (!trainer.done()) {
                trainer.step();
            }
            learned = network.parameters().layers().get(0);
        } finally {
            trainer.release();
            network.release();
        }
        double[] W = new double[learned.W().length];
        double[] b = learned.b().clone();
        for (int p = 0; p < W.length; p++) {
            W[p] = learned.W()[p] / spread[p % rows];
            b[p / rows] -= W[p] * mean[p % rows];
        }
        return new Parameters.Dense(classes, rows, W, b);
    }
}
