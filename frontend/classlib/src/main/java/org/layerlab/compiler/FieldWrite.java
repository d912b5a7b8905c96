package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.backend.wasm.model.instruction.WasmGetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmInt32Constant;
import org.teavm.backend.wasm.model.instruction.WasmNullConstant;
import org.teavm.backend.wasm.model.instruction.WasmStructSet;

/**
 * Three instructions side by side that write a constant into a field of the structure that a global variable holds.
 *
 * @param global gives the structure
 * @param value a function, a global variable, a number, or null
 * @param set what writes it
 */
record FieldWrite(WasmGetGlobal global, WasmInstruction value, WasmStructSet set) {
    /** All in a list of instructions but not in its blocks, in the order in which they run. */
    static List<FieldWrite> in(WasmInstructionList list) {
        List<FieldWrite> writes = new ArrayList<>();
        for (WasmInstruction instruction : list) {
            if (instruction instanceof WasmStructSet set
                    && set.getPrevious() != null
                    && copy(set.getPrevious()) != null
                    && set.getPrevious().getPrevious() instanceof WasmGetGlobal global) {
                writes.add(new FieldWrite(global, set.getPrevious(), set));
            }
        }
        return writes;
    }

    /** The same constant for another place; null for an instruction that gives none. */
    static @Nullable WasmInstruction copy(WasmInstruction value) {
        if (value instanceof WasmFunctionReference reference) {
            return new WasmFunctionReference(reference.getFunction());
        }
        if (value instanceof WasmGetGlobal get && get.getGlobal().isImmutable()) {
            return new WasmGetGlobal(get.getGlobal());
        }
        if (value instanceof WasmInt32Constant number) {
            return new WasmInt32Constant(number.getValue());
        }
        if (value instanceof WasmNullConstant nothing) {
            return new WasmNullConstant(nothing.getType());
        }
        return null;
    }

    WasmGlobal target() {
        return global.getGlobal();
    }

    int field() {
        return set.getFieldIndex();
    }

    void delete() {
        global.delete();
        value.delete();
        set.delete();
    }
}
