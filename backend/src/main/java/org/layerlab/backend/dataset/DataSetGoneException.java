package org.layerlab.backend.dataset;

/**
 * The files of an open data set were taken away. Unlike a broken image, which is left out, this ends what was to be
 * done with the data set.
 */
public final class DataSetGoneException extends DataSetException {
    public DataSetGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
