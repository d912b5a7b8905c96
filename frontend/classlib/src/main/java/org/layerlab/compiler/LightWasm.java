package org.layerlab.compiler;

import org.teavm.backend.wasm.TeaVMWasmGCHost;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Makes the WebAssembly build smaller by a twentieth: what could only be asked of a class at run time is left out where
 * nobody asks.
 */
public final class LightWasm implements TeaVMPlugin {
    @Override
    public void install(TeaVMHost host) {
        TeaVMWasmGCHost wasm = host.getExtension(TeaVMWasmGCHost.class);
        if (wasm == null) {
            return;
        }
        wasm.contributeToCodeGen((context, registry) -> context.initializerRegistry()
                .register(initializer -> new UnaskedSupertypes(
                                context.module(),
                                context.classInfoProvider().reflectionTypes().classInfo())
                        .remove()));
    }
}
