package org.layerlab.network.photo;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.training.EarlyStop;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.ValidationPoint;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Predictor;

/**
 * A run of a recipe on photos: divides them, takes the mean off, trains, measures on the validation set, keeps the
 * best, calibrates. Test photos are not part of it; {@link #seen} prepares them for measuring.
 */
public final class PhotoLearning {
    private final PhotoRecipe recipe;
    private final PhotoSet plainTraining;
    private final PhotoSet plainValidation;
    /** Made once: the mean that is taken off lies in the kernels' memory. */
    private final PhotoSet seenValidation;

    private final boolean knowsNeither;
    private final double @Nullable [] mean;
    private final Trainer trainer;
    private final @Nullable EarlyStop earlyStop;

    /**
     * A run at its beginning, with the weights that the recipe's seed draws.
     *
     * @param photos m photos one after another, prepared as the recipe's {@link PhotoRecipe#sources}; not copied, not
     *     modified
     * @param labels m labels, 0 or 1, or {@link PhotoSet#NEITHER}; not copied, not modified
     * @param costEvery iterations from one cost point to the next, at least 1
     * @throws IllegalArgumentException when the photos are too few for the recipe
     */
    public PhotoLearning(Kernels kernels, PhotoRecipe recipe, byte[] photos, byte[] labels, int costEvery) {
        this(kernels, recipe, null, photos, labels, costEvery);
    }

    /**
     * The same with weights to begin with.
     *
     * @param begin for whole photos from which nothing is taken off; null for those that the seed draws
     * @throws IllegalArgumentException also when they are of another shape than the recipe's network
     */
    public PhotoLearning(
            Kernels kernels,
            PhotoRecipe recipe,
            @Nullable Parameters begin,
            byte[] photos,
            byte[] labels,
            int costEvery) {
        this.recipe = recipe;
        Hyperparameters chosen = recipe.hyperparameters();
        PhotoSet all = new PhotoSet(photos, labels, recipe.source());
        ValidationSplit division = ValidationSplit.of(all, recipe.validation(), chosen.seed());
        PhotoSet toLearn = division.validation().length == 0 ? all : all.part(division.training());
        plainTraining = plain(ofAClass(toLearn));
        knowsNeither = recipe.augmentation().outliers() > 0 || plainTraining.size() < toLearn.size();
        plainValidation = plain(all.part(division.validation()));
        mean = recipe.center() ? toLearn.at(recipe.side()).mean() : null;
        Network network = new Network(kernels, recipe.learning(), first(begin));
        trainer = new Trainer(
                network,
                seen(toLearn.varied(recipe.augmentation()).smoothed(recipe.labelSmoothing())),
                recipe.hyperparameters(toLearn.size()),
                costEvery);
        trainer.averageWeights(recipe.averaging());
        seenValidation = seen(plainValidation);
        earlyStop = plainValidation.size() == 0 ? null : new EarlyStop(trainer, seenValidation, recipe.patience());
    }

    private Parameters first(@Nullable Parameters begin) {
        if (begin == null) {
            return recipe.initialization()
                    .parameters(recipe.learning(), recipe.hyperparameters().seed());
        }
        recipe.architecture().require(begin);
        Parameters gathered = Reduction.gather(begin, recipe.preparation().side(), recipe.foldedReduction());
        return mean == null ? gathered : Centering.unfold(gathered, mean);
    }

    /** Those that show one of the classes. */
    private static PhotoSet ofAClass(PhotoSet photos) {
        int[] some = new int[photos.size()];
        int count = 0;
        for (int i = 0; i < some.length; i++) {
            if (photos.label(i) != PhotoSet.NEITHER) {
                some[count++] = i;
            }
        }
        return count == some.length ? photos : photos.part(Arrays.copyOf(some, count));
    }

    /** Photos as the saved network takes them. */
    private PhotoSet plain(PhotoSet photos) {
        PhotoPreparation how = recipe.preparation();
        return photos.at(how.side()).askedTwice(how.mirror());
    }

    /** What was chosen. */
    public PhotoRecipe recipe() {
        return recipe;
    }

    /** What makes the updates; its network sees photos as {@link #seen} gives them. */
    public Trainer trainer() {
        return trainer;
    }

