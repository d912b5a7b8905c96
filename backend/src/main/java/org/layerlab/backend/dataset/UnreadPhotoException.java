package org.layerlab.backend.dataset;

/** An image file could not be read this time, such as for lack of permission, so that nobody knows what is in it. */
final class UnreadPhotoException extends DataSetException {
    private static final long serialVersionUID = 1;

    UnreadPhotoException(String message, Throwable cause) {
        super(message, cause);
    }
}
