package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import java.util.Optional;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.page.browser.Engine;

/**
 * What a run's card names as what computed it. Once a GPU has made one of its updates, that is the GPU: what the CPU
 * computes from there on starts at digits that no CPU gives.
 */
final class TrainedBy {
    private static final String KERNELS = "kernels";

    /** What the GPU is called; empty where none made an update. */
    private String device = "";

    /** The GPU of this name made updates that the run has taken over. */
    void gpu(String name) {
        device = name;
    }

    /** The run began as this card tells. */
    void resumed(ModelCard card) {
        JsonValue kernels = card.json().get(KERNELS);
        if (card.engine().equals(Optional.of(Engine.GPU)) && kernels != null && kernels.isString()) {
            device = kernels.asString();
        }
    }

    /**
     * Writes it into a card.
     *
     * @param engine what runs this page's programs
     * @param variant what the kernels are called that compute on the CPU
     */
    void addTo(CardBuilder card, String engine, String variant) {
        boolean gpu = !device.isEmpty();
        card.engine(gpu ? Engine.GPU : engine).set(KERNELS, Json.value(gpu ? device : variant));
    }
}
