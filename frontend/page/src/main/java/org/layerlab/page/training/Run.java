package org.layerlab.page.training;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.message.Message;

/** A network in a worker; {@link Trains} and {@link Classifies} say what else it can. */
public interface Run {
    Network network();

    /** What is known of a saved network, or null for a new run. */
    @Nullable
    ModelCard card();

    /** The message that this run is ready. */
    Message ready();

    /** Accuracies on training and test examples, 0 to 1; NaN where there are none. */
    double[] accuracies();

    /** What trains the network, or null when it was opened to be looked at. */
    default @Nullable Trainer trainer() {
        return null;
    }

    /** Updates that the network has seen. */
    default int iteration() {
        Trainer trainer = trainer();
        if (trainer != null) {
            return trainer.iteration();
        }
        ModelCard known = card();
        return known == null ? 0 : (int) known.iteration().orElse(0);
    }

    /** The card as JSON; empty for a new run. */
    default String cardText() {
        ModelCard known = card();
        return known == null ? "" : known.toString();
    }

    /** Gives back all room; the kernels have to be this run's own. */
    default void release() {
        Trainer trainer = trainer();
        if (trainer != null) {
            trainer.release();
        }
        network().release();
        network().kernels().releaseAll();
    }

    /** What the maker makes with these kernels; where it fails, what they hold by then is given back. */
    static <T> T made(Kernels kernels, Function<Kernels, T> maker) {
        try {
            return maker.apply(kernels);
        } catch (RuntimeException | OutOfMemoryError e) {
            kernels.releaseAll();
            throw e;
        }
    }
}
