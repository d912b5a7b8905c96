package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ModelCard;

/** What is in a folder of models. */
final class FolderReport implements StoreReport {
    private final StoreFolder folder;
    private final Path path;

    /**
     * @throws StoreException {@link Reason#UNUSABLE} when there is no such folder
     */
    FolderReport(Path store) throws StoreException {
        if (!Files.isDirectory(store)) {
            throw new StoreException(Reason.UNUSABLE, "there is no store at " + store);
        }
        this.path = store;
        this.folder = new StoreFolder(store, new DurableFiles(store));
    }

    @Override
    public List<Line> lines() throws StoreException {
        Map<String, Boolean> found = new HashMap<>();
        boolean hasOthers = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
                if (ModelId.isOne(stem) && (name.endsWith(".json") || name.endsWith(".safetensors"))) {
                    found.merge(stem, name.endsWith(".json"), Boolean::logicalOr);
                } else if (!name.startsWith(".") && Files.isRegularFile(file)) {
                    hasOthers = true;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw StoreException.unusable("the store " + path + " cannot be read", new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw StoreException.unusable("the store " + path + " cannot be read", e);
        }
        if (found.isEmpty() && hasOthers && !FolderLock.isIn(path)) {
            throw new StoreException(
                    Reason.UNUSABLE, path + " is not a store: there are files in it, but none of a server");
        }
        List<Line> lines = new ArrayList<>();
        found.forEach((id, hasJson) -> lines.add(hasJson ? line(id) : new Line(id, State.ORPHANED, Optional.empty())));
        lines.sort(Line.NEWEST_FIRST);
        return lines;
    }

    @Override
    public Line find(String id) throws StoreException {
        if (ModelId.isOne(id) && Files.exists(path.resolve(id + ".json"))) {
            return line(id);
        }
        if (ModelId.isOne(id) && Files.exists(folder.parameters(id))) {
            return new Line(id, State.ORPHANED, Optional.empty());
        }
        throw new StoreException(Reason.NOT_FOUND, "there is no model " + id + " in " + path);
    }

    private Line line(String id) {
        try {
            Sidecar sidecar = folder.readSidecar(id);
            Optional<Tombstone> tombstone = sidecar.deleted();
            if (tombstone.isPresent()) {
                return Line.of(id, tombstone.get());
            }
            State state = Files.isRegularFile(folder.parameters(id)) ? State.SAVED : State.INCOMPLETE;
            return new Line(id, state, Optional.of(sidecar.model(id)));
        } catch (IOException e) {
            return new Line(id, State.UNREADABLE, Optional.empty());
        }
    }

    @Override
    public ModelCard card(String id) throws StoreException {
        try {
            return folder.readSidecar(id).modelCard();
        } catch (IOException e) {
            throw StoreException.unreadable(id, e);
        }
    }

    @Override
    public Line verified(Line line) {
        if (line.state() != State.SAVED || line.model().isEmpty()) {
            return line;
        }
        try {
            new CheckedFiles(folder).check(line.model().get());
            return line;
        } catch (StoreException e) {
            return new Line(line.id(), State.DAMAGED, line.model());
        }
    }
}
