package org.layerlab.backend.store;

import java.util.Arrays;
import java.util.Optional;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.TensorFile;

/** The file formats in which a saved model can be downloaded. */
public enum ModelFormat {
    /** As it is stored, with the model card in its metadata. */
    SAFETENSORS("safetensors", "application/octet-stream"),
    /** What {@code numpy.load} reads. */
    NPZ("npz", "application/zip"),
    /** The network as an ONNX graph, in float32. */
    ONNX("onnx", "application/octet-stream");

    private final String ending;
    private final String mediaType;

    ModelFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    /** The ending of a file's name, without the dot. */
    public String ending() {
        return ending;
    }

    /** The media type of the file; none is registered for safetensors and ONNX. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Converts a model to this format.
     *
     * @param safetensors as it is stored
     * @throws IllegalArgumentException when the format cannot hold it
     */
    byte[] convert(byte[] safetensors) throws ParameterFileException {
        return switch (this) {
            case SAFETENSORS -> safetensors;
            case NPZ -> {
                TensorFile file = TensorFile.read(safetensors, Limits.DEFAULT);
                StorageType type = file.storage();
                // NumPy does not support BF16; float32 holds all of its values.
                yield ParameterFile.of(file, Limits.DEFAULT).toNpz(type == StorageType.BF16 ? StorageType.F32 : type);
            }
            case ONNX -> ParameterFile.read(safetensors).toOnnx();
        };
    }

    /** The format with this {@link #ending()}, if there is one. */
    public static Optional<ModelFormat> of(String ending) {
        return Arrays.stream(values())
                .filter(format -> format.ending.equals(ending))
                .findFirst();
    }
}
