package org.layerlab.backend.store;

import java.util.Arrays;
import java.util.Optional;

/** The file formats in which a saved model is given out. */
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

    /** The media type to send it as; none is registered for safetensors and ONNX. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of this {@link #ending()}, if there is one. */
    public static Optional<ModelFormat> of(String ending) {
        return Arrays.stream(values())
                .filter(format -> format.ending.equals(ending))
                .findFirst();
    }
}
