package org.layerlab.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teavm.backend.wasm.WasmFunctionTypes;
import org.teavm.backend.wasm.model.WasmField;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.backend.wasm.model.WasmGlobal;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmConditional;
import org.teavm.backend.wasm.model.instruction.WasmFunctionReference;
import org.teavm.backend.wasm.model.instruction.WasmGetGlobal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmInstructionList;
import org.teavm.backend.wasm.model.instruction.WasmInt32Constant;
import org.teavm.backend.wasm.model.instruction.WasmNullConstant;
import org.teavm.backend.wasm.model.instruction.WasmStructNew;
import org.teavm.backend.wasm.model.instruction.WasmStructNewDefault;

/** Structures with a number, a function and a structure of their kind, which a program fills as it starts. */
class ConstantFieldsTest {
    private static final int NUMBER = 0;
    private static final int FUNCTION = 1;
    private static final int OTHER = 2;

    private final WasmModule module = new WasmModule();
    private final WasmFunctionTypes types = new WasmFunctionTypes(module);
    private final WasmFunctionType functionType = types.of(null);
    private final WasmStructure structure = new WasmStructure("Structure");
    private final WasmFunction start = function();
    private final WasmInstructionList body = start.getBody();

    ConstantFieldsTest() {
        structure.getFields().add(new WasmField(WasmType.INT32, "number"));
        structure.getFields().add(new WasmField(functionType, "function"));
        structure.getFields().add(new WasmField(structure, "other"));
    }

    @Test
    void whatIsWrittenAsTheProgramStartsIsThereBefore() {
        WasmGlobal first = global();
        WasmGlobal second = global();
        WasmFunction method = function();
        method.setReferenced(true);
        body.builder().getGlobal(first).i32Const(7).structSet(structure, NUMBER);
        body.builder().getGlobal(second).funcRef(method).structSet(structure, FUNCTION);
        body.builder().getGlobal(second).getGlobal(first).structSet(structure, OTHER);
        ConstantFields.move(body);

        assertTrue(body.isEmpty());
        List<WasmInstruction> value = value(first);
        assertEquals(7, ((WasmInt32Constant) value.get(NUMBER)).getValue());
        assertTrue(value.get(FUNCTION) instanceof WasmNullConstant);
        assertTrue(value.get(OTHER) instanceof WasmNullConstant);
        assertSame(structure, ((WasmStructNew) value.get(3)).getType());
        value = value(second);
        assertEquals(0, ((WasmInt32Constant) value.get(NUMBER)).getValue());
        assertSame(method, ((WasmFunctionReference) value.get(FUNCTION)).getFunction());
        assertSame(first, ((WasmGetGlobal) value.get(OTHER)).getGlobal());
        assertFalse(method.isReferenced(), "no list has to name it");
    }

    @Test
    void lastWriteOfAFieldCounts() {
        WasmGlobal global = global();
        body.builder().getGlobal(global).i32Const(1).structSet(structure, NUMBER);
        body.builder().getGlobal(global).i32Const(2).structSet(structure, NUMBER);
        ConstantFields.move(body);

        assertTrue(body.isEmpty());
        assertEquals(2, ((WasmInt32Constant) value(global).get(NUMBER)).getValue());
    }

    @Test
    void functionThatALaterWriteReplacesIsStillNamedByTheList() {
        WasmGlobal global = global();
        WasmFunction replaced = function();
        WasmFunction stays = function();
        replaced.setReferenced(true);
        stays.setReferenced(true);
        body.builder().getGlobal(global).funcRef(replaced).structSet(structure, FUNCTION);
        body.builder().getGlobal(global).funcRef(stays).structSet(structure, FUNCTION);
        ConstantFields.move(body);

        assertTrue(replaced.isReferenced(), "other code may refer to it");
        assertFalse(stays.isReferenced());
    }

    @Test
    void writesAfterAnotherUseStay() {
        WasmGlobal global = global();
        WasmFunction fill = new WasmFunction(types.of(null, structure.getReference()));
        fill.getBody().builder().call(start);
        module.functions.add(fill);
        body.builder().getGlobal(global).i32Const(1).structSet(structure, NUMBER);
        body.builder().getGlobal(global).call(fill);
        body.builder().getGlobal(global).i32Const(2).structSet(structure, NUMBER);
        ConstantFields.move(body);

        assertEquals(1, ((WasmInt32Constant) value(global).get(NUMBER)).getValue());
        assertEquals(1, FieldWrite.in(body).size(), "the call may write the field, too");
    }

