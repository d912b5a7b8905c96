package org.layerlab.page.photos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.verdict.ConfusionMatrix;
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
    /** The last maps before the last hidden layer, if others are tried, too: good for most, though not for colors. */
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
        pieces = folds.some() ? trials.size() * Folds.COUNT : 0;
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
     * @param answers on the photos while they were left out of both learning and choosing
     */
    record Chosen(FeatureLayer layer, Parameters.Dense weights, ConfusionMatrix answers) {}

    /** The choice after all pieces; where there are none, the usual layer. */
    Chosen chosen() {
        if (pieces == 0) {
            ConfusionMatrix none = ConfusionMatrix.of(new byte[0], new byte[0], classes);
            return new Chosen(usual.layer(), usual.learned(1), none);
        }
        UnseenLogits unseen = unseen();
        LastLayer best = best(folds::leavesOut);
        // The best of several looks better than it is, so the choice may have made it too sure.
        Parameters.Dense weights = best.learned(Math.min(1, unseen.factor()));
        return new Chosen(best.layer(), weights, unseen.answers());
    }

    /**
     * What is said of each photo that was left out by the layer that the photos of other folds choose. Layers differ in the
     * size of their logits, so each layer's are multiplied by its factor. By that of all its photos: the folds' own differ
     * with the mistakes that they happen to leave out, and where all folds choose the same layer, nothing is left to correct.
     */
    private UnseenLogits unseen() {
        UnseenLogits all = new UnseenLogits(new double[labels.length * classes], labels, classes);
        for (int fold = 0; fold < Folds.COUNT; fold++) {
            int asked = fold;
            LastLayer best = best(j -> folds.leavesOut(j) && folds.of(j) != asked);
            double factor = best.factor();
            for (int p = 0; p < all.logits().length; p++) {
                if (folds.of(p / classes) == asked) {
                    all.logits()[p] = factor * best.unseen().logits()[p];
                }
            }
        }
        return all.of(folds::leavesOut);
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
