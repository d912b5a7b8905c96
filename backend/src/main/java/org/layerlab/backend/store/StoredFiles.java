package org.layerlab.backend.store;

import java.io.IOException;
import java.util.Optional;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ParameterFileException;

/** Models as files to send: as they are stored, or converted once and kept in a cache. */
final class StoredFiles {
    private final BundledModels bundled;
    private final CheckedFiles files;
    private final FileCache cache;

    StoredFiles(BundledModels bundled, CheckedFiles files, FileCache cache) {
        this.bundled = bundled;
        this.files = files;
        this.cache = cache;
    }

    static String derivedName(String id, String ending) {
        return id + "." + ending;
    }

    /** The file, if it need not be made or checked first; does not block for long. */
    Optional<FileCache.Cached> ready(StoredModel model, ModelFormat format) {
        if (!isStored(model, format)) {
            return cache.find(derivedName(model.id(), format.ending()));
        }
        return files.isChecked(model) ? Optional.of(stored(model)) : Optional.empty();
    }

    private static boolean isStored(StoredModel model, ModelFormat format) {
        return !model.bundled() && format == ModelFormat.SAFETENSORS;
    }

    private FileCache.Cached stored(StoredModel model) {
        return FileCache.Cached.onDisk(files.file(model), model.bytes());
    }

    FileCache.Cached make(StoredModel model, ModelFormat format) throws StoreException {
        if (isStored(model, format)) {
            files.check(model);
            return stored(model);
        }
        Optional<FileCache.Cached> ready = ready(model, format);
        if (ready.isPresent()) {
            return ready.get();
        }
        byte[] content = read(model);
        try {
            return cache.get(derivedName(model.id(), format.ending()), () -> format.convert(content));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + model.id() + " cannot be read", e);
        } catch (ParameterFileException | IllegalArgumentException e) {
            throw new StoreException(
                    Reason.UNUSABLE,
                    "the model " + model.id() + " cannot be converted to " + format.ending() + ": " + e.getMessage(),
                    e);
        }
    }

    /** The whole safetensors file. */
    byte[] read(StoredModel model) throws StoreException {
        Optional<Bundled> ofProgram = bundled.find(model.id());
        return ofProgram.isPresent() ? ofProgram.get().file() : files.read(model);
    }
}
