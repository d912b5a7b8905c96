package org.layerlab.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.teavm.backend.wasm.WasmFunctionTypes;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmGetLocal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmSetLocal;
import org.teavm.backend.wasm.model.instruction.WasmTeeLocal;

class GroupedLocalsTest {
    private static final List<WasmType> TYPES =
            List.of(WasmType.INT32, WasmType.FLOAT64, WasmType.EXTERN, WasmType.INT64);

    private final Random random = new Random();

    @RepeatedTest(20)
    void typesStandTogetherAndEachUseKeepsItsType() {
        WasmFunction function = new WasmFunction(
                new WasmFunctionTypes(new WasmModule()).of(WasmType.INT32, WasmType.EXTERN, WasmType.INT32));
        List<WasmLocal> all = new ArrayList<>();
        int count = 2 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            WasmLocal local = new WasmLocal(i < 2 ? TYPES.get(2 - 2 * i) : TYPES.get(random.nextInt(TYPES.size())));
            function.add(local);
            all.add(local);
        }
        List<WasmInstruction> uses = new ArrayList<>();
        for (WasmLocal local : all) {
            uses.add(new WasmGetLocal(local));
            uses.add(new WasmSetLocal(local));
            uses.add(new WasmTeeLocal(local));
        }
        uses.forEach(function.getBody()::add);
        List<WasmType> types = uses.stream().map(use -> local(use).getType()).toList();
        GroupedLocals.group(function);

        List<WasmType> own = function.getLocalVariables().stream()
                .skip(2)
                .map(WasmLocal::getType)
                .toList();
        long runs = 0;
        for (int i = 0; i < own.size(); i++) {
            runs += i == 0 || own.get(i) != own.get(i - 1) ? 1 : 0;
        }
        assertEquals(own.stream().distinct().count(), runs);
        assertEquals(types, uses.stream().map(use -> local(use).getType()).toList());
        assertEquals(all.subList(0, 2), List.of(local(uses.get(0)), local(uses.get(3))), "parameters");
        for (int i = 0; i < uses.size(); i++) {
            assertEquals(local(uses.get(i - i % 3)), local(uses.get(i)), "the same variable");
        }
        assertEquals(
                all.size(),
                uses.stream().map(GroupedLocalsTest::local).distinct().count());
    }

    private static WasmLocal local(WasmInstruction use) {
        return use instanceof WasmGetLocal get
                ? get.getLocal()
                : use instanceof WasmSetLocal set ? set.getLocal() : ((WasmTeeLocal) use).getLocal();
    }
}
