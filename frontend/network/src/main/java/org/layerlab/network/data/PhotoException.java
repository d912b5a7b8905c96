package org.layerlab.network.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that is not a photo the network can read; the message names the file and says what is wrong with it. */
public final class PhotoException extends Exception {
    private static final long serialVersionUID = 1L;

    public PhotoException(String message) {
        super(message);
    }

    public PhotoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * A photo whose header is sound and whose picture is not.
     *
     * @param name what to call the file
     * @param cause what the decoder says, if it does
     */
    public static PhotoException damaged(String name, @Nullable Throwable cause) {
        return new PhotoException(name + " is damaged: its picture cannot be decoded", cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
