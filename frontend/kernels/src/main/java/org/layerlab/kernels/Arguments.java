package org.layerlab.kernels;

import java.util.List;

/** What a call takes: an {@link Operand} or a {@link Group} of them. */
interface Arguments {
    /** The operands, in the order of parameters. */
    List<Operand> operands();
}
