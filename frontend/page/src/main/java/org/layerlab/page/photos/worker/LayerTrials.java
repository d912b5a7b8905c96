package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.page.training.FeatureLayer;

/**
 * Finds the layer from which a person's classes are learned best: for each that is worth a try, photos are left out in
 * turns, and the one whose answers on these cost least is taken.
 */
final class LayerTrials {
    /**
     * By how much the summed cross-entropy has to be less than that of the usual layer. With few photos, one is less by
     * chance.
     */
    private static final double MARGIN = 0.25;

    private final List<LastLayer> trials = new ArrayList<>();
    /** The last maps before the last hidden layer, if others are tried, too: with the built-in network mostly best. */
    private final LastLayer usual;

    private final byte[] labels;
    private final Folds folds;
    private final int classes;
    private final int pieces;
    private int done;

    /**
     * Nothing tried yet.
     *
     * @param lostThread whether results since the last call may be wrong, because a thread has died
     * @param labels of the photos, from 0
     */
    LayerTrials(Kernels kernels, BooleanSupplier lostThread, ClassFeatures features, byte[] labels, int classes) {
        this.labels = labels;
        folds = new Folds(labels, classes);
        this.classes = classes;
        for (FeatureLayer layer : features.layers()) {
            trials.add(new LastLayer(kernels, lostThread, features, layer, labels, classes));
        }
        usual = trials.get(trials.size() > 2 ? trials.size() - 2 : trials.size() - 1);
        pieces = usual.crossValidates() ? trials.size() * Folds.COUNT : 0;
    }

    /** How many pieces of work there are; none where no photo can be left out. */
    int pieces() {
        return pieces;
    }

    /** How many of them are done. */
    int done() {
        return done;
    }

    /** Leaves a part of the photos out for one of the layers. */
    void next() {
        trials.get(done / Folds.COUNT).leaveOut(done % Folds.COUNT);
        done++;
    }

    /**
     * The layer that did best.
     *
     * @param layer the layer
     * @param weights of the softmax after it
     * @param right how many photos were classified correctly while they were left out of both learning and choosing
     */
    record Chosen(FeatureLayer layer, Parameters.Dense weights, int right) {}

    /** The choice after all pieces; where there are none, the usual layer. */
    Chosen chosen() {
        if (pieces == 0) {
            return new Chosen(usual.layer(), usual.learned(1), 0);
        }
        UnseenLogits unseen = unseen();
        LastLayer best = best(j -> true);
        // The best of several looks better than it is, so the choice may have made it too sure.
        return new Chosen(best.layer(), best.learned(Math.min(1, unseen.factor())), unseen.right());
    }

    /** What is said of each photo by the layer that the photos of other folds choose. */
    private UnseenLogits unseen() {
        UnseenLogits all = new UnseenLogits(new double[labels.length * classes], labels, classes);
        for (int fold = 0; fold < Folds.COUNT; fold++) {
            int asked = fold;
            IntPredicate others = j -> folds.of(j) != asked;
            UnseenLogits best = best(others).unseen();
            double factor = best.of(others).factor();
            for (int p = 0; p < all.logits().length; p++) {
                if (!others.test(p / classes)) {
                    all.logits()[p] = factor * best.logits()[p];
                }
            }
        }
        return all;
    }

    /** The layer that is best by some photos. */
    private LastLayer best(IntPredicate photos) {
        LastLayer best = usual;
        double least = usual.unseen().of(photos).cost() - MARGIN;
        for (LastLayer trial : trials) {
            double cost = trial == usual ? least : trial.unseen().of(photos).cost();
            if (cost < least) {
                best = trial;
                least = cost;
            }
        }
        return best;
    }
}
