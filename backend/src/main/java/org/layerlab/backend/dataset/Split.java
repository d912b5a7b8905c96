package org.layerlab.backend.dataset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The two parts of a data set: the network trains on one and is measured on the other. */
public enum Split {
    TRAIN,
    TEST;

    /** {@code train} or {@code test}, as in addresses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split with this {@link #id()}, if there is one. */
    public static Optional<Split> of(String id) {
        return Arrays.stream(values()).filter(split -> split.id().equals(id)).findFirst();
    }
}
