package org.layerlab.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.layerlab.compiler.Program;

class LoadedProgramsTest {
    private final Logger requests = Logger.getAnonymousLogger();
    private final LoadedPrograms loaded = new LoadedPrograms(requests);

    @Test
    void areThoseThatOpenPagesAskFor() {
        assertEquals(Set.of(), loaded.open());
        asked("/assets/0123456789abcdef/play.wasm");
        asked("/assets/0123456789abcdef/kernels-relaxed.wasm");
        asked("/assets/0123456789abcdef/boot.js");
        asked("/photos/train");
        asked("/assets/0123456789abcdef/gpu.wasm");
        assertEquals(Set.of(Program.PLAY, Program.GPU), loaded.open());
    }

    @Test
    void areForgottenAfterThePageWasClosed() {
        asked("/assets/0123456789abcdef/play.wasm");
        asked("/assets/0123456789abcdef/train.wasm");
        loaded.pagesReload();
        assertEquals(Set.of(Program.PLAY, Program.TRAIN), loaded.open(), "they have had no time to reload");
        asked("/assets/fedcba9876543210/play.wasm");
        loaded.pagesReload();
        assertEquals(Set.of(Program.PLAY), loaded.open());
    }

    /** As the server's {@code RequestLog} writes it. */
    private void asked(String path) {
        requests.info("127.0.0.1 GET " + path + " 200 1234 B 56 µs");
    }
}
