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
    }

    static Parameter[] read(String... names) {
        return all(Kind.READ, names);
    }

    static Parameter[] changed(String... names) {
        return all(Kind.CHANGED, names);
    }

    static Parameter[] count(String... names) {
        return all(Kind.COUNT, names);
    }

    static Parameter[] bytes(String... names) {
        return all(Kind.BYTES, names);
    }

    static Parameter[] choice(String... names) {
        return all(Kind.CHOICE, names);
    }

    static Parameter[] number(String... names) {
        return all(Kind.NUMBER, names);
    }

    private static Parameter[] all(Kind kind, String... names) {
        return Stream.of(names).map(name -> new Parameter(name, kind)).toArray(Parameter[]::new);
    }

    boolean address() {
        return kind == Kind.READ || kind == Kind.CHANGED;
    }

    boolean real() {
        return kind == Kind.NUMBER;
    }
}
