package org.layerlab.backend.store;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/** Opens stores in a temporary folder. */
abstract class WithStore {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static final long ENOUGH = 1L << 30;

    @TempDir
    Path temporary;

    Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temporary.resolve("deep/store");
    }

    ModelStore open() throws StoreException {
        return open(NOON, ENOUGH);
    }

    ModelStore open(Instant now, long maxBytes) throws StoreException {
        return FolderStore.open(
                folder,
                Clock.fixed(now, ZoneOffset.UTC),
                new SecureRandom(),
                Limits.DEFAULT,
                maxBytes,
                Map.of("bundled-one", SampleModels.safetensors("Bundled", 99)));
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !Set.of("cache", ".lock", ".reserve").contains(name))
                    .sorted()
                    .toList();
        }
    }

    static Reason reason(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(StoreException.class, call).reason();
    }

    static List<String> saved(ModelStore store, ModelQuery query) {
        return store.list(query, Optional.empty(), 100).models().stream()
                .filter(model -> !model.bundled())
                .map(StoredModel::id)
                .toList();
    }
}