    @Test
    void structuresThatHoldEachOtherAreMadeOneAfterTheOther() {
        WasmGlobal first = global();
        WasmGlobal second = global();
        WasmGlobal third = global();
        body.builder().getGlobal(first).getGlobal(second).structSet(structure, OTHER);
        body.builder().getGlobal(second).getGlobal(third).structSet(structure, OTHER);
        body.builder().getGlobal(third).getGlobal(first).structSet(structure, OTHER);
        body.builder().getGlobal(third).getGlobal(global()).structSet(structure, OTHER);
        ConstantFields.move(body);

        assertSame(second, ((WasmGetGlobal) value(first).get(OTHER)).getGlobal());
        assertSame(third, ((WasmGetGlobal) value(second).get(OTHER)).getGlobal());
        assertEquals(1, value(third).size());
        List<FieldWrite> rest = FieldWrite.in(body);
        assertEquals(2, rest.size(), "nor may a later write come before one that stays");
        assertSame(third, rest.get(0).target());
    }

    @Test
    void variableThatCanChangeStays() {
        WasmGlobal global = global();
        global.setImmutable(false);
        body.builder().getGlobal(global).i32Const(7).structSet(structure, NUMBER);
        ConstantFields.move(body);

        assertEquals(1, FieldWrite.in(body).size());
        assertEquals(1, value(global).size());
    }

    @Test
    void callsThatOnlyWriteBecomeWrites() {
        WasmFunction fill = new WasmFunction(types.of(null, structure.getReference(), WasmType.INT32));
        WasmLocal target = new WasmLocal(structure.getReference());
        WasmLocal number = new WasmLocal(WasmType.INT32);
        fill.add(target);
        fill.add(number);
        fill.getBody().builder().getLocal(target).getLocal(number).structSet(structure, NUMBER);
        module.functions.add(fill);
        WasmGlobal global = global();
        body.builder().getGlobal(global).i32Const(5).call(fill);
        WasmFunction other = new WasmFunction(types.of(null, WasmType.INT32));
        other.add(new WasmLocal(WasmType.INT32));
        other.getBody().builder().call(start);
        module.functions.add(other);
        body.builder().i32Const(6).call(other);
        InlinedWrites.inline(body);

        List<FieldWrite> writes = FieldWrite.in(body);
        assertEquals(1, writes.size());
        assertSame(global, writes.get(0).target());
        assertEquals(5, ((WasmInt32Constant) writes.get(0).value()).getValue());
        ConstantFields.move(body);
        assertTrue(body.getFirst() instanceof WasmInt32Constant, "a call that does more stays");
    }

    @Test
    void constantThatOneOtherIsMadeOfMovesIntoIt() {
        WasmGlobal inner = global();
        WasmGlobal outer = global();
        WasmGlobal shared = global();
        body.builder().getGlobal(inner).i32Const(3).structSet(structure, NUMBER);
        body.builder().getGlobal(inner).getGlobal(shared).structSet(structure, OTHER);
        body.builder().getGlobal(outer).getGlobal(inner).structSet(structure, OTHER);
        ConstantFields.move(body);
        body.builder().getGlobal(outer).getGlobal(shared).refEqual().drop();
        Unused.nestConstants(module);

        assertEquals(List.of(outer, shared), module.globals.stream().toList());
        List<WasmInstruction> value = value(outer);
        assertEquals(3, ((WasmInt32Constant) value.get(2)).getValue());
        assertSame(shared, ((WasmGetGlobal) value.get(4)).getGlobal());
        assertTrue(value.get(5) instanceof WasmStructNew);
        assertTrue(value.get(6) instanceof WasmStructNew);
        assertEquals(7, value.size());
    }

    @Test
    void typesOfNoFunctionGo() {
        types.of(WasmType.INT32, WasmType.INT32);
        WasmFunctionType conditional = types.of(WasmType.INT32, WasmType.EXTERN);
        WasmConditional choice = new WasmConditional();
        choice.setType(conditional.asBlock());
        body.add(choice);
        long before = module.types.stream().count();
        Unused.removeTypes(module);

        assertEquals(before - 1, module.types.stream().count());
        assertTrue(module.types.stream().anyMatch(type -> type == functionType));
        assertTrue(module.types.stream().anyMatch(type -> type == conditional));
    }

    private WasmGlobal global() {
        WasmGlobal global = new WasmGlobal("global", structure.getNonNullReference());
        global.getInitialValue().add(new WasmStructNewDefault(structure));
        global.setImmutable(true);
        module.globals.add(global);
        return global;
    }

    private WasmFunction function() {
        WasmFunction function = new WasmFunction(functionType);
        module.functions.add(function);
        return function;
    }

    private static List<WasmInstruction> value(WasmGlobal global) {
        List<WasmInstruction> value = new ArrayList<>();
        global.getInitialValue().forEach(value::add);
        return value;
    }
}
