package org.layerlab.network.foreign;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/** What a tensor is in its layer, by the last word of its name. */
enum Role {
    /** {@code weight} of PyTorch and MLX: (out, in); of a batch normalization its γ. */
    WEIGHT("weight"),
    /** {@code kernel} of Keras and Flax: (in, out). */
    KERNEL("kernel depthwise_kernel"),
    /** {@code W} of whoever writes NumPy: the shapes tell which way round it is. */
    MATRIX("w weights"),
    BIAS("bias b biases"),
    GAMMA("gamma scale"),
    BETA("beta"),
    MEAN("running_mean moving_mean mean"),
    VARIANCE("running_var moving_variance variance var"),
    /** {@code vars/0, vars/1} of Keras's own files: their order tells what they are. */
    VARIABLE(""),
    /** {@code arr_0} of {@code numpy.savez} without names: the order tells what they are. */
    POSITION(""),
    /** No parameter: counters, an optimizer's state. */
    IGNORED("num_batches_tracked"),
    UNKNOWN("");

    /** Parted by spaces. */
    private final String words;

    Role(String words) {
        this.words = words;
    }

    /** Whether nothing is known of it, or its order alone. */
    boolean isUnknown() {
        return this == UNKNOWN || this == VARIABLE || this == POSITION;
    }

    /** The role that this word names, if it names one. */
    static @Nullable Role of(String word) {
        for (Role role : values()) {
            for (String known : Text.split(role.words, ' ')) {
                if (!word.isEmpty() && known.equalsIgnoreCase(word)) {
                    return role;
                }
            }
        }
        return null;
    }
}
