package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmCast;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmGetLocal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionBuilder;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmSetLocal;
import org.teavm.backend.wasm.model.instruction.WasmTeeLocal;
import org.teavm.backend.wasm.optimization.WasmUsageCounter;

/**
 * Makes one function of two where a method is called only through a table of virtual methods. The table's type of the
 * object is often a superclass of the method's, so the compiler puts a function between them that casts the object, which
 * cannot fail, and calls the method; here, the method's code moves into it.
 */
final class MergedCallers {
    private final WasmUsageCounter uses = new WasmUsageCounter();

    private MergedCallers(WasmModule module) {
        uses.applyToModule(module);
    }

    static void merge(WasmModule module) {
        MergedCallers callers = new MergedCallers(module);
        Set<WasmFunction> moved = new HashSet<>();
        for (WasmFunction caller : module.functions) {
            callers.merge(caller, moved);
        }
        module.functions.removeIf(moved::contains);
    }

    private void merge(WasmFunction caller, Set<WasmFunction> moved) {
        if (!(caller.getBody().getLast() instanceof WasmCall call)) {
            return;
        }
        WasmFunction method = call.getFunction();
        // Only what a person wrote has a method in Java: there, the cast may fail.
        if (caller.getJavaMethod() != null
                || method == caller
                || uses.usages(method) != 1
                || method.isReferenced()
                || method.getExportName() != null
                || method.getImportName() != null
                || !passesAll(caller, method)) {
            return;
        }
        caller.getBody().clear();
        new Move(caller, method).move();
        moved.add(method);
    }

    /** Whether a function does no more than to cast its first parameter and to pass all to another. */
    private static boolean passesAll(WasmFunction caller, WasmFunction method) {
        List<WasmInstruction> body = new ArrayList<>();
        caller.getBody().forEach(body::add);
        int count = caller.getLocalVariables().size();
        List<? extends WasmType> types = method.getType().getParameterTypes();
        if (count == 0
                || count != types.size()
                || count != caller.getType().getParameterTypes().size()
                || !types.subList(1, count)
                        .equals(caller.getType().getParameterTypes().subList(1, count))
                || body.size() != count + 2
                || !(body.get(1) instanceof WasmCast cast)
                || cast.getTargetType() != types.get(0)) {
            return false;
        }
        body.remove(1);
        for (int i = 0; i < count; i++) {
            if (!(body.get(i) instanceof WasmGetLocal get)
                    || get.getLocal() != caller.getLocalVariables().get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Moves a method's code into the function that calls it. */
    private static final class Move extends WasmDefaultInstructionVisitor {
        private final WasmFunction caller;
        private final WasmFunction method;
        private final WasmLocal object;
        private final Map<WasmLocal, WasmLocal> places = new HashMap<>();
        private final List<WasmGetLocal> reads = new ArrayList<>();
        private boolean changesObject;

        Move(WasmFunction caller, WasmFunction method) {
            this.caller = caller;
            this.method = method;
            object = caller.getLocalVariables().get(0);
            for (WasmLocal local : method.getLocalVariables()) {
                int index = local.getIndex();
                if (index < caller.getLocalVariables().size()) {
                    places.put(local, caller.getLocalVariables().get(index));
                } else {
                    WasmLocal place = new WasmLocal(local.getType(), local.getName());
                    caller.add(place);
                    places.put(local, place);
                }
            }
        }

        void move() {
            WasmCast cast = new WasmCast(
                    (WasmType.Reference) method.getType().getParameterTypes().get(0));
            visitMany(method.getBody());
            WasmInstructionList body = caller.getBody();
            if (changesObject || reads.size() > 1) {
                WasmLocal own = new WasmLocal(cast.getTargetType());
                caller.add(own);
                new WasmInstructionBuilder(body)
                        .getLocal(object)
                        .cast(cast.getTargetType())
                        .setLocal(own);
                places.put(object, own);
                visitMany(method.getBody());
            } else {
                reads.forEach(read -> read.insertNext(cast));
            }
            body.transferFrom(method.getBody());
        }

        private WasmLocal place(WasmLocal local) {
            return places.getOrDefault(local, local);
        }

        @Override
        public void visit(WasmGetLocal instruction) {
            instruction.setLocal(place(instruction.getLocal()));
            if (instruction.getLocal() == object) {
                reads.add(instruction);
            }
        }

        @Override
        public void visit(WasmSetLocal instruction) {
            instruction.setLocal(place(instruction.getLocal()));
            changesObject |= instruction.getLocal() == object;
        }

        @Override
        public void visit(WasmTeeLocal instruction) {
            instruction.setLocal(place(instruction.getLocal()));
            changesObject |= instruction.getLocal() == object;
        }
    }
}
