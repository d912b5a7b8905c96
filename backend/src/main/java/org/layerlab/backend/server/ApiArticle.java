package org.layerlab.backend.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.layerlab.backend.article.Article;

/** The OpenAPI description as a text for readers: each address with its methods, parameters, answers and errors. */
final class ApiArticle {
    private static final List<String> METHODS = List.of("get", "post", "patch", "delete", "put");

    /** The groups, from what most readers look for to what they know already. */
    private static final Map<String, String> GROUPS = Map.of(
            "models", "Models", "data sets", "Data sets", "lessons", "Lessons", "server", "Server", "pages", "Pages");

    private static final List<String> ORDER = List.of("models", "data sets", "lessons", "server", "pages");

    private final JsonObject api;
    private final StringBuilder text = new StringBuilder();

    private ApiArticle(JsonObject api) {
        this.api = api;
    }

    /**
     * The text. What the description says stays text: none of it becomes Markdown or HTML.
     *
     * @throws IllegalArgumentException when an operation has a tag that is no group here
     */
    static Article of(JsonObject api) {
        ApiArticle article = new ApiArticle(api);
        article.write();
        return Article.parse(article.text.toString());
    }

    private void write() {
        Map<String, List<Runnable>> operations = new TreeMap<>();
        JsonObject paths = api.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : METHODS) {
                JsonObject operation = item.getJsonObject(method);
                if (operation != null) {
                    String tag = operation.getJsonArray("tags").getString(0);
                    if (!GROUPS.containsKey(tag)) {
                        throw new IllegalArgumentException(
                                "openapi.json: " + method + " " + path + " has the unknown tag '" + tag + "'");
                    }
                    operations
                            .computeIfAbsent(tag, one -> new ArrayList<>())
                            .add(() -> write(method.toUpperCase(Locale.ROOT) + " " + path, item, operation));
                }
            }
        }
        paragraph(plain(api.getJsonObject("info").getString("description")));
        for (String tag : ORDER) {
            paragraph("## " + GROUPS.get(tag));
            operations.getOrDefault(tag, List.of()).forEach(Runnable::run);
        }
    }

    private void write(String name, JsonObject item, JsonObject operation) {
        paragraph("### " + code(name));
        paragraph("**" + plain(operation.getString("summary")) + "**");
        String description = operation.getString("description");
        if (description != null) {
            paragraph(plain(description));
        }
        if (operation.containsKey("security")) {
            paragraph("Needs the header " + code("Authorization: Bearer MANAGE_TOKEN") + ".");
        }
        JsonObject body = operation.getJsonObject("requestBody");
        if (body != null) {
            paragraph("Body: " + types(body) + ".");
        }
        List<String> parameters = new ArrayList<>();
        for (JsonObject holder : List.of(item, operation)) {
            objects(holder.getJsonArray("parameters")).forEach(parameter -> parameters.add(parameter(parameter)));
        }
        list("Parameters:", parameters);
        List<String> answers = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        JsonObject responses = operation.getJsonObject("responses");
        for (String status : responses.fieldNames()) {
            JsonObject response = resolved(responses.getJsonObject(status));
            String line = code(status) + " " + plain(response.getString("description"));
            if (status.compareTo("400") < 0) {
                String types = types(response);
                answers.add(types.isEmpty() ? line : line + " (" + types + ")");
            } else {
                errors.add(line);
            }
        }
        list("Answers:", answers);
        list("Errors:", errors);
    }

    private String parameter(JsonObject reference) {
        JsonObject parameter = resolved(reference);
        JsonObject schema = parameter.getJsonObject("schema");
        List<String> facts = new ArrayList<>();
        String in = parameter.getString("in");
        facts.add(in.equals("path") ? "in the path" : in.equals("query") ? "in the query" : "a header");
        JsonArray values = schema.getJsonArray("enum");
        if (values == null) {
            facts.add(plain(String.valueOf(schema.getValue("type"))));
        } else {
            facts.add(String.join(" or ", values.stream().map(one -> code(one)).toList()));
        }
        if (schema.containsKey("minimum")) {
            String most = schema.containsKey("maximum") ? " to " + schema.getValue("maximum") : " or more";
            facts.add(plain(schema.getValue("minimum") + most));
        }
        if (schema.containsKey("default")) {
            facts.add("else " + code(schema.getValue("default")));
        }
        String description = parameter.getString("description");
        return code(parameter.getString("name")) + ", " + String.join(", ", facts)
                + (description == null ? "" : ": " + plain(description));
    }

    private static String types(JsonObject holder) {
        JsonObject content = holder.getJsonObject("content");
        return content == null
                ? ""
                : String.join(
                        " or ",
                        content.fieldNames().stream().map(ApiArticle::code).toList());
    }

    /** What a reference such as {@code #/components/responses/Busy} stands for, or the object itself. */
    private JsonObject resolved(JsonObject object) {
        String reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        JsonObject found = api;
        for (String name : reference.substring("#/".length()).split("/", -1)) {
            found = found.getJsonObject(name);
        }
        return found;
    }

    private static List<JsonObject> objects(@org.jspecify.annotations.Nullable JsonArray array) {
        return array == null
                ? List.of()
                : array.stream().map(JsonObject.class::cast).toList();
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            paragraph(title);
            items.forEach(item -> text.append("- ").append(item).append('\n'));
            text.append('\n');
        }
    }

    private void paragraph(String markdown) {
        text.append(markdown).append("\n\n");
    }

    private static String code(Object value) {
        return "`" + value + "`";
    }

    /** CommonMark takes a punctuation mark behind a backslash as it is. */
    private static String plain(String words) {
        return words.strip().replaceAll("[!-/:-@\\[-`{-~]", "\\\\$0");
    }
}
