package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class ApiArticleTest {
    private static final String SMALL = """
            {"info": {"description": "For <b>*all*</b>"},
             "components": {"responses": {"Busy": {"description": "Busy; try later"}}},
             "paths": {"/api/things/{id}": {
               "parameters": [{"name": "id", "in": "path", "description": "Which_one_", "schema": {"type": "string"}}],
               "get": {"tags": ["TAG"], "summary": "A thing",
                 "parameters": [{"name": "size", "in": "query",
                   "schema": {"type": "integer", "minimum": 32, "maximum": 224, "default": 64}}],
                 "responses": {"200": {"description": "The thing", "content": {"application/json": {}}},
                   "503": {"$ref": "#/components/responses/Busy"}}}}}}
            """;

    private static Document html(String json) {
        return Jsoup.parseBodyFragment(
                ApiArticle.of(Json.parse(json).asObject()).html());
    }

    @Test
    void anOperationHasItsParametersAnswersAndErrors() {
        Document html = html(SMALL.replace("TAG", "models"));
        assertEquals("GET /api/things/{id}", html.select("h3 code").text());
        assertEquals(
                "id, in the path, string: Which_one_ | size, in the query, integer, 32 to 224, else 64"
                        + " | 200 The thing (application/json) | 503 Busy; try later",
                html.select("li").stream().map(one -> one.text()).collect(Collectors.joining(" | ")));
        assertEquals("For <b>*all*</b>", html.select("p").get(0).text(), "Markdown or HTML became of a description");
        assertEquals(0, html.select("b, em").size());
    }

    @Test
    void anUnknownGroupIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> html(SMALL.replace("TAG", "others")));
        assertTrue(String.valueOf(refused.getMessage()).contains("get /api/things/{id} has the unknown tag 'others'"));
    }

    @Test
    void everyOperationOfTheServerIsThere() throws Exception {
        JsonObject api = OpenApi.description();
        Set<String> operations = new TreeSet<>();
        for (JsonObject.Member path : api.get("paths").asObject()) {
            for (String method : path.getValue().asObject().names()) {
                if (!method.equals("parameters")) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getName());
                }
            }
        }
        Document html = html(api.toString());
        assertEquals(
                operations,
                html.select("h3 > code").stream()
                        .map(one -> one.text())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertFalse(html.select("strong, code").eachText().contains("null"), html.text());
        for (String group : Set.of("models", "data-sets", "lessons", "live-classes", "server", "pages")) {
            assertEquals(1, html.select("h2#" + group).size(), group);
        }
    }
}
