package org.layerlab.backend.store;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.store.StoreException.Reason;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;

/** Models that come with the program, in memory, under fixed ids. */
final class BundledModels {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final Map<String, Bundled> models = new TreeMap<>();

    /** A model with its card and its safetensors file. */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is
    record Bundled(StoredModel model, JsonObject card, byte[] file) {}

    /**
     * @param files safetensors, by id
     * @throws StoreException {@link Reason#UNUSABLE} when one is broken, or its id could be that of a saved model
     */
    BundledModels(Map<String, byte[]> files) throws StoreException {
        for (Map.Entry<String, byte[]> entry : files.entrySet()) {
            String id = entry.getKey();
            if (!ID.matcher(id).matches() || ModelId.isOne(id)) {
                throw new StoreException(Reason.UNUSABLE, "'" + id + "' cannot be the id of a bundled model");
            }
            try {
                byte[] file = entry.getValue();
                ModelCard card = ParameterFile.read(file).card();
                JsonObject json = card.json();
                String sha256 = Sha256.hex(file);
                StoredModel model =
                        StoredModel.of(id, card, Summary.instant(json.get("created")), file.length, sha256, true, true);
                models.put(id, new Bundled(model, json, file));
            } catch (ParameterFileException e) {
                throw new StoreException(
                        Reason.UNUSABLE, "the bundled model " + id + " is broken: " + e.getMessage(), e);
            }
        }
    }

    Optional<Bundled> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    List<StoredModel> list(ModelQuery query) {
        return models.values().stream()
                .map(Bundled::model)
                .filter(query::matches)
                .toList();
    }
}
