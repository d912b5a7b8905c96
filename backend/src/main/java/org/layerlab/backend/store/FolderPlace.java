package org.layerlab.backend.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.layerlab.network.file.Limits;

/**
 * A folder of saved models.
 *
 * @param folder created if missing
 */
public record FolderPlace(Path folder) implements StorePlace {
    /** How long a server may take for what its operator asks. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public ModelStore open(Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException {
        return FolderStore.open(folder, clock, random, limits, maxBytes, bundled);
    }

    @Override
    public StoreReport report() throws StoreException {
        return new FolderReport(folder);
    }

    @Override
    public void remove(String id, boolean block) throws StoreException, InterruptedException {
        OperatorRequests.remove(folder, this::removeHere, id, block, PATIENCE);
    }

    private void removeHere(String id, boolean block) throws StoreException {
        try (ModelStore store = open(Clock.systemUTC(), new SecureRandom(), Limits.DEFAULT, Long.MAX_VALUE, Map.of())) {
            store.remove(id, block);
        }
    }

    @Override
    public String toString() {
        return folder.toAbsolutePath().normalize().toString();
    }
}
