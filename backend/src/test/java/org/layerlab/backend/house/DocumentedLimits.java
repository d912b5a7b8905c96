package org.layerlab.backend.house;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the backend's README promises of its limits, for the tests that compare it with the code. */
public final class DocumentedLimits {
    private static final Path README = Sources.ROOT.resolve("backend/README.md");

    private DocumentedLimits() {}

    /** The rows of the table of limits: what is limited, and how. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        section("Limits")
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.split(" \\| |^\\| ", -1))
                .forEach(cells -> table.put(cells[1], cells[2]));
        return table;
    }

    /** The text of a section. */
    public static String section(String heading) {
        return Documents.sections(README).getOrDefault(heading, "");
    }
}
