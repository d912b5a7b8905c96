package org.layerlab.backend.store;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;

/** Bundled and saved models together, in memory: nothing here blocks. */
final class ModelCatalog {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final BundledModels bundled;
    private final ModelIndex saved;

    ModelCatalog(BundledModels bundled, ModelIndex saved) {
        this.bundled = bundled;
        this.saved = saved;
    }

    /**
     * The model with this id.
     *
     * @throws StoreException {@link Reason#NOT_FOUND}, {@link Reason#DELETED} or {@link Reason#DAMAGED}
     */
    StoredModel find(String id) throws StoreException {
        Optional<StoredModel> model = bundled.find(id).map(Bundled::model).or(() -> saved.find(id));
        if (model.isPresent()) {
            return model.get();
        }
        Optional<Tombstone> deleted = saved.deleted(id);
        if (deleted.isPresent()) {
            String how = deleted.get().blocked() ? "removed by whoever runs this server" : "deleted";
            throw new StoreException(
                    Reason.DELETED,
                    "This model was " + how + " on " + DAY.format(deleted.get().when()) + ".");
        }
        saved.requireReadable(id);
        throw new StoreException(
                Reason.NOT_FOUND, ModelId.isOne(id) ? "there is no model " + id : "there is no model with this id");
    }

    /** How many saved models cannot be read. */
    int unreadable() {
        return saved.unreadable();
    }

    /** A page of the list: bundled models first, then listed saved models, newest first. */
    ListPage list(ModelQuery query, Optional<String> cursor, int limit) {
        ListPage page = saved.list(query, cursor, limit);
        if (cursor.isPresent()) {
            return page;
        }
        List<StoredModel> all = new ArrayList<>(bundled.list(query));
        all.addAll(page.models());
        return new ListPage(all, page.next());
    }
}
