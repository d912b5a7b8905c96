package org.layerlab.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.teavm.backend.wasm.generate.classes.WasmGCClassInfoProvider;
import org.teavm.backend.wasm.generate.reflection.ClassInfoStruct;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.instruction.WasmCall;
import org.teavm.backend.wasm.model.instruction.WasmDefaultInstructionVisitor;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmInt32Constant;
import org.teavm.backend.wasm.model.instruction.WasmStructGet;

/**
 * Leaves out of the descriptions of classes what a program never asks for: what would be written to a field that no
 * function reads, the table of virtual methods where it is read only for arrays, and a class's number where all who ask
 * for it are told the same as for number 0, which is what the field holds without a write.
 */
final class UnaskedFields {
    private final ClassInfoStruct description;
    private final Readers readers;
    private final TagQuestions tags;

    UnaskedFields(WasmModule module, WasmGCClassInfoProvider classes) {
        description = classes.reflectionTypes().classInfo();
        int functions = module.functions.size();
        readers = new Readers(description, classes.getGetArrayClassFunction());
        if (module.functions.size() != functions) {
            throw new IllegalStateException(
                    "a program without arrays: the function that gives their class has no code");
        }
        module.functions.forEach(readers::read);
        tags = new TagQuestions(description.structure(), description.tagIndex(), readers.tags);
    }

    /** Looks at the writes in a list of instructions, but not in its blocks. */
    void remove(WasmInstructionList list) {
        List<FieldWrite> writes = FieldWrite.in(list).stream()
                .filter(write -> write.set().getType() == description.structure())
                .toList();
        Set<WasmGlobal> arrays = writes.stream()
                .filter(write -> write.field() == description.itemTypeIndex())
                .map(FieldWrite::target)
                .collect(Collectors.toSet());
        for (FieldWrite write : writes) {
            if (isUnasked(write, arrays)) {
                write.delete();
            }
        }
    }

    private boolean isUnasked(FieldWrite write, Set<WasmGlobal> arrays) {
        if (!readers.fields.contains(write.field())) {
            return true;
        }
        if (write.field() == description.vtableIndex()) {
            return readers.tablesOfArraysAlone && !arrays.contains(write.target());
        }
        return write.field() == description.tagIndex()
                && write.value() instanceof WasmInt32Constant tag
                && tags.answerAsForZero(tag.getValue());
    }

    private static final class Readers extends WasmDefaultInstructionVisitor {
        final Set<Integer> fields = new HashSet<>();
        final List<WasmFunction> tags = new ArrayList<>();
        boolean tablesOfArraysAlone = true;
        private final ClassInfoStruct description;
        private final WasmFunction arrayClass;
        private boolean readsTag;

        Readers(ClassInfoStruct description, WasmFunction arrayClass) {
            this.description = description;
            this.arrayClass = arrayClass;
        }

        void read(WasmFunction function) {
            readsTag = false;
            visitMany(function.getBody());
            if (readsTag) {
                tags.add(function);
            }
        }

        @Override
        public void visit(WasmStructGet instruction) {
            if (instruction.getType() != description.structure()) {
                return;
            }
            fields.add(instruction.getFieldIndex());
            readsTag |= instruction.getFieldIndex() == description.tagIndex();
            if (instruction.getFieldIndex() == description.vtableIndex()) {
                tablesOfArraysAlone &=
                        instruction.getPrevious() instanceof WasmCall call && call.getFunction() == arrayClass;
            }
        }
    }
}
