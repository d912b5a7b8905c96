package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;

/** The list in memory. */
class ModelIndexTest {
    @Test
    void aListThatFillsItsMemoryHasNoRoomForAnother() throws Exception {
        ModelIndex index = new ModelIndex(4500);
        index.requireRoomForAnother();
        ModelCard card = SampleModels.circles("Model", 1).card();
        StoredModel model = StoredModel.of("a".repeat(16), card, Optional.of(WithStore.NOON), 100, "", true, false);
        index.put(model);
        index.put(model);
        assertThrows(StoreLimitException.class, index::requireRoomForAnother);
        index.forget(model.id());
        index.requireRoomForAnother();
    }

    @Test
    void aModelThatIsSavedAgainFitsIntoAFullListInItsOwnPlace() throws Exception {
        ModelCard card = SampleModels.circles("Model", 1).card();
        StoredModel model = StoredModel.of("a".repeat(16), card, Optional.of(WithStore.NOON), 100, "", true, false);
        StoredModel other = StoredModel.of("b".repeat(16), card, Optional.of(WithStore.NOON), 100, "", true, false);
        ModelIndex index = new ModelIndex(1.5 * model.memory());
        index.put(model);
        index.requireRoom(model);
        assertThrows(StoreLimitException.class, () -> index.requireRoom(other));
    }

    /** As a refresh finds it in a bucket that another server writes to. */
    @Test
    void aModelThatIsSavedAgainLaterIsListedOnceAndIsNotDeletedAnyMore() {
        ModelIndex index = new ModelIndex(1e6);
        ModelCard card = SampleModels.circles("Model", 1).card();
        String id = "a".repeat(16);
        for (int i = 0; i < 2; i++) {
            index.put(StoredModel.of(id, card, Optional.of(WithStore.NOON.plusSeconds(i)), 100, "", true, false));
        }
        assertEquals(
                1, index.list(ModelQuery.ALL, Optional.empty(), 100).models().size());
        index.bury(id, new Tombstone(WithStore.NOON, false));
        assertEquals(
                List.of(), index.list(ModelQuery.ALL, Optional.empty(), 100).models());
        index.put(StoredModel.of(id, card, Optional.of(WithStore.NOON.plusSeconds(3)), 100, "", true, false));
        assertEquals(Optional.empty(), index.deleted(id));
    }

    @Test
    void theNotationOfManyLayersIsCutInAList() throws Exception {
        Architecture architecture =
                Architecture.parse("8x8x3" + ",conv3x2,relu".repeat(200) + ",gap,1", Activation.RELU);
        StoredModel model = StoredModel.of(
                "a".repeat(16),
                new CardBuilder(architecture).build(),
                Optional.of(WithStore.NOON),
                100,
                "",
                true,
                false);
        assertEquals(2000, model.layers().orElseThrow().length());
    }

    @Test
    void listOfTenThousandIsAnsweredFromMemory() throws Exception {
        ModelIndex index = new ModelIndex(1e9);
        ModelCard card = SampleModels.circles("Model", 1).card();
        for (int i = 0; i < 10_000; i++) {
            String id = ModelId.of(Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}), 0);
            ModelCard named = new CardBuilder(card).name("Model " + i).build();
            index.put(StoredModel.of(
                    id, named, Optional.of(WithStore.NOON.plusMillis(i / 3)), 100, "", i % 2 == 0, false));
        }
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        int parts = 0;
        do {
            ListPage part = index.list(ModelQuery.ALL, cursor, 100);
            part.models().forEach(model -> assertTrue(seen.add(model.id())));
            cursor = part.next();
            parts++;
        } while (cursor.isPresent());
        assertEquals(5000, seen.size());
        assertEquals(50, parts);
        assertEquals(
                List.of(Optional.of("Model 9998")),
                index.list(ModelQuery.of("model 9998", Optional.empty()), Optional.empty(), 100).models().stream()
                        .map(StoredModel::name)
                        .toList());
    }
}
