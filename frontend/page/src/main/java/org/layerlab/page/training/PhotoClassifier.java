package org.layerlab.page.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.data.PreparedPhoto;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.SecondLook;

/** A network that looks at photos as bytes; where it learned from photos less their mean, the mean is taken off. */
public final class PhotoClassifier {
    /**
     * What a network says of a photo.
     *
     * @param dog the probability of a dog
     * @param found how much there was to go by, see {@link Answers}; NaN where that is not known
     */
    public record Answer(double dog, double found) {}

    private final Network network;
    private final PhotoPreparation preparation;
    private final @Nullable Matrix negativeMean;
    private final @Nullable Familiarity familiarity;
    /** What gives the answers; null until it has been made. */
    private @Nullable Network predicting;

    /**
     * Classifies with the network unchanged.
     *
     * @param preparation how photos are prepared for it; those it is shown may have another side
     * @param mean of the photos that it learned from, as it sees them; null where it was not taken off
     */
    public PhotoClassifier(Network network, PhotoPreparation preparation, double @Nullable [] mean) {
        this(network, preparation, mean, null);
        predicting = network;
    }

    /**
     * Classifies with a trained network, after folding normalization into its weights.
     *
     * @param familiarity of photos to the network, null where it is not known
     */
    public static PhotoClassifier learned(
            Network network, PhotoPreparation preparation, @Nullable Familiarity familiarity) {
        return new PhotoClassifier(network, preparation, null, familiarity);
    }

