package org.layerlab.backend;

import org.junit.jupiter.api.Assumptions;

/** The pages' programs, which a quick build leaves out. */
public final class CompiledPrograms {
    private CompiledPrograms() {}

    /** Skips the test that calls it in a build that was told to leave them out. */
    public static void required() {
        Assumptions.assumeFalse(
                "none".equals(System.getProperty("teavm.phase")),
                "needs the programs of the pages, which -Dteavm.phase=none leaves out");
    }
}
