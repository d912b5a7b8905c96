package org.layerlab.kernels;

/**
 * A parameter of a kernel, as its callers know it.
 *
 * @param name in Java
 * @param kind what it means; it decides the type
 */
record Parameter(String name, Kind kind) {
    /** What a parameter means. */
    enum Kind {
        /** Where something is read, in bytes from the memory's beginning. */
        READ,
        /** Where something is changed, the same. */
        CHANGED,
        /** So many numbers, rows, columns, steps or rounds; or the row with this number. */
        COUNT,
        /** A distance in bytes. */
        BYTES,
        /** The number of a choice, or bits. */
        CHOICE,
        /** A number; float64 outside, inside of the precision that the call is for. */
        NUMBER
    }

    static Parameter read(String name) {
        return new Parameter(name, Kind.READ);
    }

    static Parameter changed(String name) {
        return new Parameter(name, Kind.CHANGED);
    }

    static Parameter count(String name) {
        return new Parameter(name, Kind.COUNT);
    }

    static Parameter bytes(String name) {
        return new Parameter(name, Kind.BYTES);
    }

    static Parameter choice(String name) {
        return new Parameter(name, Kind.CHOICE);
    }

    static Parameter number(String name) {
        return new Parameter(name, Kind.NUMBER);
    }

    boolean address() {
        return kind == Kind.READ || kind == Kind.CHANGED;
    }

    boolean real() {
        return kind == Kind.NUMBER;
    }
}
