package org.layerlab.backend.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;

/** Where saved models are kept: a folder or a bucket. */
public interface StorePlace {
    /**
     * Opens the store: creates what is missing, and removes what a crash left behind.
     *
     * @param random for the tokens
     * @param limits on each file that is saved
     * @param maxBytes of all files together
     * @param bundled safetensors files that come with the program, by id
     * @throws StoreException {@link Reason#UNUSABLE}, {@link Reason#UNREACHABLE} or {@link Reason#READ_ONLY} when the
     *     place cannot be used, or a bundled file is broken
     */
    ModelStore open(Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
            throws StoreException;

    /**
     * What is there; close it afterwards. Works while a server has the store.
     *
     * @throws StoreException {@link Reason#UNUSABLE} when there is no such store
     */
    StoreReport report() throws StoreException;

    /**
     * Deletes a model, whoever saved it; works while a server has the store.
     *
     * @param block whether the same content is refused from now on
     */
    void remove(String id, boolean block) throws StoreException, InterruptedException;
}
