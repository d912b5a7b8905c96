package org.layerlab.backend.store;

import java.io.IOException;
import java.util.Optional;
import org.layerlab.backend.store.BundledModels.Bundled;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ParameterFileException;

/** Models as files to send: as they are stored, or converted once and kept in a cache. */
final class StoredFiles {
    private final BundledModels bundled;
    private final ParameterFiles files;
    private final FileCache cache;

    StoredFiles(BundledModels bundled, ParameterFiles files, FileCache cache) {
        this.bundled = bundled;
        this.files = files;
        this.cache = cache;
    }

    /** The file, if it need not be made or checked first; does not block for long. */
    Optional<FileCache.Cached> ready(StoredModel model, ModelFormat format) {
        if (!isStored(model, format)) {
            return cache.find(ModelStore.derivedName(model.id(), format.ending()));
        }
        return files.ready(model).map(file -> FileCache.Cached.onDisk(file, model.bytes()));
    }

    private static boolean isStored(StoredModel model, ModelFormat format) {
        return !model.bundled() && format == ModelFormat.SAFETENSORS;
    }

    FileCache.Cached make(StoredModel model, ModelFormat format) throws StoreException {
        if (isStored(model, format)) {
            return FileCache.Cached.onDisk(files.check(model), model.bytes());
        }
        Optional<FileCache.Cached> ready = ready(model, format);
        if (ready.isPresent()) {
            return ready.get();
        }
        byte[] content = read(model);
        try {
            return cache.get(ModelStore.derivedName(model.id(), format.ending()), () -> format.convert(content));
        } catch (IOException e) {
            throw StoreException.unusable("the model " + model.id() + " cannot be read", e);
        } catch (ParameterFileException | IllegalArgumentException e) {
            throw new StoreException(
                    e instanceof IllegalArgumentException ? Reason.NOT_CONVERTIBLE : Reason.UNUSABLE,
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
