package org.layerlab.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Symbolic links for tests; Windows makes them for administrators alone. */
public final class SymbolicLinks {
    private SymbolicLinks() {}

    /** Makes one, and skips the rest of a test where none can be made. */
    public static Path make(Path link, Path target) {
        try {
            return Files.createSymbolicLink(link, target);
        } catch (IOException | UnsupportedOperationException e) {
            return Assumptions.abort("symbolic links can't be made here: " + e);
        }
    }
}
