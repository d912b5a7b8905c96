package org.layerlab.backend.store;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.layerlab.backend.store.StoreException.Reason;

/** Reads the folder of a store into memory: which models it has, and how much of the quota they take. */
final class FolderScan {
    private final StoreFolder folder;
    private final ModelIndex index;
    private final Quota quota;

    FolderScan(StoreFolder folder, ModelIndex index, Quota quota) {
        this.folder = folder;
        this.index = index;
        this.quota = quota;
    }

    /**
     * Brings the index and the quota up to date; what the folder does not have is forgotten.
     *
     * @param tidy whether to finish what a crash left unfinished, as {@link StoreFolder#scan} does
     * @return a warning for each model that is left out, and for parameters without a model
     * @throws StoreException {@link Reason#UNUSABLE} when the models do not fit into memory
     */
    List<String> run(boolean tidy) throws IOException, StoreException {
        // Only of a store that was open without its lock.
        Set<String> gone = index.ids();
        quota.set(0);
        List<String> warnings = folder.scan(
                new StoreFolder.Found() {
                    @Override
                    public void model(StoredModel model) {
                        gone.remove(model.id());
                        if (index.hasRoom()) {
                            index.put(model);
                        }
                    }

                    @Override
                    public void deleted(String id, Tombstone tombstone) {
                        gone.remove(id);
                        index.bury(id, tombstone);
                    }

                    @Override
                    public void unreadable(String id) {
                        gone.remove(id);
                        index.lose(id);
                    }

                    @Override
                    public void file(long bytes) {
                        quota.add(bytes);
                    }
                },
                tidy);
        gone.forEach(index::forget);
        index.requireRoom();
        return warnings;
    }
}
