package org.layerlab.page.settings;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.photo.PhotoRecipe;

/**
 * What a run on photos is set to.
 *
 * @param photos which photos it learns from
 * @param recipe how it learns
 */
public record PhotoSettings(Source photos, PhotoRecipe recipe) {
    private static final long MAX_PARAMETERS = 40_000_000;

    /** A server takes 64 MB; the card needs some of them. */
    private static final double MOST_BYTES = 60e6;

    /**
     * Where photos come from.
     *
     * @param id a data set of the server; {@link #OWN} for the photos that a person gave
     * @param name for people
     * @param limit at most this many photos to learn from; 0 for all
     * @param drawnBy the seed that draws them
     */
    public record Source(String id, String name, int limit, long drawnBy) {
        /** The id of the photos that a person gave: they are in the worker, and nowhere else. */
        public static final String OWN = "own";

        /** Whether they are a person's own. */
        public boolean own() {
            return id.equals(OWN);
        }

        /** Where the server has those of {@code train} or {@code test}, prepared like this. */
        public String url(String split, PhotoPreparation how) {
            String url = "/api/datasets/" + id + "/" + split + "/examples?wait=1";
            if (!how.equals(PhotoPreparation.TUTORIAL)) {
                url += "&size=" + how.side() + "&resize=" + how.resize().id() + "&crop="
                        + how.crop().id();
            }
            return limit == 0 || split.equals("test") ? url : url + "&limit=" + limit + "&seed=" + drawnBy;
        }

        /** As a card's {@code dataset} tells it. */
        public JsonObject json() {
            JsonObject json = Json.object().add("id", id).add("name", name);
            return limit == 0 ? json : json.add("limit", limit).add("seed", drawnBy);
        }

        /** What {@link #json} told. */
        public static Source of(JsonObject json) {
            return new Source(
                    json.getString("id", ""),
                    json.getString("name", ""),
                    json.getInt("limit", 0),
                    json.getLong("seed", 1));
        }
    }

    public PhotoSettings {
        requireFits(recipe.architecture());
    }

    /**
     * Refuses a network that no browser has the memory for.
     *
     * @throws IllegalArgumentException when it has too many parameters
     */
    public static void requireFits(Architecture architecture) {
        long parameters = architecture.parameterCount();
        if (parameters > MAX_PARAMETERS) {
            throw new IllegalArgumentException("the layers " + architecture + " have " + parameters
                    + " parameters; a browser can handle at most " + MAX_PARAMETERS);
        }
    }

    /**
     * Whether a server takes a saved file with all that continuing needs: the optimizer's moments, the best parameters and
     * the mean of all.
     */
    public boolean stateFits() {
        // The mean of the parameters is kept in twice as many bytes.
        int times = recipe.hyperparameters().optimizer().moments()
                + (recipe.validation() > 0 ? 1 : 0)
                + (recipe.averaging() > 0 ? 2 : 0);
        double bytes = 4.0
                * (recipe.architecture().parameterCount()
                        + (double) times * recipe.learning().parameterCount());
        return bytes <= MOST_BYTES;
    }

    /** As JSON, for the worker and a checkpoint. */
    public JsonObject json() {
        return Json.object().add("photos", photos.json()).add("recipe", recipe.json());
    }

    /**
     * The settings of a saved run that can be taken up where it stopped.
     *
     * @throws IllegalArgumentException when the card does not say them
     */
    public static PhotoSettings of(ModelCard card) {
        if (card.json().get("checkpoint") instanceof JsonObject state
                && state.get("settings") instanceof JsonObject recipe) {
            return new PhotoSettings(Source.of(card.dataset()), PhotoRecipe.of(recipe));
        }
        throw new IllegalArgumentException("its card does not say what a continued run needs");
    }

    /**
     * What {@link #json} told.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static PhotoSettings of(JsonObject json) {
        if (json.get("photos") instanceof JsonObject photos && json.get("recipe") instanceof JsonObject recipe) {
            return new PhotoSettings(Source.of(photos), PhotoRecipe.of(recipe));
        }
        throw new IllegalArgumentException("the settings of a run on photos are missing");
    }
}
