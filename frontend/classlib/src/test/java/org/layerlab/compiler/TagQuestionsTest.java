package org.layerlab.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.teavm.backend.wasm.WasmFunctionTypes;
import org.teavm.backend.wasm.model.WasmField;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmInstructionBuilder;
import org.teavm.backend.wasm.model.instruction.WasmIntBinaryOperation;
import org.teavm.backend.wasm.model.instruction.WasmIntType;

class TagQuestionsTest {
    private static final int FIELD = 2;

    private final Random random = new Random();
    private final WasmFunctionTypes types = new WasmFunctionTypes(new WasmModule());
    private final WasmStructure description = new WasmStructure("Description", fields -> {
        for (int i = 0; i <= FIELD; i++) {
            fields.add(new WasmField(WasmType.INT32, "field" + i));
        }
    });

    @RepeatedTest(20)
    void numberIsAsGoodAsZeroWhereItIsInTheSameRanges() {
        List<int[]> ranges = List.of(ranges(), ranges());
        List<WasmFunction> functions = ranges.stream().map(this::isInRange).toList();
        TagQuestions questions = new TagQuestions(description, FIELD, functions);
        for (int tag = 0; tag < 100; tag++) {
            int number = tag;
            assertEquals(
                    ranges.stream().allMatch(one -> contains(one, number) == contains(one, 0)),
                    questions.answerAsForZero(tag),
                    "number " + tag);
        }
    }

    @Test
    void questionOfAnotherKindMayHaveAnyAnswer() {
        WasmFunction function = function();
        WasmLocal type = function.getLocalVariables().get(0);
        function.getBody()
                .builder()
                .getLocal(type)
                .structGet(description, FIELD)
                .i32Const(3)
                .intBinary(WasmIntType.INT32, WasmIntBinaryOperation.AND);
        assertFalse(new TagQuestions(description, FIELD, List.of(function)).answerAsForZero(4));
        assertTrue(new TagQuestions(description, FIELD, List.of()).answerAsForZero(4));
    }

    /** Where ranges begin and end, in turn. */
    private int[] ranges() {
        return random.ints(0, 100)
                .distinct()
                .limit(2 + 2 * random.nextInt(4))
                .sorted()
                .toArray();
    }

    private static boolean contains(int[] ranges, int number) {
        int passed = 0;
        while (passed < ranges.length && ranges[passed] <= number) {
            passed++;
        }
        return passed % 2 == 1;
    }

    /** As the compiler writes it: outside of all, then in a hole between two. */
    private WasmFunction isInRange(int[] ranges) {
        WasmFunction function = function();
        WasmLocal type = function.getLocalVariables().get(0);
        WasmLocal tag = new WasmLocal(WasmType.INT32);
        function.add(tag);
        WasmInstructionBuilder body = function.getBody().builder();
        body.getLocal(type).structGet(description, FIELD).teeLocal(tag);
        compare(body.i32Const(ranges[0]), WasmIntBinaryOperation.LT_SIGNED)
                .i32Const(0)
                .return_();
        compare(body.getLocal(tag).i32Const(ranges[ranges.length - 1]), WasmIntBinaryOperation.GE_SIGNED)
                .i32Const(0)
                .return_();
        for (int i = 1; i + 1 < ranges.length; i += 2) {
            WasmInstructionBuilder above =
                    compare(body.getLocal(tag).i32Const(ranges[i]), WasmIntBinaryOperation.GE_SIGNED);
            compare(above.getLocal(tag).i32Const(ranges[i + 1]), WasmIntBinaryOperation.LT_SIGNED)
                    .i32Const(0)
                    .return_();
        }
        body.i32Const(1);
        return function;
    }

    private static WasmInstructionBuilder compare(WasmInstructionBuilder body, WasmIntBinaryOperation operation) {
        return body.intBinary(WasmIntType.INT32, operation)
                .conditional()
                .getThenBlock()
                .builder();
    }

    private WasmFunction function() {
        WasmFunction function = new WasmFunction(types.of(WasmType.INT32, description.getReference()));
        function.add(new WasmLocal(description.getReference()));
        return function;
    }
}
