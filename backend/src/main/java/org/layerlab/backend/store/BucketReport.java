package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.store.BucketObjects.Found;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ModelCard;

/** What is in a bucket of models. Reads models one at a time, for an operator at a terminal. */
final class BucketReport implements StoreReport {
    private final Bucket bucket;
    private final BucketObjects objects;

    BucketReport(Bucket bucket) {
        this.bucket = bucket;
        this.objects = new BucketObjects(bucket);
    }

    /** Which of a model's two objects there are. */
    private record Parts(boolean json, boolean parameters) {
        Parts and(Parts other) {
            return new Parts(json || other.json, parameters || other.parameters);
        }
    }

    @Override
    public List<Line> lines() throws StoreException {
        Map<String, Parts> found = new TreeMap<>();
        List<Line> lines = new ArrayList<>();
        try {
            bucket.list(object -> {
                String name = object.name();
                String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                Parts parts = new Parts(name.endsWith(BucketObjects.JSON), name.endsWith(BucketObjects.PARAMETERS));
                if (ModelId.isOne(stem) && (parts.json || parts.parameters)) {
                    found.merge(stem, parts, Parts::and);
                }
            });
            for (Map.Entry<String, Parts> entry : found.entrySet()) {
                lines.add(line(entry.getKey(), entry.getValue()));
            }
        } catch (BucketException e) {
            throw StoreException.of(e);
        }
        lines.sort(Line.NEWEST_FIRST);
        return lines;
    }

    private Line line(String id, Parts parts) throws BucketException {
        try {
            // The list may be older than a model's JSON, or than its deletion.
            Optional<Found> found = objects.find(id);
            if (found.isEmpty()) {
                return new Line(id, State.ORPHANED, Optional.empty());
            }
            Optional<Tombstone> tombstone = found.get().tombstone();
            if (tombstone.isPresent()) {
                return Line.of(id, tombstone.get());
            }
            return new Line(
                    id,
                    parts.parameters ? State.SAVED : State.INCOMPLETE,
                    found.get().model());
        } catch (IOException e) {
            return new Line(id, State.UNREADABLE, Optional.empty());
        } catch (BucketException e) {
            objects.requireOthers();
            return new Line(id, State.UNREADABLE, Optional.empty());
        }
    }

    @Override
    public Line find(String id) throws StoreException {
        if (ModelId.isOne(id)) {
            try {
                Parts parts = new Parts(isThere(id + BucketObjects.JSON), isThere(id + BucketObjects.PARAMETERS));
                if (parts.json || parts.parameters) {
                    return line(id, parts);
                }
            } catch (BucketException e) {
                throw StoreException.of(e);
            }
        }
        throw new StoreException(Reason.NOT_FOUND, "there is no model " + id + " in " + bucket.where());
    }

    private boolean isThere(String name) throws BucketException {
        try {
            return bucket.start(name, 1).size() >= 0;
        } catch (BucketException e) {
            if (e.trouble() == Trouble.NO_OBJECT) {
                return false;
            }
            objects.requireOthers();
            return true;
        }
    }

    @Override
    public ModelCard card(String id) throws StoreException {
        try {
            return objects.read(id)
                    .orElseThrow(() -> BucketWrites.notFound(id))
                    .sidecar()
                    .modelCard();
        } catch (BucketException e) {
            throw StoreException.of(e);
        } catch (IOException e) {
            throw StoreException.unreadable(id, e);
        }
    }

    @Override
    public Line verified(Line line) throws StoreException {
        if (line.state() != State.SAVED || line.model().isEmpty()) {
            return line;
        }
        StoredModel model = line.model().get();
        try {
            Path file = Files.createTempFile("layerlab-verify-", ".tmp");
            try {
                byte[] digest = bucket.download(line.id() + BucketObjects.PARAMETERS, file, model.bytes());
                return model.hasDigest(digest) ? line : deletedOr(State.DAMAGED, line);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (BucketException e) {
            if (e.trouble() == Trouble.NO_OBJECT) {
                return deletedOr(State.INCOMPLETE, line);
            }
            return unreadable(e, line);
        } catch (IOException e) {
            throw StoreException.unwritable("the model " + line.id() + " cannot be fetched", e);
        }
    }

    /** What a model without its parameters is: deleted meanwhile, or else in this state. */
    private Line deletedOr(State state, Line line) throws StoreException {
        try {
            Optional<Tombstone> tombstone = objects.find(line.id()).flatMap(Found::tombstone);
            return tombstone.isPresent()
                    ? Line.of(line.id(), tombstone.get())
                    : new Line(line.id(), state, line.model());
        } catch (BucketException e) {
            throw StoreException.of(e);
        } catch (IOException e) {
            return new Line(line.id(), State.UNREADABLE, line.model());
        }
    }

    /** A model whose parameters cannot be read, while other objects can. */
    private Line unreadable(BucketException failure, Line line) throws StoreException {
        try {
            objects.requireOthers();
        } catch (BucketException e) {
            e.addSuppressed(failure);
            throw StoreException.of(e);
        }
        return deletedOr(State.DAMAGED, line);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
