package org.layerlab.backend.store;

import java.nio.file.Path;
import java.util.Optional;
import org.layerlab.backend.store.StoreException.Reason;

/**
 * The parameter files of saved models, each compared with its SHA-256 before it is given: what a disk or a network has
 * damaged is never sent under an address that promises this very content. Safe for use by several threads.
 */
interface ParameterFiles {
    /** The file of this model, if it has been checked and is at hand; does not block for long. */
    Optional<Path> ready(StoredModel model);

    /**
     * The file of this model, compared with its hash now if that was not done before.
     *
     * @throws StoreException {@link Reason#DAMAGED} when it is not what was saved, {@link Reason#UNUSABLE} or {@link
     *     Reason#UNREACHABLE} when it cannot be read
     */
    Path check(StoredModel model) throws StoreException;

    /** The content of the file, which is what was saved; fails as {@link #check} does. */
    byte[] read(StoredModel model) throws StoreException;
}
