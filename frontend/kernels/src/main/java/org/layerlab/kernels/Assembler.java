package org.layerlab.kernels;

import com.dylibso.chicory.log.SystemLogger;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wabt.Wat2WasmModule;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * WebAssembly text to a binary module, by WABT's {@code wat2wasm}, which is itself a WebAssembly module and runs on the
 * JVM: the build needs no compiler but Maven's.
 */
final class Assembler {
    private Assembler() {}

    /**
     * Assembles and validates.
     *
     * @throws IllegalArgumentException with WABT's message when the text is not a valid module
     */
    static byte[] assemble(String wat) {
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        WasiOptions options = WasiOptions.builder()
                .withStdin(new ByteArrayInputStream(wat.getBytes(StandardCharsets.UTF_8)))
                .withStdout(binary)
                .withStderr(errors)
                .withArguments(List.of("wat2wasm", "--enable-threads", "--enable-relaxed-simd", "-", "--output=-"))
                .build();
        int exitCode = 0;
        try (WasiPreview1 wasi = WasiPreview1.builder()
                .withLogger(new SystemLogger())
                .withOptions(options)
                .build()) {
            ImportValues imports =
                    ImportValues.builder().addFunction(wasi.toHostFunctions()).build();
            Instance.builder(Wat2WasmModule.load())
                    .withMachineFactory(Wat2WasmModule::create)
                    .withImportValues(imports)
                    .build();
        } catch (WasiExitException e) {
            exitCode = e.exitCode();
        }
        if (exitCode != 0 || binary.size() == 0) {
            throw new IllegalArgumentException(
                    "the kernels can't be assembled: " + errors.toString(StandardCharsets.UTF_8));
        }
        return binary.toByteArray();
    }
}
