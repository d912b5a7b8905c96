package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.StoreReport.Line;
import org.layerlab.backend.store.StoreReport.State;

/** What a folder's report says of models that a server saves and deletes meanwhile. */
class FolderReportTest extends WithStore {
    private final byte[] file = SampleModels.safetensors("Rings", 1);

    @Test
    void aModelThatIsDeletedMeanwhileIsNotDamaged() throws Exception {
        try (ModelStore store = open();
                StoreReport report = new FolderReport(folder)) {
            store.save(file, true);
            store.save(SampleModels.safetensors("Other", 2), true);
            List<Line> lines = report.lines();
            store.remove(lines.get(0).id(), false);
            store.remove(lines.get(1).id(), true);
            assertEquals(State.DELETED, report.verified(lines.get(0)).state());
            assertEquals(State.BLOCKED, report.verified(lines.get(1)).state());
        }
    }

    @Test
    void aModelThatLosesItsParametersMeanwhileIsDamaged() throws Exception {
        try (ModelStore store = open();
                StoreReport report = new FolderReport(folder)) {
            String id = store.save(file, true).model().id();
            Line line = report.find(id);
            Files.delete(folder.resolve(id + ".safetensors"));
            assertEquals(State.DAMAGED, report.verified(line).state());
        }
    }

    @Test
    void aModelThatIsSavedMeanwhileIsNotOrphaned() throws Exception {
        try (ModelStore store = open()) {
            String id = store.save(file, true).model().id();
            // The folder was read between its two files.
            List<Line> lines = new FolderReport(folder).lines(Map.of(id, false));
            assertEquals(List.of(State.SAVED), lines.stream().map(Line::state).toList());
            Files.delete(folder.resolve(id + ".json"));
            lines = new FolderReport(folder).lines(Map.of(id, false));
            assertEquals(
                    List.of(State.ORPHANED), lines.stream().map(Line::state).toList());
        }
    }
}