    /** What watches the validation set, or null where there is none. */
    public @Nullable EarlyStop earlyStop() {
        return earlyStop;
    }

    /** The photos of a class that are learned from, as they are: neither varied nor less the mean. */
    public PhotoSet training() {
        return plainTraining;
    }

    /** The photos that are kept apart, as they are; may be empty. */
    public PhotoSet validation() {
        return plainValidation;
    }

    /**
     * Photos as the network in training sees them: of fewer pixels, less the mean, as the recipe has it. To be kept by who
     * measures on them again: the mean lies in the kernels' memory, once for each set.
     */
    public PhotoSet seen(PhotoSet photos) {
        return photos.at(recipe.side()).askedTwice(false).less(mean);
    }

    /** The mean photo as the network in training would see it, or null where it is not taken off; not to be modified. */
    public double @Nullable [] mean() {
        return mean;
    }

    /** Whether all updates are made, or the validation set says that more are of no use. */
    public boolean done() {
        return trainer.done() || (earlyStop != null && earlyStop.exhausted());
    }

    /**
     * To be called after each of {@link Trainer#steps}: measures on the validation set when an epoch has ended.
     *
     * @return the measurement, or null where none is due
     */
    public @Nullable ValidationPoint afterUpdates() {
        return earlyStop == null ? null : earlyStop.afterUpdates();
    }

    /**
     * Gives the network the parameters that did best on the validation set; without a validation set, the running mean of
     * the parameters, if there is one.
     */
    public void keepBest() {
        Parameters mean = trainer.average().mean();
        if (earlyStop != null) {
            earlyStop.keepBest();
        } else if (mean != null) {
            trainer.network().set(mean);
        }
    }

    /** Whether no measurement on the validation photos so far was better than this one. */
    public boolean isBest(ValidationPoint point) {
        return earlyStop != null && point.equals(earlyStop.best());
    }

    /** The network's parameters as they are now, for whole photos from which nothing is taken off. */
    public Parameters parameters() {
        return whole(trainer.network().parameters());
    }

    /** Those that did best on the validation photos so far, for such photos; null where none did. */
    public @Nullable Parameters bestParameters() {
        Parameters best = earlyStop == null ? null : earlyStop.bestParameters();
        return best == null ? null : whole(best);
    }

    private Parameters whole(Parameters own) {
        Parameters folded = mean == null ? own : Centering.fold(own, mean);
        return Reduction.spread(folded, recipe.preparation().side(), recipe.foldedReduction());
    }

    /** How far the network's probabilities can be trusted as it is now; empty without a validation set, or where one is NaN. */
    public Optional<Calibration> calibration() {
        return calibration(trainer.network(), seenValidation);
    }

    /** The same of the network that is saved. */
    public Optional<Calibration> calibration(Network saved) {
        return calibration(saved, plainValidation);
    }

    private Optional<Calibration> calibration(Network network, PhotoSet photos) {
        if (earlyStop == null) {
            return Optional.empty();
        }
        Answers answers = new Predictor(network).answers(photos);
        // Where sums overflow, nothing is known.
        return answers.areNumbers() ? Optional.of(calibration(answers)) : Optional.empty();
    }

    /** What the answers to the validation set say of how far the network can be trusted. */
    public Calibration calibration(Answers answers) {
        return Calibration.fit(answers, labels(plainValidation), knowsNeither, null);
    }

    /**
     * The network that is saved, as it is now: it takes whole photos, as they are. To be released by whoever asked for it.
     */
    public Network saved() {
        return new Network(trainer.network().kernels(), recipe.architecture(), parameters());
    }

    /**
     * Whether the saved network says of a photo what the one in training says. Filters that learned from fewer pixels see
     * something else in a whole photo, and so have to be measured on whole ones.
     */
    public boolean savedSaysTheSame() {
        PhotoPreparation how = recipe.preparation();
        return !how.mirror() && (recipe.architecture().isDense() || recipe.side() == how.side());
    }

    /** The label of each photo, in order. */
    public static int[] labels(PhotoSet photos) {
        int[] labels = new int[photos.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = photos.label(i);
        }
        return labels;
    }
}
