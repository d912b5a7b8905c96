package org.layerlab.network.matrix;

/** The type of the numbers that kernels compute in. */
public enum Precision {
    /** 32 bits: photos, where speed and memory count. */
    FLOAT32("float32"),
    /** 64 bits: points, where the digits are compared with NumPy's. */
    FLOAT64("float64");

    private final String id;

    Precision(String id) {
        this.id = id;
    }

    /** NumPy's name, used in files, links and on the command line. */
    public String id() {
        return id;
    }

    /**
     * The precision of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Precision of(String id) {
        for (Precision precision : values()) {
            if (precision.id.equals(id)) {
                return precision;
            }
        }
        throw new IllegalArgumentException("precision '" + id + "' is unknown; there are float32, float64");
    }
}
