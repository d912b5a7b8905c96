package org.layerlab.compiler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.instruction.WasmConditional;
import org.teavm.backend.wasm.model.instruction.WasmGetLocal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmInt32Constant;
import org.teavm.backend.wasm.model.instruction.WasmIntBinary;
import org.teavm.backend.wasm.model.instruction.WasmIntBinaryOperation;
import org.teavm.backend.wasm.model.instruction.WasmReturn;
import org.teavm.backend.wasm.model.instruction.WasmStructGet;
import org.teavm.backend.wasm.model.instruction.WasmTeeLocal;

/**
 * What the functions that read the number of a class make of it. The compiler numbers classes so that those that
 * implement an interface have a few ranges of numbers, and writes a function that compares a number with the ranges.
 */
final class TagQuestions {
    private final WasmStructure description;
    private final int field;
    private final List<WasmFunction> questions;

    /**
     * @param description describes a class
     * @param field where its number is
     * @param questions all functions that read it
     */
    TagQuestions(WasmStructure description, int field, List<WasmFunction> questions) {
        this.description = description;
        this.field = field;
        this.questions = questions;
    }

    /** Whether each question has the same answer for a number as for 0; false where a question is of another kind. */
    boolean answerAsForZero(int tag) {
        return questions.stream().allMatch(question -> {
            OptionalInt zero = new Run(0).answer(question);
            return zero.isPresent() && zero.equals(new Run(tag).answer(question));
        });
    }

    /** Runs a function for one number, as far as it consists of comparisons. */
    private final class Run {
        private final int tag;
        private final Deque<Integer> stack = new ArrayDeque<>();
        private final Map<WasmLocal, Integer> locals = new HashMap<>();
        private boolean returned;

        Run(int tag) {
            this.tag = tag;
        }

        OptionalInt answer(WasmFunction question) {
            return run(question.getBody()) && !stack.isEmpty() ? OptionalInt.of(stack.pop()) : OptionalInt.empty();
        }

        /** False at an instruction of which it does not know what it does. */
        private boolean run(WasmInstructionList list) {
            for (WasmInstruction instruction : list) {
                if (!run(instruction)) {
                    return false;
                }
                if (returned) {
                    return true;
                }
            }
            return true;
        }

        private boolean run(WasmInstruction instruction) {
            if (instruction instanceof WasmGetLocal get) {
                return get.getNext() instanceof WasmStructGet || push(locals.get(get.getLocal()));
            }
            if (instruction instanceof WasmStructGet get) {
                return get.getType() == description
                        && get.getFieldIndex() == field
                        && get.getPrevious() instanceof WasmGetLocal type
                        && type.getLocal().getIndex() == 0
                        && push(tag);
            }
            if (instruction instanceof WasmTeeLocal tee && !stack.isEmpty()) {
                locals.put(tee.getLocal(), stack.peek());
                return true;
            }
            if (instruction instanceof WasmInt32Constant number) {
                return push(number.getValue());
            }
            if (instruction instanceof WasmIntBinary comparison && stack.size() >= 2) {
                int right = stack.pop();
                int left = stack.pop();
                boolean less = comparison.getOperation() == WasmIntBinaryOperation.LT_SIGNED;
                stack.push((left < right) == less ? 1 : 0);
                return less || comparison.getOperation() == WasmIntBinaryOperation.GE_SIGNED;
            }
            if (instruction instanceof WasmConditional choice && !stack.isEmpty()) {
                return run(stack.pop() != 0 ? choice.getThenBlock() : choice.getElseBlock());
            }
            returned = instruction instanceof WasmReturn;
            return returned;
        }

        private boolean push(@Nullable Integer value) {
            if (value == null) {
                return false;
            }
            stack.push(value);
            return true;
        }
    }
}
