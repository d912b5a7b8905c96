package org.layerlab.backend.training;

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
}
