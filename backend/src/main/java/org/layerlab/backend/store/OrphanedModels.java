package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a model's JSON file waits while its parameters are missing: it has its owner's token, and the parameters may come
 * back from a backup. In the root of an ext4 volume, a folder by this name is there already and takes nothing.
 */
final class OrphanedModels {
    private final Path folder;

    /**
     * @param store the folder of the store
     */
    OrphanedModels(Path store) {
        this.folder = store.resolve("lost+found");
    }

    Path path() {
        return folder;
    }

    /** Moves a JSON file in. */
    void keep(Path sidecar) throws IOException {
        if (Files.isDirectory(folder) && !Files.getOwner(folder).equals(Files.getOwner(sidecar.resolveSibling("")))) {
            // Root could write there, but then the server's user could not see that the id is taken.
            throw new AccessDeniedException(folder.toString());
        }
        FolderOwner.createFolder(folder);
        Files.move(sidecar, place(sidecar), StandardCopyOption.REPLACE_EXISTING);
    }

    boolean has(Path sidecar) {
        return Files.exists(place(sidecar), LinkOption.NOFOLLOW_LINKS);
    }

    /** Moves a JSON file back to where there is none. */
    void giveBack(Path sidecar) throws IOException {
        Files.move(place(sidecar), sidecar);
    }

    /** Where a JSON file of the store is while it is here. */
    Path place(Path sidecar) {
        return folder.resolve(sidecar.getFileName());
    }
}
