package org.layerlab.backend.server;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.layerlab.backend.store.StoredModel;

/**
 * One content of each model, such as its card, made once and ready to send; the most recently used ones. Safe for use by
 * several threads.
 */
final class ModelContents {
    private record Entry(StoredModel model, String variant, Content content) {
        long bytes() {
            return (long) content.identity().length()
                    + (content.gzip() == null ? 0 : content.gzip().length());
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long bytes;

    /**
     * @param maxBytes of all contents together, compressed ones included
     */
    ModelContents(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The content of a model in this very state: a change makes a new {@link StoredModel}. */
    Optional<Content> find(StoredModel model) {
        return find(model, "");
    }

    /** The same where it depends on something else, too: the last variant is kept, as clients make up others. */
    synchronized Optional<Content> find(StoredModel model, String variant) {
        Entry entry = entries.get(model.id());
        return entry != null && isSame(entry.model, model) && entry.variant.equals(variant)
                ? Optional.of(entry.content)
                : Optional.empty();
    }

    /** Equality is not enough: a card has members that {@link StoredModel} lacks. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(StoredModel a, StoredModel b) {
        return a == b;
    }

    void put(StoredModel model, Content content) {
        put(model, "", content);
    }

    synchronized void put(StoredModel model, String variant, Content content) {
        Entry entry = new Entry(model, variant, content);
        Entry former = entries.put(model.id(), entry);
        bytes += entry.bytes() - (former == null ? 0 : former.bytes());
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }
}
