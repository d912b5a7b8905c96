package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.Reduction;
import org.layerlab.page.training.Run;

/**
 * The parameters that a network began with, drawn again from its recipe or card, for photos as large as it sees.
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
        return recipe.initialization()
                .parameters(recipe.learning(), recipe.hyperparameters().seed());
    }

    private static @Nullable Parameters draw(Architecture architecture, @Nullable ModelCard card) {
        try {
            JsonObject told = card == null ? Json.object() : card.hyperparameters();
            if (told.get("seed") == null || !architecture.isDense()) {
                return null;
            }
            // The saved network of one that learned from fewer pixels has its weights spread over all of them.
            int side = PhotoPreparation.squareSide(architecture.inputs());
            int reduction = side / told.getInt("side", side);
            List<Integer> dims = new ArrayList<>(architecture.layerDims());
            dims.set(0, dims.get(0) / (reduction * reduction));
            Parameters drawn = Initialization.of(told.getString("initialization", ""))
                    .parameters(new Architecture(dims, architecture.activations()), told.getLong("seed", 1));
            return Reduction.spread(drawn, side, reduction);
        } catch (IllegalArgumentException | ArithmeticException | UnsupportedOperationException e) {
            return null;
        }
    }
}
