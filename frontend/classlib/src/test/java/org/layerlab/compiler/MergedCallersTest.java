package org.layerlab.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.teavm.backend.wasm.WasmFunctionTypes;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmLocal;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.backend.wasm.model.WasmStructure;
import org.teavm.backend.wasm.model.WasmType;
import org.teavm.backend.wasm.model.instruction.WasmCast;
import org.teavm.backend.wasm.model.instruction.WasmGetLocal;
import org.teavm.backend.wasm.model.instruction.WasmInstruction;
import org.teavm.backend.wasm.model.instruction.WasmIsNull;
import org.teavm.backend.wasm.model.instruction.WasmSetLocal;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;

/** A method with an object and a number, and a function that casts an object of a superclass and calls it. */
class MergedCallersTest {
    private final WasmModule module = new WasmModule();
    private final WasmFunctionTypes types = new WasmFunctionTypes(module);
    private final WasmStructure superclass = new WasmStructure("Super");
    private final WasmStructure subclass = new WasmStructure("Sub");
    private final WasmFunction method = function(subclass);
    private final WasmFunction caller = function(superclass);

    @BeforeEach
    void casts() {
        caller.getBody()
                .builder()
                .getLocal(caller.getLocalVariables().get(0))
                .cast(subclass.getReference())
                .getLocal(caller.getLocalVariables().get(1))
                .call(method);
    }

    @Test
    void codeMovesIntoTheCallerWithItsVariables() {
        WasmLocal own = new WasmLocal(WasmType.INT32);
        method.add(own);
        method.getBody().add(new WasmGetLocal(method.getLocalVariables().get(1)));
        method.getBody().add(new WasmSetLocal(own));
        method.getBody().add(new WasmGetLocal(own));
        MergedCallers.merge(module);

        assertEquals(List.of(caller), module.functions.stream().toList());
        List<WasmInstruction> code = code();
        assertEquals(3, code.size(), "no cast of an object that the method does not use");
        assertSame(caller.getLocalVariables().get(1), ((WasmGetLocal) code.get(0)).getLocal());
        WasmLocal moved = caller.getLocalVariables().get(2);
        assertSame(moved, ((WasmSetLocal) code.get(1)).getLocal());
        assertSame(moved, ((WasmGetLocal) code.get(2)).getLocal());
        assertSame(WasmType.INT32, moved.getType());
    }

    @Test
    void objectIsCastWhereItIsReadOnce() {
        method.getBody().builder().getLocal(method.getLocalVariables().get(0)).isNull();
        MergedCallers.merge(module);

        List<WasmInstruction> code = code();
        assertSame(caller.getLocalVariables().get(0), ((WasmGetLocal) code.get(0)).getLocal());
        assertSame(subclass.getReference(), ((WasmCast) code.get(1)).getTargetType());
        assertEquals(3, code.size());
    }

    @Test
    void objectThatIsReadOrChangedMoreOftenIsCastOnce() {
        WasmLocal object = method.getLocalVariables().get(0);
        method.getBody().add(new WasmGetLocal(object));
        method.getBody().add(new WasmSetLocal(object));
        method.getBody().add(new WasmGetLocal(object));
        method.getBody().add(new WasmIsNull());
        MergedCallers.merge(module);

        List<WasmInstruction> code = code();
        WasmLocal own = caller.getLocalVariables().get(2);
        assertSame(subclass.getReference(), own.getType());
        assertSame(caller.getLocalVariables().get(0), ((WasmGetLocal) code.get(0)).getLocal());
        assertSame(subclass.getReference(), ((WasmCast) code.get(1)).getTargetType());
        assertSame(own, ((WasmSetLocal) code.get(2)).getLocal());
        assertSame(own, ((WasmGetLocal) code.get(3)).getLocal());
        assertSame(own, ((WasmSetLocal) code.get(4)).getLocal());
        assertSame(own, ((WasmGetLocal) code.get(5)).getLocal());
    }

    @Test
    void methodThatSomebodyElseCallsStays() {
        WasmFunction other = function(subclass);
        other.getBody()
                .builder()
                .getLocal(other.getLocalVariables().get(0))
                .getLocal(other.getLocalVariables().get(1))
                .call(method);
        MergedCallers.merge(module);

        assertEquals(3, module.functions.size());
        assertEquals(4, code().size());
    }

    @Test
    void methodThatIsExportedOrReferredToStays() {
        method.setExportName("method");
        MergedCallers.merge(module);
        assertEquals(2, module.functions.size());

        method.setExportName(null);
        method.setReferenced(true);
        MergedCallers.merge(module);
        assertEquals(2, module.functions.size());
    }

    @Test
    void functionThatAPersonWroteStays() {
        caller.setJavaMethod(new MethodReference("Some", "method", ValueType.VOID));
        MergedCallers.merge(module);
        assertEquals(2, module.functions.size(), "its cast may fail");
    }

    @Test
    void parametersOfOtherTypesStay() {
        method.setType(types.of(WasmType.INT32, subclass.getReference(), WasmType.FLOAT64));
        MergedCallers.merge(module);
        assertEquals(2, module.functions.size());
    }

    private List<WasmInstruction> code() {
        List<WasmInstruction> code = new ArrayList<>();
        caller.getBody().forEach(code::add);
        return code;
    }

    private WasmFunction function(WasmStructure object) {
        WasmFunction function = new WasmFunction(types.of(WasmType.INT32, object.getReference(), WasmType.INT32));
        function.add(new WasmLocal(object.getReference()));
        function.add(new WasmLocal(WasmType.INT32));
        module.functions.add(function);
        return function;
    }
}
