package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.Limits;

/** A card that is read while its owner changes the model. */
class CardDuringChangeTest extends WithStore {
    @Test
    void modelAndCardAreOfOneMoment() throws Exception {
        Files.createDirectories(folder);
        List<Runnable> afterWriting = new CopyOnWriteArrayList<>();
        DurableFiles files = new DurableFiles(folder) {
            @Override
            void write(String name, byte[] content) throws IOException {
                super.write(name, content);
                afterWriting.forEach(Runnable::run);
            }
        };
        try (ModelStore store = FolderStore.open(
                folder,
                files,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                ENOUGH,
                Map.of())) {
            Saved saved = store.save(SampleModels.safetensors("Before", 1), true);
            String id = saved.model().id();
            FutureTask<StoredModel.WithCard> read = new FutureTask<>(() -> store.findWithCard(id));
            // The file is the new one already, and the list still has the old model.
            afterWriting.add(() -> {
                Thread reader = new Thread(read);
                reader.start();
                while (reader.getState() != Thread.State.BLOCKED && reader.getState() != Thread.State.TERMINATED) {
                    Thread.onSpinWait();
                }
            });
            store.change(id, saved.manageToken().orElseThrow(), ModelChange.parse("{\"name\": \"After\"}"));
            StoredModel.WithCard found = read.get();
            assertEquals(found.model().name().orElse(""), found.card().getString("name", ""));
            assertEquals("After", store.findWithCard(id).card().getString("name", ""));
        }
    }
}
