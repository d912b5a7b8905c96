package org.layerlab.network.matrix;

/** The constants of Adam as its authors recommend them (Kingma and Ba 2015). */
public final class AdamConstants {
    /** How much of the mean gradient stays from update to update. */
    public static final double BETA1 = 0.9;

    /** How much of the mean squared gradient stays. */
    public static final double BETA2 = 0.999;

    /** Keeps the division finite where gradients vanish. */
    public static final double EPSILON = 1e-8;

    private AdamConstants() {}
}
