package org.layerlab.network.training;

/** Which rule turns gradients into steps. */
public enum OptimizerKind {
    /** Plain gradient descent. */
    SGD("sgd", 0),
    /** Gradient descent with a running sum of past gradients. */
    MOMENTUM("momentum", 1),
    /** Steps scaled by running moments of the gradient (Kingma and Ba 2015). */
    ADAM("adam", 2);

    private final String id;
    private final int moments;

    OptimizerKind(String id, int moments) {
        this.id = id;
        this.moments = moments;
    }

    /** The name used in files, links and on the command line. */
    public String id() {
        return id;
    }

    /** How many matrices of the parameters' shape the rule remembers. */
    public int moments() {
        return moments;
    }

    /**
     * The rule of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static OptimizerKind of(String id) {
        for (OptimizerKind kind : values()) {
            if (kind.id.equals(id)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("optimizer '" + id + "' is unknown; there are sgd, momentum, adam");
    }
}
