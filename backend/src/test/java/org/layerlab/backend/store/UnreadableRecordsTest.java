package org.layerlab.backend.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.store.WithStore.reason;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.backend.store.StoreReport.State;

/** A JSON that cannot be read keeps its id: nothing is saved over it, and only the operator removes it. */
class UnreadableRecordsTest extends WithEachStore {
    private static final byte[] FILE = SampleModels.safetensors("Bad", 2);

    private String save() throws Exception {
        try (ModelStore store = open()) {
            return store.save(FILE, true).model().id();
        }
    }

    private List<byte[]> damaged(String id) throws Exception {
        String json = new String(home.read(id + ".json"), UTF_8);
        return List.of(
                new byte[0],
                "{}".getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'},
                "[".repeat(100_000).getBytes(UTF_8),
                json.substring(0, json.length() / 2).getBytes(UTF_8),
                json.replaceFirst("\"bytes\":\\d+,", "").getBytes(UTF_8),
                json.replaceFirst("\"bytes\":\\d+", "\"bytes\":1e400").getBytes(UTF_8),
                json.replaceFirst("\"sha256\":\"[^\"]*\",", "").getBytes(UTF_8),
                json.replaceFirst("\"sha256\":\"[^\"]*\"", "\"sha256\":\"xx\"").getBytes(UTF_8),
                "{\"deleted\":\"2026-03-01T12:00:00Z\",\"blocked\":\"yes\"}".getBytes(UTF_8));
    }

    @Test
    void nothingIsSavedOverWhatCannotBeRead() throws Exception {
        String id = save();
        byte[] sound = home.read(id + ".json");
        List<byte[]> all = damaged(id);
        for (byte[] bad : kind == StoreHome.Kind.FOLDER ? all : all.subList(0, 5)) {
            home.write(id + ".json", bad);
            String text = new String(bad, 0, Math.min(bad.length, 100), UTF_8);
            try (ModelStore store = open()) {
                assertTrue(store.warnings().toString().contains(id + ".json"), store.warnings() + " for " + text);
                assertEquals(Reason.DAMAGED, reason(() -> store.find(id)), text);
                assertEquals(1, store.unreadable(), text);
                StoreException refused = assertThrows(StoreException.class, () -> store.save(FILE, true), text);
                assertEquals(Reason.DAMAGED, refused.reason(), text);
                String message = String.valueOf(refused.getMessage());
                assertTrue(message.contains("cannot be read"), message);
                assertTrue(message.contains("ask whoever runs the server"), message);
                assertArrayEquals(bad, home.read(id + ".json"), text);
                store.save(SampleModels.safetensors("Other", 3), true);
            }
            try (StoreReport report = home.place().report()) {
                assertEquals(State.UNREADABLE, report.find(id).state(), text);
            }
        }
        home.write(id + ".json", sound);
        try (ModelStore store = open()) {
            assertEquals(id, store.find(id).id());
            assertEquals(0, store.unreadable());
            assertTrue(store.save(FILE, true).existed());
        }
    }

    @Test
    void aListWithoutSizesIsMadeFromTheCard() throws Exception {
        String id = save();
        String json = new String(home.read(id + ".json"), UTF_8);
        home.write(
                id + ".json",
                json.replaceFirst("\"layerDims\":\\[[^\\]]*\\],", "").getBytes(UTF_8));
        try (ModelStore store = open()) {
            assertEquals(List.of(2, 3, 1), store.find(id).layerDims());
        }
    }

    @Test
    void theOperatorBlocksWhatCannotBeRead() throws Exception {
        String id = save();
        home.write(id + ".json", new byte[0]);
        home.place().remove(id, true);
        assertFalse(home.names().contains(id + ".safetensors"), home.names().toString());
        try (ModelStore store = open()) {
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            assertEquals(Reason.BLOCKED, reason(() -> store.save(FILE, true)));
        }
    }

    @Test
    void theOperatorDeletesWhatCannotBeReadOrHasNoRecord() throws Exception {
        String id = save();
        for (int round = 0; round < 2; round++) {
            String there = save();
            if (round == 0) {
                home.write(there + ".json", "{".getBytes(UTF_8));
            } else {
                home.delete(there + ".json");
            }
            home.place().remove(there, false);
            assertFalse(
                    home.names().contains(there + ".safetensors"), home.names().toString());
            try (ModelStore store = open()) {
                assertEquals(Reason.DELETED, reason(() -> store.find(there)));
            }
        }
        home.place().remove(id, true);
        try (ModelStore store = open()) {
            assertEquals(Reason.BLOCKED, reason(() -> store.save(FILE, true)));
            assertEquals(Reason.NOT_FOUND, reason(() -> store.remove("aaaaaaaaaaaaaaaa", true)));
        }
    }

    @Test
    void aServerThatRunsRemovesWhatItCannotRead() throws Exception {
        String id = save();
        home.write(id + ".json", new byte[0]);
        try (ModelStore store = open()) {
            store.remove(id, true);
            assertEquals(Reason.DELETED, reason(() -> store.find(id)));
            assertEquals(Reason.BLOCKED, reason(() -> store.save(FILE, true)));
        }
    }
}
