package org.layerlab.compiler;

import java.util.HashSet;
import java.util.Set;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.instruction.WasmGetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.optimization.WasmUsageCounter;

/** Removes what a module declares and uses no more. */
final class Unused {
    private final WasmUsageCounter uses = new WasmUsageCounter();

    private Unused(WasmModule module) {
        uses.applyToModule(module);
    }

    /** Puts the value of a constant variable that only one other constant is made of in its place. */
    static void nestConstants(WasmModule module) {
        Unused unused = new Unused(module);
        Set<WasmGlobal> nested = new HashSet<>();
        for (WasmGlobal global : module.globals) {
            unused.nest(global.getInitialValue(), nested);
        }
        module.globals.removeIf(nested::contains);
    }

    /** Removes the types of functions that no function has and nothing else names. */
    static void removeTypes(WasmModule module) {
        Unused unused = new Unused(module);
        Set<WasmFunctionType> thrown = new HashSet<>();
        module.tags.forEach(tag -> thrown.add(tag.getType()));
        module.types.removeIf(
                type -> type instanceof WasmFunctionType && unused.uses.usages(type) == 0 && !thrown.contains(type));
    }

    private void nest(WasmInstructionList value, Set<WasmGlobal> nested) {
        for (WasmInstruction instruction : value) {
            if (instruction instanceof WasmGetGlobal get && canNest(get.getGlobal())) {
                WasmInstructionList inner = get.getGlobal().getInitialValue();
                nest(inner, nested);
                get.insertNext(inner);
                get.delete();
                nested.add(get.getGlobal());
            }
        }
    }

    private boolean canNest(WasmGlobal global) {
        return global.isImmutable()
                && global.getExportName() == null
                && global.getImportName() == null
                && uses.usages(global) == 1;
    }
}
