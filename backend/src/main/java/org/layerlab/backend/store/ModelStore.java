package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ParameterFileException;

/**
 * Saved models, in a folder or in a bucket ({@link StorePlace}). Each model has
 *
 * <ul>
 *   <li>{@code ID.safetensors}: its parameters and card. The id is made from the file's SHA-256, so that the same
 *       content is stored once, and a link never changes its meaning;
 *   <li>{@code ID.json}: when it was saved, the hash of the token that manages it, and what its owner has changed
 *       since ({@link Sidecar}); after the deletion it stays and says so.
 * </ul>
 *
 * <p>Training is reproducible: two people who run the same experiment save the same bytes and get the same link. It
 * belongs to whoever saved it first. Once that owner has deleted it, its address stays deleted; the next person to save
 * the same content owns it under another address ({@link ModelId}). So a stranger cannot revive a deleted link, and a
 * deletion does not keep others from saving their own run.
 *
 * <p>What makes a model visible is written last: it is whole or absent, whatever happens. Bundled models come first in
 * the list, under fixed ids.
 *
 * <p>Blocking; safe for use by several threads. {@link #find} and {@link #list}, which most requests need, answer from
 * memory.
 */
public interface ModelStore extends AutoCloseable {
    /** Problems found at the start, one line each. */
    List<String> warnings();

    /** The number of models that have been saved and not deleted. */
    int size();

    /** The number of models whose records cannot be read, as far as that is known. */
    int unreadable();

    /** Bytes of all files together that count towards the store's limit, in whole blocks; does not block. */
    long usedBytes();

    /** Whether files and cards come over a network: then reading them takes long, and several are read at once. */
    boolean isRemote();

    /** {@link #save(Upload, boolean, Optional)} of a file that is read first, with a token made here. */
    default Saved save(byte[] upload, boolean listed) throws ParameterFileException, StoreException {
        return save(read(upload), listed, Optional.empty());
    }

    /** Reads an uploaded file within the limits of this store. */
    Upload read(byte[] upload) throws ParameterFileException;

    /** Whether saving this would store nothing new. */
    boolean has(Upload upload);

    /**
     * Saves a model. Whoever saves the same again with the same token has the same right as before, so a save whose
     * answer was lost may be repeated.
     *
     * @param listed whether the list shows it; ignored for content that is there already, whose owner decides
     * @param chosen the token that is to manage it; where empty, one is made
     * @throws StoreException {@link Reason#FULL}, {@link Reason#READ_ONLY}, {@link Reason#UNWRITABLE}, {@link
     *     Reason#BLOCKED}, {@link Reason#UNREACHABLE}, or {@link Reason#DAMAGED} when there is something of it that cannot
     *     be read
     */
    Saved save(Upload upload, boolean listed, Optional<ManageToken> chosen) throws StoreException;

    /**
     * Checks that a token manages a model, as {@link #change} does. Learns what another server has written of the model;
     * blocks.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#BUNDLED}, {@link
     *     Reason#WRONG_TOKEN}, {@link Reason#DAMAGED}, {@link Reason#UNREACHABLE}
     */
    void requireOwner(String id, String token) throws StoreException;

    /**
     * Changes what the owner of a model may change.
     *
     * @return the model as it is now
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#BUNDLED}, {@link
     *     Reason#WRONG_TOKEN}, {@link Reason#FULL}, {@link Reason#READ_ONLY}, {@link Reason#UNWRITABLE}, {@link
     *     Reason#UNREACHABLE}
     */
    StoredModel change(String id, String token, ModelChange change) throws StoreException;

    /**
     * Deletes a model for good; its address says from now on that it was deleted.
     *
     * @throws StoreException as {@link #change}
     */
    void delete(String id, String token) throws StoreException;

    /**
     * Deletes a model, whoever saved it, or what is left of one: parameters without a JSON, or a JSON that cannot be read.
     *
     * @param block whether the same content is refused from now on
     * @throws StoreException as {@link #delete}, without a token to be wrong
     */
    void remove(String id, boolean block) throws StoreException;

    /**
     * The model with this id; does not block.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, or {@link Reason#DAMAGED} when it cannot
     *     be read
     */
    StoredModel find(String id) throws StoreException;

    /** The model with this id and its card. */
    StoredModel.WithCard findWithCard(String id) throws StoreException;

    /**
     * A page of the list: bundled models first, then listed saved models, newest first. Does not block.
     *
     * @param cursor {@link ListPage#next} of the page before; empty for the first page
     * @param limit the maximum number of saved models
     * @throws IllegalArgumentException when the cursor is not one that this list gave
     */
    ListPage list(ModelQuery query, Optional<String> cursor, int limit);

    /**
     * The model as a file to send, if it need not be made, fetched or checked first; does not block for long.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}
     */
    Optional<FileCache.Cached> readyFile(String id, ModelFormat format) throws StoreException;

    /**
     * The model as a file to send. It stays as long as the model does, or until others need the room.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED}, {@link Reason#DAMAGED}, {@link
     *     Reason#UNREACHABLE}, {@link Reason#NOT_CONVERTIBLE} when the format cannot hold it, or {@link Reason#UNUSABLE} when
     *     it cannot be read
     */
    FileCache.Cached file(String id, ModelFormat format) throws StoreException;

    /** The whole safetensors file of a model; blocks, and fails as {@link #file} does. */
    byte[] read(String id) throws StoreException;

    /** A new file to receive an upload; the next start removes it if it stays. */
    Path newTemporaryFile() throws StoreException;

    /**
     * Writes something, and checks that the largest model would fit on the disk and in the store's limits.
     *
     * @throws StoreLimitException when it would not fit in these
     * @throws StoreException when that fails
     */
    void checkWritable() throws StoreException;

    /**
     * Does what the operator asked for meanwhile ({@link OperatorRequests}), or learns what other servers
     * changed; called about once a second.
     */
    void serveOperator() throws IOException, StoreException;

    /** Reads what another server has written of this model; blocks. Nothing to do where no other server can. */
    default void learn(String id) throws StoreException {}

    /** Learns at once all that other servers have written; blocks. */
    default void refreshNow() throws StoreException {}

    /** Whether the folder that this store has read is there and open to this user; does not block for long. */
    boolean isThere();

    /** The name in the {@link #cache} of a file made from a model; it is deleted with the model. */
    static String derivedName(String id, String ending) {
        return id + "." + ending;
    }

    /** Files made or fetched on demand, on this machine. */
    FileCache cache();

    /** Lets another server use the folder. */
    @Override
    void close();
}
