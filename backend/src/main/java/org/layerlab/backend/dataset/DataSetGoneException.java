package org.layerlab.backend.dataset;

/** The files of an open data set were removed. A broken image is left out, but this ends the work on the data set. */
public final class DataSetGoneException extends DataSetException {
    public DataSetGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
