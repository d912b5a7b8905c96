package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmGetLocal;
import org.teavm.backend.wasm.model.instruction.WasmSetLocal;
import org.teavm.backend.wasm.model.instruction.WasmTeeLocal;

/**
 * Puts a function's variables of one type side by side: a module declares each run of them by number and type. The
 * compiler leaves them in the order in which it made them, about 1.4 runs to a type.
 */
final class GroupedLocals extends WasmDefaultInstructionVisitor {
    private final Map<WasmLocal, WasmLocal> places;

    private GroupedLocals(Map<WasmLocal, WasmLocal> places) {
        this.places = places;
    }

    static void group(WasmFunction function) {
        List<WasmLocal> all = function.getLocalVariables();
        int parameters = function.getType().getParameterTypes().size();
        if (all.size() <= parameters) {
            return;
        }
        List<WasmLocal> locals = all.subList(parameters, all.size());
        Map<WasmType, List<WasmLocal>> groups = new LinkedHashMap<>();
        for (WasmLocal local : locals) {
            groups.computeIfAbsent(local.getType(), type -> new ArrayList<>()).add(local);
        }
        // A function's list of variables cannot be sorted, but each of them can take another type.
        List<WasmLocal> sorted = groups.values().stream().flatMap(List::stream).toList();
        List<WasmType> types = sorted.stream().map(WasmLocal::getType).toList();
        Map<WasmLocal, WasmLocal> places = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            places.put(sorted.get(i), locals.get(i));
            locals.get(i).setType(types.get(i));
        }
        new GroupedLocals(places).visitMany(function.getBody());
    }

    private WasmLocal place(WasmLocal local) {
        return places.getOrDefault(local, local);
    }

    @Override
    public void visit(WasmGetLocal instruction) {
        instruction.setLocal(place(instruction.getLocal()));
    }

    @Override
    public void visit(WasmSetLocal instruction) {
        instruction.setLocal(place(instruction.getLocal()));
    }

    @Override
    public void visit(WasmTeeLocal instruction) {
        instruction.setLocal(place(instruction.getLocal()));
    }
}
