package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmField;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.backend.wasm.model.instruction.WasmGetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmInt32Constant;
import org.teavm.backend.wasm.model.instruction.WasmNullConstant;
import org.teavm.backend.wasm.model.instruction.WasmStructNew;
import org.teavm.backend.wasm.model.instruction.WasmStructNewDefault;

/**
 * Gives structures in constant global variables, the descriptions of classes and their tables of virtual methods, the
 * fields with which the program would fill them as it starts. Of two structures that hold each other, one is still
 * completed at the start. What else the program does there writes to a structure only if it gets it as an argument.
 */
final class ConstantFields {
    private final Map<WasmGlobal, Map<Integer, WasmInstruction>> values = new LinkedHashMap<>();

    /** Fields with a write that stays: later ones have to stay, too, or it would overwrite them. */
    private final Map<WasmGlobal, Set<Integer>> written = new HashMap<>();

    /** Variables that something else than a write of a constant uses, after which all writes stay. */
    private final Set<WasmGlobal> used = new HashSet<>();

    private ConstantFields() {}

    /** Moves the writes of the list, but not those of its blocks. */
    static void move(WasmInstructionList list) {
        ConstantFields fields = new ConstantFields();
        Map<WasmInstruction, FieldWrite> writes = new HashMap<>();
        Set<WasmInstruction> values = new HashSet<>();
        for (FieldWrite write : FieldWrite.in(list)) {
            writes.put(write.global(), write);
            values.add(write.value());
        }
        List<WasmInstruction> instructions = new ArrayList<>();
        list.forEach(instructions::add);
        for (WasmInstruction instruction : instructions) {
            FieldWrite write = writes.get(instruction);
            if (write != null) {
                fields.add(write);
            } else if (instruction instanceof WasmGetGlobal get && !values.contains(get)) {
                fields.used.add(get.getGlobal());
            }
        }
        fields.values.forEach(ConstantFields::initialize);
    }

    private void add(FieldWrite write) {
        WasmGlobal target = write.target();
        Set<Integer> later = written.computeIfAbsent(target, global -> new HashSet<>());
        if (used.contains(target)
                || later.contains(write.field())
                || structure(target) == null
                || (write.value() instanceof WasmGetGlobal get && needs(get.getGlobal(), target, new HashSet<>()))) {
            later.add(write.field());
            return;
        }
        WasmInstruction value = FieldWrite.copy(write.value());
        if (value == null) {
            throw new IllegalStateException("expected a constant, got " + write.value());
        }
        values.computeIfAbsent(target, global -> new HashMap<>()).put(write.field(), value);
        write.delete();
    }

    /** The structure that a variable starts with, all fields empty; null if it starts with anything else. */
    private static @Nullable WasmStructure structure(WasmGlobal global) {
        WasmInstructionList initial = global.getInitialValue();
        if (global.isImmutable()
                && initial.getFirst() instanceof WasmStructNewDefault created
                && created.getNext() == null
                && created.getType().getFields().stream().allMatch(field -> empty(field) != null)) {
            return created.getType();
        }
        return null;
    }

    /** Whether a variable's first value is made of another's. */
    private boolean needs(WasmGlobal global, WasmGlobal other, Set<WasmGlobal> seen) {
        if (global == other) {
            return true;
        }
        if (!seen.add(global)) {
            return false;
        }
        for (WasmInstruction instruction : global.getInitialValue()) {
            if (instruction instanceof WasmGetGlobal get && needs(get.getGlobal(), other, seen)) {
                return true;
            }
        }
        return values.getOrDefault(global, Map.of()).values().stream()
                .anyMatch(value -> value instanceof WasmGetGlobal get && needs(get.getGlobal(), other, seen));
    }

    private static void initialize(WasmGlobal global, Map<Integer, WasmInstruction> values) {
        WasmStructure structure = structure(global);
        if (structure == null) {
            throw new IllegalStateException("expected an empty structure in " + global.getName());
        }
        WasmInstructionList initial = global.getInitialValue();
        initial.clear();
        List<WasmField> fields = structure.getFields();
        for (int i = 0; i < fields.size(); i++) {
            WasmInstruction value = values.getOrDefault(i, empty(fields.get(i)));
            if (value instanceof WasmFunctionReference reference) {
                // A list names the functions that code refers to; those that variables start with need no entry.
                reference.getFunction().setReferenced(false);
            }
            if (value != null) {
                initial.add(value);
            }
        }
        initial.add(new WasmStructNew(structure));
    }

    /** What a field holds that nothing was written to; null for a type that no class's description has. */
    private static @Nullable WasmInstruction empty(WasmField field) {
        WasmType type = field.getUnpackedType();
        if (type instanceof WasmType.Reference reference && reference.isNullable()) {
            return new WasmNullConstant(reference);
        }
        return type == WasmType.INT32 ? new WasmInt32Constant(0) : null;
    }
}
