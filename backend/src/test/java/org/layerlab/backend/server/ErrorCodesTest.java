package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the API lists the codes that errors have. */
class ErrorCodesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern PROBLEM = Pattern.compile("new HttpProblem\\(\\s*(?:\\d+,\\s*\"(\\w+)\")?");

    @Test
    void theDescriptionListsTheCodesOfTheSource() throws IOException {
        TreeSet<String> sent = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            Matcher problem = PROBLEM.matcher(Files.readString(file));
            while (problem.find()) {
                sent.add(Objects.requireNonNull(problem.group(1), () -> file + " has a code that is not a literal"));
            }
        }
        TreeSet<String> listed = new TreeSet<>();
        for (JsonValue code : listed()) {
            listed.add(code.asString());
        }
        assertEquals(sent, listed, "openapi.json lists the codes in components.schemas.Error");
    }

    private static Iterable<JsonValue> listed() throws IOException {
        JsonObject at;
        try (Reader json = new InputStreamReader(
                Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.json")), StandardCharsets.UTF_8)) {
            at = Json.parse(json).asObject();
        }
        for (String name : List.of("components", "schemas", "Error", "properties", "error", "properties", "code")) {
            at = at.get(name).asObject();
        }
        return at.get("enum").asArray();
    }
}
