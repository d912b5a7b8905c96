package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.saved;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.ModelCard;

/** The list: search, order, pages. */
class ModelListTest extends WithEachStore {
    @Test
    void listIsSearchedByNameAndKindAndShowsTheListedOnesAlone() throws Exception {
        try (ModelStore store = open()) {
            String red = store.save(SampleModels.safetensors("Red Rings", 1), true)
                    .model()
                    .id();
            String blue = store.save(SampleModels.safetensors("Blue rings", 2), true)
                    .model()
                    .id();
            store.save(SampleModels.safetensors("Secret rings", 3), false);
            assertEquals(Set.of(red, blue), Set.copyOf(saved(store, ModelQuery.of("RINGS", Optional.empty()))));
            assertEquals(List.of(red), saved(store, ModelQuery.of(" rings  re ", Optional.empty())));
            assertEquals(List.of(), saved(store, ModelQuery.of("green", Optional.empty())));
            assertEquals(
                    2,
                    saved(store, ModelQuery.of("", Optional.of(ModelCard.Kind.POINTS)))
                            .size());
            assertEquals(List.of(), saved(store, ModelQuery.of("", Optional.of(ModelCard.Kind.PHOTOS))));
        }
    }

    @Test
    void listIsNewestFirstInPartsWithoutGapsOrRepeats() throws Exception {
        for (int i = 0; i < 7; i++) {
            // Two models share each instant.
            try (ModelStore store = open(NOON.plusSeconds(i / 2), ENOUGH)) {
                store.save(SampleModels.safetensors("Model " + i, i), true);
            }
        }
        try (ModelStore store = open()) {
            List<StoredModel> models = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            int parts = 0;
            do {
                ListPage part = store.list(ModelQuery.ALL, cursor, 2);
                models.addAll(part.models());
                cursor = part.next();
                parts++;
            } while (cursor.isPresent());
            assertEquals(4, parts);
            assertEquals("bundled-one", models.get(0).id());
            assertTrue(models.get(0).bundled());
            List<StoredModel> saved = models.subList(1, models.size());
            assertEquals(7, new HashSet<>(saved).size());
            for (int i = 1; i < saved.size(); i++) {
                assertFalse(saved.get(i)
                        .created()
                        .orElseThrow()
                        .isAfter(saved.get(i - 1).created().orElseThrow()));
            }
            assertEquals(Optional.of("Model 6"), saved.get(0).name());
            for (String wrong : List.of("", "x", ".", "!.aaaa", "zzzzzzzzzzzzzzzzzzzz.a")) {
                assertThrows(
                        IllegalArgumentException.class, () -> store.list(ModelQuery.ALL, Optional.of(wrong), 2), wrong);
            }
        }
    }
}
