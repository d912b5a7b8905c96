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
        return lines(found());
    }

    /** Ids of models, and whether each has a JSON file. */
    private Map<String, Boolean> found() throws StoreException {
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
        return found;
    }

    /** What became of these meanwhile: those that had no JSON file come last, as they may just have been saved. */
    List<Line> lines(Map<String, Boolean> found) {
        List<Line> lines = new ArrayList<>();
        for (boolean hadJson : new boolean[] {true, false}) {
            found.forEach((id, hasJson) -> {
                if (hasJson == hadJson) {
                    lines.add(line(id));
                }
            });
        }
        lines.sort(Line.NEWEST_FIRST);
        return lines;
    }

    @Override
    public Line find(String id) throws StoreException {
        if (ModelId.isOne(id) && (folder.hasSidecar(id) || folder.hasParameters(id))) {
            return line(id);
        }
        throw new StoreException(Reason.NOT_FOUND, "there is no model " + id + " in " + path);
    }

    private Line line(String id) {
        // Before its JSON: a deletion is recorded there, and then its parameters go.
        boolean hasParameters = Files.isRegularFile(folder.parameters(id));
        if (!folder.hasSidecar(id)) {
            return new Line(id, State.ORPHANED, Optional.empty());
        }
        try {
            Sidecar sidecar = folder.readSidecar(id);
            Optional<Tombstone> tombstone = sidecar.deleted();
            if (tombstone.isPresent()) {
                return Line.of(id, tombstone.get());
            }
            State state = hasParameters ? State.SAVED : State.INCOMPLETE;
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
            // It may have been deleted meanwhile.
            Line now = line(line.id());
            return now.state() == State.DELETED || now.state() == State.BLOCKED
                    ? now
                    : new Line(line.id(), State.DAMAGED, line.model());
        }
    }
}
