package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmGetLocal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmStructSet;

/**
 * Replaces a call to a function by what it does, where it only writes constants and its arguments into fields. A
 * compiled program starts with a few such calls for each class.
 */
final class InlinedWrites {
    private InlinedWrites() {}

    /** Looks at the calls in a list of instructions, but not in its blocks. */
    static void inline(WasmInstructionList list) {
        List<WasmCall> calls = new ArrayList<>();
        for (WasmInstruction instruction : list) {
            if (instruction instanceof WasmCall call) {
                calls.add(call);
            }
        }
        calls.forEach(InlinedWrites::inline);
    }

    private static void inline(WasmCall call) {
        List<WasmInstruction> arguments = arguments(call);
        if (arguments == null) {
            return;
        }
        List<WasmInstruction> writes = new ArrayList<>();
        for (WasmInstruction instruction : call.getFunction().getBody()) {
            WasmInstruction copy = copy(instruction, arguments);
            if (copy == null) {
                return;
            }
            writes.add(copy);
        }
        writes.forEach(call::insertPrevious);
        arguments.forEach(WasmInstruction::delete);
        call.delete();
    }

    /** What the function gets, the first parameter first; null when an argument is not a constant. */
    private static @Nullable List<WasmInstruction> arguments(WasmCall call) {
        WasmFunction function = call.getFunction();
        if (function.getImportName() != null
                || !function.getType().getReturnTypes().isEmpty()
                || function.getLocalVariables().size()
                        != function.getType().getParameterTypes().size()) {
            return null;
        }
        List<WasmInstruction> arguments = new ArrayList<>();
        WasmInstruction argument = call;
        for (int i = 0; i < function.getLocalVariables().size(); i++) {
            argument = argument.getPrevious();
            if (argument == null || FieldWrite.copy(argument) == null) {
                return null;
            }
            arguments.add(0, argument);
        }
        return arguments;
    }

    private static @Nullable WasmInstruction copy(WasmInstruction instruction, List<WasmInstruction> arguments) {
        if (instruction instanceof WasmGetLocal get) {
            return FieldWrite.copy(arguments.get(get.getLocal().getIndex()));
        }
        if (instruction instanceof WasmStructSet set) {
            return new WasmStructSet(set.getType(), set.getFieldIndex());
        }
        return FieldWrite.copy(instruction);
    }
}