    private PhotoClassifier(
            Network network,
            PhotoPreparation preparation,
            double @Nullable [] mean,
            @Nullable Familiarity familiarity) {
        this.network = network;
        this.familiarity = familiarity;
        this.preparation = preparation.plain();
        if (mean == null) {
            negativeMean = null;
            return;
        }
        double[] negative = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            negative[i] = -mean[i];
        }
        negativeMean = network.kernels().create(mean.length, 1);
        network.kernels().write(negative, negativeMean);
    }

    public Network network() {
        return network;
    }

    /**
     * Shows photos to the network, and its layers to the viewer.
     *
     * @param photos one after another, square and of one size, in BGR
     * @param count how many they are
     * @param viewer takes what it wants from the input, of as many rows as it has inputs, and the layers; both are gone afterwards
     */
    public <T> T look(byte[] photos, int count, BiFunction<Matrix, Pass, T> viewer) {
        return look(set(photos, count), viewer);
    }

    /** Square photos of one size, one after another in BGR, as a set. */
    public static PhotoSet set(byte[] photos, int count) {
        return new PhotoSet(photos, new byte[count], PhotoPreparation.squareSide(photos.length / count));
    }

    /** Shows a set of photos, as it is varied, to the network, and its layers to the viewer. */
    public <T> T look(PhotoSet photos, BiFunction<Matrix, Pass, T> viewer) {
        return look(network, photos, viewer);
    }

    private <T> T look(Network network, PhotoSet photos, BiFunction<Matrix, Pass, T> viewer) {
        Kernels kernels = network.kernels();
        int count = photos.size();
        Matrix X = kernels.create(network.architecture().inputs(), count);
        Matrix Y = kernels.create(1, count);
        Pass pass = network.pass(count);
        try {
            show(network, photos, X, Y, pass);
            return viewer.apply(X, pass);
        } finally {
            pass.release();
            kernels.release(Y);
            kernels.release(X);
        }
    }

    /**
     * Tells the features of photos in the layers worth a try, {@link FeatureLayer#of}: at once with kernels that
     * {@linkplain Kernels#answersAtOnce answer at once}, else later. (Not the basis of {@link #look}, which is also in
     * programs that have no bytes to spare.)
     *
     * @param photos one after another, square and of one size, in BGR
     * @param count how many they are
     * @param mirrored whether they are shown with left and right exchanged
     * @param then takes them, shape (features, photos), row by row, one layer's after another's
     */
    public void features(byte[] photos, int count, boolean mirrored, Consumer<double[]> then) {
        Kernels kernels = network.kernels();
        Matrix X = kernels.create(network.architecture().inputs(), count);
        Matrix Y = kernels.create(1, count);
        Pass pass = network.pass(count);
        Runnable release = () -> {
            pass.release();
            kernels.release(Y);
            kernels.release(X);
        };
        PhotoSet set = set(photos, count);
        List<FeatureLayer> layers = FeatureLayer.of(network.architecture());
        List<Matrix> A = new ArrayList<>();
        for (FeatureLayer layer : layers) {
            A.add(pass.A(layer.layer()));
        }
        try {
            show(network, mirrored ? set.mirrored() : set, X, Y, pass);
        } catch (RuntimeException | OutOfMemoryError e) {
            release.run();
            throw e;
        }
        kernels.fetch(A, () -> {
            double[] values = new double[FeatureLayer.channels(layers) * count];
            try {
                int at = 0;
                for (int i = 0; i < layers.size(); i++) {
                    layers.get(i).add(kernels.read(A.get(i)), count, values, at);
                    at += layers.get(i).channels() * count;
                }
            } finally {
                release.run();
            }
            then.accept(values);
        });
    }

    private void show(Network network, PhotoSet photos, Matrix X, Matrix Y, Pass pass) {
        photos.at(side()).fill(order(photos.size()), 0, 0, network.kernels(), X, Y);
        if (negativeMean != null) {
            network.kernels().addBias(X, negativeMean);
        }
        network.forward(X, pass);
    }

    /** How photos are prepared for the network, in BGR. */
    public PhotoPreparation preparation() {
        return preparation;
    }

    /** Rows and columns of what goes into the network, which are fewer than prepared while it learns from reduced photos. */
    public int side() {
        return PhotoPreparation.squareSide(network.architecture().inputs());
    }

    /** The probabilities of a dog, or of each class: first all of class 0, then all of class 1, and so on. */
    public double[] probabilities(byte[] photos, int count) {
        return answers(photos, count, null).probabilities();
    }

    /** What the network says of one photo. */
    public Answer answer(byte[] photo) {
        Answers answers = answers(photo, 1, familiarity);
        return new Answer(answers.probabilities()[0], answers.found()[0]);
    }

    /** What the network says of one photo, after a second look where it is worth one. */
    public Answer judge(PreparedPhoto photo) {
        Answer first = answer(photo.whole());
        byte[] closer = photo.closer();
        return closer != null && looksAgain(first) ? lookedAgain(first, closer) : first;
    }

    /** Whether a photo of which the network said this is worth a second look, at its parts. */
    public boolean looksAgain(Answer first) {
        return familiarity != null && preparation.hasDetail() && SecondLook.isWorthIt(first.found());
    }

    /**
     * What the network says after that look.
     *
     * @param closer the photo with more pixels, as it is prepared for that
     */
    public Answer lookedAgain(Answer first, byte[] closer) {
        double[] found = SecondLook.found(
                new double[] {first.found()},
                set(closer, 1).at(side()),
                parts -> answers(parts, familiarity).found());
        return new Answer(first.dog(), found[0]);
    }

    /** With how familiar they are only where that is asked for: it takes the maps of all layers. */
    private Answers answers(byte[] photos, int count, @Nullable Familiarity asked) {
        PhotoSet set = set(photos, count);
        Answers answers = answers(set, asked);
        return preparation.mirror()
                ? answers.averaged(
                        answers(set.mirrored(), asked), network.architecture().outputs())
                : answers;
    }

    private Answers answers(PhotoSet photos, @Nullable Familiarity asked) {
        Network asking = predicting();
        int output = asking.architecture().layers().size();
        return look(
                asking,
                photos,
                (X, pass) -> new Answers(asking.kernels().read(pass.A(output)), Answers.found(asking, pass, asked)));
    }

    private Network predicting() {
        Network made = predicting;
        if (made == null) {
            made = folded();
            predicting = made;
        }
        return made;
    }

    private Network folded() {
        if (network.architecture().isDense()) {
            return network;
        }
        try {
            return Network.predicting(network.kernels(), network.architecture(), network.parameters());
        } catch (IllegalStateException e) {
            // There is no memory for the weights a second time.
            return network;
        }
    }

    /** How many layers there are after the input. */
    public int depth() {
        return network.architecture().layers().size();
    }

    private static int[] order(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }
}
