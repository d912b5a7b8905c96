package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser's tab says is in the reader's language, as the page is. */
class PageTitlesTest {
    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void everyPagesTitleIsTranslated(String code) throws IOException {
        JsonObject texts = Json.parse(Files.readString(Path.of("..", "static", "texts", code + ".json")))
                .asObject();
        List<String> english = Stream.of(Page.values())
                .map(Page::title)
                .filter(title -> texts.get(title) == null)
                .toList();
        assertEquals(List.of(), english, "add to static/texts/" + code + ".json");
    }
}
