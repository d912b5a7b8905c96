package org.layerlab.backend.dataset;

/** More photos, or larger ones, than can be prepared in memory. */
public final class DataSetTooLargeException extends DataSetException {
    private static final long serialVersionUID = 1;

    DataSetTooLargeException(String message) {
        super(message);
    }
}
