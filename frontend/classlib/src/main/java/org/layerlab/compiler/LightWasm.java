package org.layerlab.compiler;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.teavm.backend.wasm.TeaVMWasmGCHost;
import org.teavm.backend.wasm.generate.classes.WasmGCClassInfoProvider;
import org.teavm.backend.wasm.model.WasmCollection;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.backend.wasm.model.WasmModule;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes the programs smaller: records lose what no page asks of them, and programs the {@link LeftOut parts} that
 * they don't use; in WebAssembly, run-time type information is constant where it can be and left out where nothing reads
 * it, functions that only cast an object and call a method become one with it, and variables and functions are sorted so that they take less
 * and compress better.
 */
public final class LightWasm implements TeaVMPlugin {
    @Override
    public void install(TeaVMHost host) {
        host.add(new LightNumbers());
        host.add(new LightRecords());
        for (LeftOut.Part part : LeftOut.Part.values()) {
            if (part.isUnwanted(host)) {
                host.add(new LeftOut(part));
            }
        }
        TeaVMWasmGCHost wasm = host.getExtension(TeaVMWasmGCHost.class);
        if (wasm == null) {
            return;
        }
        wasm.contributeToCodeGen((context, registry) -> context.initializerRegistry()
                .register(initializer -> lighten(context.module(), context.classInfoProvider(), initializer)));
    }

    private static void lighten(WasmModule module, WasmGCClassInfoProvider classes, WasmFunction initializer) {
        new UnaskedSupertypes(module, classes.reflectionTypes().classInfo()).remove();
        InlinedWrites.inline(initializer.getBody());
        new UnaskedFields(module, classes).remove(initializer.getBody());
        ConstantFields.move(initializer.getBody());
        Unused.nestConstants(module);
        MergedCallers.merge(module);
        Unused.removeTypes(module);
        module.functions.forEach(GroupedLocals::group);
        sortByType(module.functions);
    }

    /**
     * Groups functions by type. The compiler later sorts them by their number of uses, which for most is one, and keeps
     * this order among equals.
     */
    private static void sortByType(WasmCollection<WasmFunction> functions) {
        Map<WasmFunctionType, Integer> types = new HashMap<>();
        for (WasmFunction function : functions) {
            types.putIfAbsent(function.getType(), types.size());
        }
        functions.sort(Comparator.comparingInt(function -> types.getOrDefault(function.getType(), 0)));
    }
}
