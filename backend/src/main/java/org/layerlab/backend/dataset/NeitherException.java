package org.layerlab.backend.dataset;

/** What is wrong is among the pictures that show neither a cat nor a dog. */
public final class NeitherException extends DataSetException {
    NeitherException(DataSetException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
