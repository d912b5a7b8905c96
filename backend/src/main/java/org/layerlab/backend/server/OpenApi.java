package org.layerlab.backend.server;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The OpenAPI description of the HTTP interface: {@code openapi.json} beside this class. */
final class OpenApi {
    private final Content content;

    private OpenApi(Content content) {
        this.content = content;
    }

    static OpenApi load() throws IOException {
        return new OpenApi(Content.of(bytes(), MediaTypes.JSON));
    }

    /** The description, parsed. */
    static JsonObject description() throws IOException {
        return Json.parse(new String(bytes(), StandardCharsets.UTF_8)).asObject();
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new FileNotFoundException("openapi.json is missing from the program");
            }
            return in.readAllBytes();
        }
    }

    Future<Void> send(RoutingContext ctx) {
        return content.send(ctx, 200, "no-cache");
    }
}
