package org.layerlab.compiler;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.teavm.backend.wasm.TeaVMWasmGCHost;
import org.teavm.backend.wasm.model.WasmCollection;
import org.teavm.backend.wasm.model.WasmFunction;
import org.teavm.backend.wasm.model.WasmFunctionType;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes the programs smaller: records lose what no page asks of them, and programs the {@link LeftOut parts} that
 * they don't use; in WebAssembly, run-time type information that nothing reads is left out, and variables and functions
 * are sorted so that they take less and compress better.
 */
public final class LightWasm implements TeaVMPlugin {
    @Override
    public void install(TeaVMHost host) {
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
                .register(initializer -> {
                    new UnaskedSupertypes(
                                    context.module(),
                                    context.classInfoProvider()
                                            .reflectionTypes()
                                            .classInfo())
                            .remove();
                    context.module().functions.forEach(GroupedLocals::group);
                    sortByType(context.module().functions);
                }));
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
