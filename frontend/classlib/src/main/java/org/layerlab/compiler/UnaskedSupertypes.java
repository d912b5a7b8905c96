package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.teavm.backend.wasm.generate.reflection.ClassInfoStruct;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.backend.wasm.model.instruction.WasmStructGet;
import org.teavm.backend.wasm.model.instruction.WasmStructSet;
import org.teavm.backend.wasm.optimization.WasmUsageCounter;

/**
 * Removes the functions that say, for each class of a program, whether another class is a subclass of it. The compiler
 * puts one into the description of every class, for casts to arrays and {@code Class.isInstance}; other casts don't use
 * it. Where nothing reads that field, the writes go too, and so do the functions that are then unused.
 */
final class UnaskedSupertypes {
    private final WasmModule module;
    private final WasmStructure description;
    private final int field;

    UnaskedSupertypes(WasmModule module, ClassInfoStruct description) {
        this.module = module;
        this.description = description.structure();
        field = description.supertypeFunctionIndex();
    }

    void remove() {
        Uses uses = new Uses();
        module.functions.forEach(uses::count);
        // The function for arrays asks the elements' function. It counts as a reader only where it is called by name.
        uses.readers.removeIf(reader -> uses.writtenAlone(reader));
        if (!uses.readers.isEmpty()) {
            return;
        }
        uses.writes.forEach(Write::delete);
        WasmUsageCounter rest = new WasmUsageCounter();
        rest.applyToModule(module);
        module.functions.removeIf(function -> uses.written.contains(function) && rest.usages(function) == 0);
    }

    /** A function and the instruction that puts it into a class's description. */
    private record Write(WasmStructSet set, WasmFunctionReference function) {
        void delete() {
            function.getFunction().setReferenced(false);
            if (function.getPrevious() == null) {
                throw new IllegalStateException(
                        "expected an instruction before the function reference that is stored in a class");
            }
            function.getPrevious().delete();
            function.delete();
            set.delete();
        }
    }

    private final class Uses extends WasmDefaultInstructionVisitor {
        final List<Write> writes = new ArrayList<>();
        final Set<WasmFunction> written = new HashSet<>();
        final Set<WasmFunction> readers = new HashSet<>();
        private final WasmUsageCounter all = new WasmUsageCounter();
        private WasmFunction current;

        Uses() {
            all.applyToModule(module);
            current = module.functions.get(0);
        }

        void count(WasmFunction function) {
            current = function;
            visitMany(function.getBody());
        }

        /** Whether a function is used only as a value of the field. */
        boolean writtenAlone(WasmFunction function) {
            long values = writes.stream()
                    .filter(write -> write.function().getFunction() == function)
                    .count();
            return values > 0 && all.usages(function) == values;
        }

        @Override
        public void visit(WasmStructGet instruction) {
            if (instruction.getType() == description && instruction.getFieldIndex() == field) {
                readers.add(current);
            }
        }

        @Override
        public void visit(WasmStructSet instruction) {
            if (instruction.getType() == description && instruction.getFieldIndex() == field) {
                if (instruction.getPrevious() instanceof WasmFunctionReference value) {
                    writes.add(new Write(instruction, value));
                    written.add(value.getFunction());
                } else {
                    // An unknown kind of write: change nothing.
                    readers.add(current);
                }
            }
        }
    }
}
