package org.layerlab.page.training;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.message.Message;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PlaySettings;

/** A network in the worker with what it learns from: on points, or opened from a file. */
public abstract class Run {
    private final Network network;

    private final @Nullable ModelCard card;

    /**
     * A run of this network.
     *
     * @param card what is known of a saved network, or null for a new run
     */
    public Run(Network network, @Nullable ModelCard card) {
        this.network = network;
        this.card = card;
    }

    /** What the maker makes with these kernels; where it fails, what they hold by then is given back. */
    public static <T> T made(Kernels kernels, Function<Kernels, T> maker) {
        try {
            return maker.apply(kernels);
        } catch (RuntimeException | OutOfMemoryError e) {
            kernels.releaseAll();
            throw e;
        }
    }

    public final Network network() {
        return network;
    }

    /** What trains the network, or null when it was opened to be looked at. */
    public abstract @Nullable Trainer trainer();

    /** What is known of a saved network, or null for a new run. */
    public final @Nullable ModelCard card() {
        return card;
    }

    /** The card as JSON; empty for a new run. */
    public final String cardText() {
        return card == null ? "" : card.toString();
    }

    /** Goes on with other settings, as far as a run can take them up as it goes. */
    public void adjust(PlaySettings changed) {
        throw new IllegalStateException("this run is not the playground's");
    }

    /** The message that this run stands ready. */
    public abstract Message ready();

    /** Accuracies on training and test examples, 0 to 1, NaN where there are none. */
    public abstract double[] accuracies();

    /**
     * The probabilities over the window, or null where there is no plane to show.
     *
     * @param still whether the surface is to be looked at for a while, so that it may take longer
     */
    public abstract float @Nullable [] boundary(boolean still);

    /**
     * What the network says of one photo.
     *
     * @param photo 64×64 pixels, row by row, in BGR
     */
    public PhotoClassifier.Answer classify(byte[] photo) {
        throw new IllegalStateException("this network takes points, not photos");
    }

    /** The training points. */
    public LabelledSet points() {
        throw new IllegalStateException("this network takes photos, not points");
    }

    /** The cost before the last update; NaN where none was made. */
    public double cost() {
        Trainer trainer = trainer();
        return trainer == null ? Double.NaN : trainer.cost();
    }

    /** The number format that keeps what was computed. */
    public final StorageType storage() {
        return network.kernels().precision() == Precision.FLOAT64 ? StorageType.F64 : StorageType.F32;
    }

    /** The run as a parameter file whose card says this of it. */
    public abstract ParameterFile file(ModelDescription about) throws ParameterFileException;

    /** Gives back all room; the kernels have to be this run's own. */
    public void release() {
        Trainer trainer = trainer();
        if (trainer != null) {
            trainer.release();
        }
        network.release();
        network.kernels().releaseAll();
    }
}
