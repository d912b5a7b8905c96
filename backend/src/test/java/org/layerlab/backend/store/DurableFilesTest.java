package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.Limits;

/** What is forced to disk, and when: no power failure can be made here. */
class DurableFilesTest extends WithStore {
    private final List<String> forced = new ArrayList<>();

    /** Writes down what is forced, and which files of the store have their final names by then. */
    private class Watched extends DurableFiles {
        Watched() {
            super(folder);
        }

        @Override
        void force(FileChannel channel) throws IOException {
            super.force(channel);
            List<String> endings = new ArrayList<>();
            for (String name : names()) {
                if (!isTemporary(name)) {
                    endings.add(name.substring(name.lastIndexOf('.')));
                }
            }
            forced.add((isFolder(channel) ? "folder" : "file of " + channel.size() + " bytes") + " with " + endings);
        }
    }

    /** Folders are opened for reading alone. */
    private static boolean isFolder(FileChannel channel) throws IOException {
        try {
            return channel.write(ByteBuffer.allocate(0)) != 0;
        } catch (NonWritableChannelException e) {
            return true;
        }
    }

    @Test
    void aSaveForcesEachFileBeforeItHasItsNameAndTheFolderAfterwards() throws Exception {
        Files.createDirectories(folder);
        try (ModelStore store = FolderStore.open(
                folder,
                new Watched(),
                Clock.fixed(NOON, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                ENOUGH,
                Map.of())) {
            forced.clear();
            Saved saved = store.save(SampleModels.safetensors("Rings", 1), true);
            String id = saved.model().id();
            long parameters = Files.size(folder.resolve(id + ".safetensors"));
            long json = Files.size(folder.resolve(id + ".json"));
            assertEquals(
                    List.of(
                            "file of " + parameters + " bytes with []",
                            "folder with [.safetensors]",
                            "file of " + json + " bytes with [.safetensors]",
                            "folder with [.json, .safetensors]"),
                    forced);

            forced.clear();
            store.delete(id, saved.manageToken().orElseThrow());
            long tombstone = Files.size(folder.resolve(id + ".json"));
            assertEquals(
                    List.of(
                            "file of " + tombstone + " bytes with [.json, .safetensors]",
                            "folder with [.json, .safetensors]",
                            "folder with [.json]"),
                    forced);
        }
    }

    @Test
    void forcingReachesTheFile() throws IOException {
        Path file = Files.createTempFile(temporary, "any", "");
        FileChannel closed = FileChannel.open(file, StandardOpenOption.WRITE);
        closed.close();
        assertThrows(ClosedChannelException.class, () -> new DurableFiles(temporary).force(closed));
    }
}
