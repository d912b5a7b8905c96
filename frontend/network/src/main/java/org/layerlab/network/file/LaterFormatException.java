package org.layerlab.network.file;

/** Says that a file is not damaged, but of a format that a later version of LayerLab reads. */
public final class LaterFormatException extends ParameterFileException {
    private static final long serialVersionUID = 1;

    LaterFormatException(String message) {
        super(message);
    }
}
