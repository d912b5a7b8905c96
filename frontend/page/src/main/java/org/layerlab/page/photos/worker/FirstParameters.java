package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.Reduction;
import org.layerlab.page.training.Run;

/**
 * The parameters that a network began with, drawn again from its recipe or card. All of them are for photos of 64×64 pixels:
 * dense units get a weight for each pixel, filters do not know the photo's size.
 */
final class FirstParameters {
    /** A large network's are drawn each time: they take as much room as those it has. */
    private static final long FEW = 4_000_000;

    private @Nullable Run known;
    private @Nullable Parameters drawn;

    /** The parameters that a run began with; null where its card does not say how they are drawn. */
    @Nullable
    Parameters of(Run run) {
        if (known == run && drawn != null) {
            return drawn;
        }
        Parameters fresh = run instanceof PhotosRun photos
                ? draw(photos.recipe())
                : draw(run.network().architecture(), run.card());
        boolean keep = run.network().architecture().parameterCount() < FEW;
        known = keep ? run : null;
        drawn = keep ? fresh : null;
        return fresh;
    }

    private static Parameters draw(PhotoRecipe recipe) {
        return draw(
                recipe.learning(),
                recipe.initialization(),
                recipe.hyperparameters().seed(),
                recipe.reduction());
    }

    private static @Nullable Parameters draw(Architecture architecture, @Nullable ModelCard card) {
        try {
            JsonObject told = card == null ? Json.object() : card.hyperparameters();
            if (told.get("seed") == null || !architecture.isDense()) {
                return null;
            }
            int reduction = PhotoInput.SIZE / told.getInt("side", PhotoInput.SIZE);
            List<Integer> dims = new ArrayList<>(architecture.layerDims());
            dims.set(0, dims.get(0) / (reduction * reduction));
            return draw(
                    new Architecture(dims, architecture.activations()),
                    Initialization.of(told.getString("initialization", "")),
                    told.getLong("seed", 1),
                    reduction);
        } catch (IllegalArgumentException | ArithmeticException | UnsupportedOperationException e) {
            return null;
        }
    }

    private static Parameters draw(Architecture learning, Initialization initialization, long seed, int reduction) {
        return spread(learning, initialization.parameters(learning, seed), reduction);
    }

    /** The parameters as they are now; the mean is not folded in. */
    static Parameters now(Network network, int reduction) {
        return spread(network.architecture(), network.parameters(), reduction);
    }

    private static Parameters spread(Architecture architecture, Parameters parameters, int reduction) {
        return architecture.isDense() ? Reduction.spread(parameters, PhotoInput.SIZE, reduction) : parameters;
    }
}
