package org.layerlab.backend.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Trains on photos of noise, into a folder of each test's own. */
abstract class WithNoisePhotos {
    @TempDir
    static Path photos;

    @TempDir
    Path folder;

    @BeforeAll
    static void makePhotos() throws Exception {
        NoisePhotos.make(photos);
    }

    /** The arguments of a training whose model gets this name. */
    Object[] train(String out, Object... more) {
        return NoisePhotos.train(photos, "12288,3,1", folder.resolve(out), more);
    }
}
