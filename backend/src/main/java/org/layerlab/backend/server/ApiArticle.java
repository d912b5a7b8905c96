package org.layerlab.backend.server;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.article.Article;

/** The OpenAPI description as a text for readers: each address with its methods, parameters, answers and errors. */
final class ApiArticle {
    private static final List<String> METHODS = List.of("get", "post", "patch", "delete", "put");

    /** The groups, from what most readers look for to what they know already. */
    private static final Map<String, String> GROUPS = Map.of(
            "models",
            "Models",
            "data sets",
            "Data sets",
            "lessons",
            "Lessons",
            "classes",
            "Live classes",
            "server",
            "Server",
            "pages",
            "Pages");

    private static final List<String> ORDER = List.of("models", "data sets", "lessons", "classes", "server", "pages");

    private final JsonObject api;
    private final StringBuilder text = new StringBuilder();

    private ApiArticle(JsonObject api) {
        this.api = api;
    }

    /**
     * The text. What the description says stays text: none of it becomes Markdown or HTML.
     *
     * @throws IllegalArgumentException when an operation has a tag that is not a group here
     */
    static Article of(JsonObject api) {
        ApiArticle article = new ApiArticle(api);
        article.write();
        return Article.parse(article.text.toString());
    }

    private void write() {
        Map<String, List<Runnable>> operations = new TreeMap<>();
        for (JsonObject.Member path : api.get("paths").asObject()) {
            JsonObject item = path.getValue().asObject();
            for (String method : METHODS) {
                JsonObject operation = object(item, method);
                if (operation != null) {
                    String tag = operation.get("tags").asArray().get(0).asString();
                    if (!GROUPS.containsKey(tag)) {
                        throw new IllegalArgumentException("openapi.json: " + method + " " + path.getName()
                                + " has the unknown tag '" + tag + "'");
                    }
                    operations
                            .computeIfAbsent(tag, one -> new ArrayList<>())
                            .add(() -> write(method.toUpperCase(Locale.ROOT) + " " + path.getName(), item, operation));
                }
            }
        }
        paragraph(plain(api.get("info").asObject().get("description").asString()));
        for (String tag : ORDER) {
            paragraph("## " + GROUPS.get(tag));
            operations.getOrDefault(tag, List.of()).forEach(Runnable::run);
        }
    }

    private void write(String name, JsonObject item, JsonObject operation) {
        paragraph("### " + code(name));
        paragraph("**" + plain(operation.get("summary").asString()) + "**");
        JsonValue description = operation.get("description");
        if (description != null) {
            paragraph(plain(description.asString()));
        }
        if (operation.get("security") != null) {
            paragraph("Needs the header " + code("Authorization: Bearer MANAGE_TOKEN") + ".");
        }
        JsonObject body = object(operation, "requestBody");
        if (body != null) {
            paragraph("Body: " + types(body) + ".");
        }
        List<String> parameters = new ArrayList<>();
        for (JsonObject holder : List.of(item, operation)) {
            JsonValue all = holder.get("parameters");
            if (all != null) {
                all.asArray().forEach(parameter -> parameters.add(parameter(parameter.asObject())));
            }
        }
        list("Parameters:", parameters);
        List<String> answers = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (JsonObject.Member member : operation.get("responses").asObject()) {
            String status = member.getName();
            JsonObject response = resolved(member.getValue().asObject());
            String line = code(status) + " " + plain(response.get("description").asString());
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
        JsonObject schema = parameter.get("schema").asObject();
        List<String> facts = new ArrayList<>();
        String in = parameter.get("in").asString();
        facts.add(in.equals("path") ? "in the path" : in.equals("query") ? "in the query" : "a header");
        JsonValue values = schema.get("enum");
        if (values == null) {
            facts.add(plain(words(schema.get("type"))));
        } else {
            List<String> choices = new ArrayList<>();
            values.asArray().forEach(one -> choices.add(code(words(one))));
            facts.add(String.join(" or ", choices));
        }
        if (schema.get("minimum") != null) {
            JsonValue most = schema.get("maximum");
            facts.add(plain(schema.get("minimum") + (most == null ? " or more" : " to " + most)));
        }
        if (schema.get("default") != null) {
            facts.add("else " + code(words(schema.get("default"))));
        }
        JsonValue description = parameter.get("description");
        return code(parameter.get("name").asString()) + ", " + String.join(", ", facts)
                + (description == null ? "" : ": " + plain(description.asString()));
    }

    private static String types(JsonObject holder) {
        JsonObject content = object(holder, "content");
        return content == null
                ? ""
                : String.join(
                        " or ", content.names().stream().map(ApiArticle::code).toList());
    }

    /** What a reference such as {@code #/components/responses/Busy} stands for, or the object itself. */
    private JsonObject resolved(JsonObject object) {
        JsonValue reference = object.get("$ref");
        if (reference == null) {
            return object;
        }
        JsonObject found = api;
        for (String name : reference.asString().substring("#/".length()).split("/", -1)) {
            found = found.get(name).asObject();
        }
        return found;
    }

    private static @Nullable JsonObject object(JsonObject holder, String name) {
        JsonValue value = holder.get(name);
        return value == null ? null : value.asObject();
    }

    /** A value as it reads: a text without its quotes. */
    private static String words(@Nullable JsonValue value) {
        return value != null && value.isString() ? value.asString() : String.valueOf(value);
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

    private static String code(String value) {
        return "`" + value + "`";
    }

    /** CommonMark takes a punctuation mark behind a backslash as it is. */
    private static String plain(String words) {
        return words.strip().replaceAll("[!-/:-@\\[-`{-~]", "\\\\$0");
    }
}
