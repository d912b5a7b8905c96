package org.layerlab.network.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that is not a photo the network can read; the message names the file and says what is wrong with it. */
public final class PhotoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean lacksMemory;

    public PhotoException(String message) {
        this(message, null);
    }

    public PhotoException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private PhotoException(String message, @Nullable Throwable cause, boolean lacksMemory) {
        super(message, cause);
        this.lacksMemory = lacksMemory;
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

    /**
     * A photo that is too large for the memory there is.
     *
     * @param name what to call the file
     * @param cause which allocation failed
     */
    public static PhotoException tooLarge(String name, @Nullable Throwable cause) {
        return new PhotoException(name + " needs more memory to decode than is available", cause, true);
    }

    /** Whether nothing but memory was short: with more of it, or at another moment, the photo can be read. */
    public boolean lacksMemory() {
        return lacksMemory;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
