package org.layerlab.network.matrix;

/** The constants of Adam as its authors recommend them (Kingma and Ba 2015). */
final class Adam {
    static final double BETA1 = 0.9;
    static final double BETA2 = 0.999;
    static final double EPSILON = 1e-8;

    private Adam() {}
}
