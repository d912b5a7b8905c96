package org.layerlab.compiler;

import java.util.HashSet;
import java.util.Set;
import org.teavm.backend.wasm.model.WasmBlockType;
import org.teavm.backend.wasm.model.WasmCompositeType;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmConditional;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmGetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmNullConstant;
import org.teavm.backend.wasm.optimization.WasmUsageCounter;

/** Removes what a module declares and uses no more. */
final class Unused {
    private final WasmUsageCounter uses = new WasmUsageCounter();

    private Unused(WasmModule module) {
        uses.applyToModule(module);
    }

    /** Where a constant variable is used only once, in another's first value, puts its value there. */
    static void nestConstants(WasmModule module) {
        Unused unused = new Unused(module);
        Set<WasmGlobal> nested = new HashSet<>();
        for (WasmGlobal global : module.globals) {
            unused.nest(global.getInitialValue(), nested);
        }
        module.globals.removeIf(nested::contains);
    }

    /** Removes the types of functions that no function, variable, instruction or exception has. */
    static void removeTypes(WasmModule module) {
        Unused unused = new Unused(module);
        // What the compiler's counter passes over.
        NamedTypes named = new NamedTypes();
        module.tags.forEach(tag -> named.types.add(tag.getType()));
        module.functions.forEach(function -> {
            function.getLocalVariables().forEach(local -> named.add(local.getType()));
            named.visitMany(function.getBody());
        });
        module.globals.forEach(global -> named.visitMany(global.getInitialValue()));
        module.types.forEach(type -> {
            if (type instanceof WasmFunctionType function) {
                named.types.addAll(function.getSupertypes());
            }
        });
        module.types.removeIf(type ->
                type instanceof WasmFunctionType && unused.uses.usages(type) == 0 && !named.types.contains(type));
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

    private static final class NamedTypes extends WasmDefaultInstructionVisitor {
        final Set<WasmCompositeType> types = new HashSet<>();

        void add(WasmType type) {
            if (type instanceof WasmType.CompositeReference reference) {
                types.add(reference.composite);
            }
        }

        @Override
        public void visit(WasmConditional instruction) {
            super.visit(instruction);
            if (instruction.getType() instanceof WasmBlockType.Function function) {
                types.add(function.ref);
            }
        }

        @Override
        public void visit(WasmNullConstant instruction) {
            add(instruction.getType());
        }
    }
}
