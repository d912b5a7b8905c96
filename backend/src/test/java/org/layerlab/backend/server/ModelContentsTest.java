package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.ModelChange;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.Saved;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.network.file.Limits;

class ModelContentsTest {
    @TempDir
    Path temporary;

    private static Content content(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8), MediaTypes.HTML);
    }

    @Test
    void contentIsOfOneStateAndOneVariant() throws Exception {
        try (ModelStore store = new FolderPlace(temporary.resolve("store"))
                .open(Clock.systemUTC(), new SecureRandom(), Limits.DEFAULT, 1 << 20, Map.of())) {
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            StoredModel model = saved.model();
            ModelContents contents = new ModelContents(100);
            Content here = content("of this address");
            contents.put(model, "https://a.example", here);
            assertEquals(Optional.of(here), contents.find(model, "https://a.example"));
            assertEquals(Optional.empty(), contents.find(model, "https://b.example"));
            assertEquals(Optional.empty(), contents.find(model));
            // Whoever makes up addresses gets no more room.
            for (int i = 0; i < 100; i++) {
                contents.put(model, "https://" + i + ".example", here);
            }
            assertEquals(Optional.of(here), contents.find(model, "https://99.example"));
            assertEquals(Optional.empty(), contents.find(model, "https://98.example"));
            StoredModel changed = store.change(
                    model.id(), saved.manageToken().orElseThrow(), ModelChange.parse("{\"name\": \"Rings\"}"));
            assertEquals(Optional.empty(), contents.find(changed, "https://99.example"));
            contents.put(changed, content("x".repeat(101)));
            assertEquals(Optional.empty(), contents.find(changed), "too large to be kept");
        }
    }
}
