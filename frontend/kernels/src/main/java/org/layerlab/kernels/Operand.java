package org.layerlab.kernels;

/** A value in a {@link Function}: an expression without side effects, recomputed wherever it is used. */
abstract class Operand {
    private final String wat;

    Operand(String wat) {
        this.wat = wat;
    }

    /** The expression as WebAssembly text. */
    final String wat() {
        return wat;
    }

    /** An instruction on operands, as text. */
    static String instruction(String name, Operand... operands) {
        StringBuilder wat = new StringBuilder("(" + name);
        for (Operand operand : operands) {
            wat.append(' ').append(operand.wat());
        }
        return wat.append(')').toString();
    }
}
