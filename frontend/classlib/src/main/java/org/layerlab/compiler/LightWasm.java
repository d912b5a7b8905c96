package org.layerlab.compiler;

import org.teavm.backend.wasm.TeaVMWasmGCHost;
import org.teavm.backend.wasm.WasmGCTarget;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes the WebAssembly build a ninth smaller: the tables of virtual methods are constants, in place of code that fills
 * them at the start, and what could only be asked of a class at run time is left out where nobody asks. The JavaScript
 * build has neither.
 */
public final class LightWasm implements TeaVMPlugin {
    @Override
    public void install(TeaVMHost host) {
        TeaVMWasmGCHost wasm = host.getExtension(TeaVMWasmGCHost.class);
        if (wasm == null) {
            return;
        }
        if (wasm instanceof WasmGCTarget target) {
            target.setCompactMode(true);
        }
        wasm.contributeToCodeGen((context, registry) -> context.initializerRegistry()
                .register(initializer -> new UnaskedSupertypes(
                                context.module(),
                                context.classInfoProvider().reflectionTypes().classInfo())
                        .remove()));
    }
}
