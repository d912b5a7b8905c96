package org.layerlab.kernels;

/**
 * A floating-point number; a kernel's own precision and float64 are two Java types, so they don't mix by mistake.
 *
 * @param <T> the subclass itself
 */
abstract class Scalar<T extends Scalar<T>> extends Operand {
    private final String type;

    Scalar(String type, String wat) {
        super(wat);
        this.type = type;
    }

    final String type() {
        return type;
    }

    /** The same type with another expression. */
    abstract T of(String expression);

    private T with(String instruction, T other) {
        return of(instruction(type + "." + instruction, this, other));
    }

    private I32 compare(String instruction, T other) {
        return new I32(instruction(type + "." + instruction, this, other));
    }

    /** This type's constant. */
    final T constant(String number) {
        return of("(" + type + ".const " + number + ")");
    }

    final T plus(T other) {
        return with("add", other);
    }

    final T times(T other) {
        return with("mul", other);
    }

    final T over(T other) {
        return with("div", other);
    }

    final T negative() {
        return of(instruction(type + ".neg", this));
    }

    final I32 equal(String number) {
        return compare("eq", constant(number));
    }

    final I32 differs(String number) {
        return compare("ne", constant(number));
    }

    final I32 greater(String number) {
        return compare("gt", constant(number));
    }
}
