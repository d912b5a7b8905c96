package org.layerlab.backend.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Parameters;

/** The parameters with which a finished run is measured: those in its file. */
public final class StoredParameters {
    private StoredParameters() {}

    /**
     * The parameters as they come back from a file of that number format.
     *
     * @throws ParameterFileException when the format cannot hold them
     */
    public static Parameters of(Parameters parameters, ModelCard card, StorageType type) throws ParameterFileException {
        return type == StorageType.F64
                ? parameters
                : ParameterFile.read(new ParameterFile(parameters, card).toSafetensors(type))
                        .parameters();
    }

    /** The narrowest number format that holds these parameters exactly. */
    public static StorageType narrowest(Parameters parameters, ModelCard card) {
        for (StorageType type : List.of(StorageType.F16, StorageType.F32)) {
            if (holds(type, parameters, card)) {
                return type;
            }
        }
        return StorageType.F64;
    }

    private static boolean holds(StorageType type, Parameters parameters, ModelCard card) {
        List<Parameters.Named> read;
        try {
            read = of(parameters, card, type).named();
        } catch (ParameterFileException | IllegalArgumentException e) {
            // One is too large for it.
            return false;
        }
        List<Parameters.Named> written = parameters.named();
        return IntStream.range(0, read.size())
                .allMatch(
                        i -> Arrays.equals(read.get(i).values(), written.get(i).values()));
    }
}
