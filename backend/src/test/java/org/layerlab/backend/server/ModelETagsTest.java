package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.network.file.Limits;

class ModelETagsTest {
    @TempDir
    Path temporary;

    @Test
    void whatTheProgramMakesHasAnotherETagAfterAnUpdate() throws Exception {
        try (ModelStore store = new FolderPlace(temporary.resolve("store"))
                .open(Clock.systemUTC(), new SecureRandom(), Limits.DEFAULT, 1 << 20, Map.of())) {
            StoredModel model =
                    store.save(SampleModels.safetensors("Rings", 1), true).model();
            for (String made : new String[] {"png", "npz", "onnx"}) {
                String etag = ModelFilesApi.etag(model, made, "1 (abc, 2026-03-01)");
                assertEquals(etag, ModelFilesApi.etag(model, made, "1 (abc, 2026-03-01)"));
                assertNotEquals(etag, ModelFilesApi.etag(model, made, "1 (def, 2026-03-02)"), made);
            }
            assertEquals(
                    ModelFilesApi.etag(model, "safetensors", "1"),
                    ModelFilesApi.etag(model, "safetensors", "2"),
                    "parameters are sent as they were saved");
        }
    }
}
