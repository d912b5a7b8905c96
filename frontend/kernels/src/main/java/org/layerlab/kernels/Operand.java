package org.layerlab.kernels;

import java.util.List;

/**
 * A value in a {@link Function}: an expression that is computed again wherever it is used. A few have an effect too,
 * which their methods tell: such a one may stand in one place only.
 */
abstract class Operand implements Group {
    private final String wat;

    Operand(String wat) {
        this.wat = wat;
    }

    @Override
    public final List<Operand> operands() {
        return List.of(this);
    }

    /** The expression as WebAssembly text. */
    final String wat() {
        return wat;
    }

    /** An instruction on operands, as text. */
    static String instruction(String name, Group... arguments) {
        StringBuilder wat = new StringBuilder("(" + name);
        for (Group some : arguments) {
            some.operands().forEach(operand -> wat.append(' ').append(operand.wat()));
        }
        return wat.append(')').toString();
    }
}
