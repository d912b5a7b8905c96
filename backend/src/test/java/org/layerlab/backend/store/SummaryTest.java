package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;

/** The beginning of a model's JSON tells what the list shows, whatever its texts are. */
class SummaryTest extends WithStore {
    private static final List<String> NAMES = List.of(
            "Rings",
            "\",\"card\":{\"name\":\"forged\"}",
            ",\"card\":{",
            "\\",
            "\\\",\"card\":{",
            "äöü ✓ 🐈",
            "𝟙".repeat(40),
            "\u0000\u001b\u2028");

    @Test
    void headGivesTheModelThatTheWholeGives() throws Exception {
        try (ModelStore store = open()) {
            for (int i = 0; i < NAMES.size(); i++) {
                ParameterFile plain = SampleModels.circles("plain", i);
                byte[] file = new ParameterFile(
                                plain.parameters(),
                                new CardBuilder(plain.card())
                                        .name(NAMES.get(i))
                                        .description(NAMES.get(i)
                                                .repeat(4000 / NAMES.get(i).length()))
                                        .build())
                        .toSafetensors(StorageType.F64);
                Saved saved = store.save(file, i % 2 == 0);
                assertHead(saved.model());
                StoredModel changed = store.change(
                        saved.model().id(),
                        saved.manageToken().orElseThrow(),
                        ModelChange.parse("{\"name\": \"Changed\", \"description\": null, \"listed\": true}"));
                assertHead(changed);
                assertEquals(Optional.of("Changed"), changed.name());
            }
        }
    }

    private void assertHead(StoredModel model) throws Exception {
        Path sidecar = folder.resolve(model.id() + ".json");
        assertEquals(Optional.of(model), Summary.read(sidecar, model.id()));
        assertEquals(model, Sidecar.read(sidecar).model(model.id()));
    }

    @Test
    void jsonOfAnEarlierVersionIsReadWhole() throws Exception {
        String id;
        try (ModelStore store = open()) {
            id = store.save(SampleModels.safetensors("Rings", 1), true).model().id();
        }
        Path sidecar = folder.resolve(id + ".json");
        String json = Files.readString(sidecar);
        String earlier = json.replaceFirst("\"summary\":\\{[^}]*},", "");
        assertTrue(earlier.length() < json.length());
        Files.writeString(sidecar, earlier);
        assertTrue(Summary.read(sidecar, id).isEmpty());
        try (ModelStore store = open()) {
            assertEquals(Optional.of("Rings"), store.find(id).name());
        }
        Files.writeString(sidecar, json.substring(0, json.length() - 3));
        try (ModelStore store = open()) {
            assertEquals(0, store.size(), "it was cut short");
            assertTrue(store.warnings().get(0).contains(id), store.warnings().toString());
        }
    }
}
