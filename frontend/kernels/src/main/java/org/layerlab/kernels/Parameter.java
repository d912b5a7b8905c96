package org.layerlab.kernels;

import java.util.stream.Stream;

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
        READ("Reads at"),
        /** Where something is changed, the same. */
        CHANGED("changes at"),
        /** This many numbers, rows, columns, steps or rounds; or the row with this number. */
        COUNT("counts"),
        /** A distance in bytes. */
        BYTES("bytes"),
        /** The number of a choice, or bits. */
        CHOICE("choices or bits"),
        /** A number; float64 outside, inside of the precision that the call is for. */
        NUMBER("numbers");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** How a list of such parameters begins. */
        String title() {
            return title;
        }

        /** Parameters of this kind. */
        Parameter[] of(String... names) {
            return Stream.of(names).map(name -> new Parameter(name, this)).toArray(Parameter[]::new);
        }
    }

    boolean address() {
        return kind == Kind.READ || kind == Kind.CHANGED;
    }

    boolean real() {
        return kind == Kind.NUMBER;
    }
}
