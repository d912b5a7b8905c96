package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFileException;

/** What a store does wherever its models are kept: it lists and finds them in memory, and sends them as files. */
abstract class CatalogStore implements ModelStore {
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;
    private final BundledModels bundled;
    private final FileCache cache;
    private final StoredFiles files;
    private final ModelCatalog catalog;
    private List<String> warnings = List.of();

    /**
     * @param random for the tokens
     * @param limits on each file that is saved
     * @param index of the saved models, which whoever saves and deletes keeps up to date
     * @param parameters of the saved models
     */
    CatalogStore(
            Clock clock,
            SecureRandom random,
            Limits limits,
            BundledModels bundled,
            ModelIndex index,
            ParameterFiles parameters,
            FileCache cache) {
        this.clock = clock;
        this.random = random;
        this.limits = limits;
        this.bundled = bundled;
        this.cache = cache;
        this.files = new StoredFiles(bundled, parameters, cache);
        this.catalog = new ModelCatalog(bundled, index);
    }

    final void warn(List<String> found) {
        warnings = List.copyOf(found);
    }

    @Override
    public final List<String> warnings() {
        return warnings;
    }

    /** Bytes of the largest file that may be saved. */
    final long largestFile() {
        return limits.fileBytes();
    }

    @Override
    public final Upload read(byte[] upload) throws ParameterFileException {
        return Upload.read(upload, limits);
    }

    /**
     * A model to be saved.
     *
     * @param token manages it
     * @param json its JSON file
     */
    @SuppressWarnings("ArrayRecordComponent") // written as it is
    record Draft(StoredModel model, ManageToken token, byte[] json) {
        Saved saved() {
            return new Saved(model, false, Optional.of(token));
        }
    }

    /** A model with this id, saved now; its token is the chosen one, or a new one. */
    final Draft draft(String id, Upload upload, boolean listed, Optional<ManageToken> chosen) {
        // Milliseconds: that is what the cursor of the list can tell apart.
        Optional<Instant> now = Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        StoredModel model =
                StoredModel.of(id, upload.card(), now, upload.file().length, upload.sha256(), listed, false);
        ManageToken token = chosen.orElseGet(() -> ManageToken.random(random));
        return new Draft(
                model, token, Sidecar.of(model, upload.card().json(), token).toBytes());
    }

    /** Refuses what somebody saves under the id of other content. */
    static void requireSame(StoredModel there, Upload upload) throws StoreException {
        if (!there.sha256().equals(upload.sha256())) {
            throw new StoreException(Reason.UNUSABLE, "another model already has the id " + there.id());
        }
    }

    static StoreException blocked() {
        return new StoreException(Reason.BLOCKED, "whoever runs this server has blocked this model");
    }

    /** What is left of a model that is deleted now. */
    final Tombstone tombstone(boolean block) {
        return new Tombstone(clock.instant(), block);
    }

    /** Refuses to change a model that is not there, or that comes with the program. */
    final void requireSaved(String id) throws StoreException {
        if (find(id).bundled()) {
            throw new StoreException(Reason.BUNDLED, "the model " + id + " comes with LayerLab and cannot be changed");
        }
    }

    @Override
    public final StoredModel find(String id) throws StoreException {
        return catalog.find(id);
    }

    @Override
    public final StoredModel.WithCard findWithCard(String id) throws StoreException {
        StoredModel model = find(id);
        Optional<Bundled> ofProgram = bundled.find(id);
        if (ofProgram.isPresent()) {
            return new StoredModel.WithCard(
                    model, new JsonObject(ofProgram.get().card()));
        }
        try {
            return withCard(id);
        } catch (IOException e) {
            throw StoreException.unreadable(id, e);
        }
    }

    /** A saved model and its card, both from before a change or both from after it. */
    abstract StoredModel.WithCard withCard(String id) throws IOException, StoreException;

    @Override
    public final int unreadable() {
        return catalog.unreadable();
    }

    @Override
    public final ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        return catalog.list(query, cursor, limit);
    }

    @Override
    public final Optional<FileCache.Cached> readyFile(String id, ModelFormat format) throws StoreException {
        return files.ready(find(id), format);
    }

    @Override
    public final FileCache.Cached file(String id, ModelFormat format) throws StoreException {
        return files.make(find(id), format);
    }

    @Override
    public final byte[] read(String id) throws StoreException {
        return files.read(find(id));
    }

    @Override
    public final FileCache cache() {
        return cache;
    }
}
