package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinificationTest {
    @ParameterizedTest
    @ValueSource(strings = {"boot.js", "language.js", "page.js", "theme.js"})
    void aScriptOfThePagesLosesAThird(String name) throws Exception {
        String script = Files.readString(Path.of("../static", name));
        String shorter = Minification.minified(name, script);
        assertTrue(3 * shorter.length() < 2 * script.length(), shorter.length() + " of " + script.length());
        assertTrue(shorter.startsWith("'use strict';"), shorter);
    }

    @Test
    void namesThatOtherScriptsUseStay() {
        assertEquals(
                "'use strict';const shared=a=>2*a;window.given=shared(1);",
                Minification.minified("a.js", "const shared = (number) => 2 * number;\nwindow.given = shared(1);\n")
                        .strip());
    }

    @Test
    void whatIsNoScriptStopsTheBuild() {
        String said = String.valueOf(
                assertThrows(IllegalStateException.class, () -> Minification.minified("a.js", "const = 1;"))
                        .getMessage());
        assertTrue(said.startsWith("a.js: ") && said.contains("Parse error"), said);
    }
}
