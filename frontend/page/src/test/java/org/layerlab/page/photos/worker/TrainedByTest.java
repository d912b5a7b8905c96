package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;

class TrainedByTest {
    private static ModelCard card(TrainedBy trainedBy) throws Exception {
        CardBuilder card = new CardBuilder(Architecture.of(List.of(2, 1), Activation.RELU));
        trainedBy.addTo(card, "wasm", "simd-threads");
        return card.build();
    }

    private static void assertNames(String engine, String kernels, ModelCard card) {
        assertEquals(Optional.of(engine), card.engine());
        assertEquals(kernels, card.json().getString("kernels", ""));
    }

    @Test
    void isTheEngineThatRunsThePageWhereNoGpuMadeAnUpdate() throws Exception {
        TrainedBy run = new TrainedBy();
        assertNames("wasm", "simd-threads", card(run));
        TrainedBy later = new TrainedBy();
        later.resumed(card(run));
        assertNames("wasm", "simd-threads", card(later));
    }

    @Test
    void isTheGpuOnceThatMadeUpdatesWhateverGoesOn() throws Exception {
        TrainedBy run = new TrainedBy();
        run.gpu("an adapter");
        assertNames("webgpu", "an adapter", card(run));
        TrainedBy later = new TrainedBy();
        later.resumed(card(run));
        assertNames("webgpu", "an adapter", card(later));
    }
}
