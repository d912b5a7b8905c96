package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.json;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.store.SampleModels;

/** Pages of other sites cannot change anything through the browsers that show them. */
class CrossSiteTest {
    @TempDir
    Path temporary;

    private ServerFixture at;
    private ServerFixture known;
    private String id;
    private String token;

    @BeforeEach
    void start() throws Exception {
        at = new ServerFixture(ServerFixture.options(temporary.resolve("store")));
        known = new ServerFixture(ServerFixture.options(temporary.resolve("known"))
                .withFront(new ServerOptions.Front(List.of(), Optional.of("https://lab.example"))));
        JsonObject saved = at.save(SampleModels.safetensors("Rings", 1));
        id = saved.getString("id");
        token = saved.getString("manageToken");
    }

    @AfterEach
    void stop() throws Exception {
        known.close();
        at.close();
    }

    private static List<String> with(String headers, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        for (String header : headers.split("; ", 0)) {
            all.addAll(List.of(header.split(": ", 2)));
        }
        return all;
    }

    /** The status of a request with this token that the page of a site makes. */
    private HttpResponse<byte[]> change(String method, String path, String headers) throws Exception {
        return at.request(
                method, path, with(headers, "Authorization", "Bearer " + token).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: http://127.0.0.1",
                "Origin: http://127.0.0.1:1",
                "Origin: http://127.0.0.1:PORT.evil.example",
                "Origin: http://evil.example; Sec-Fetch-Site: same-origin",
                "Origin: null",
                "Origin: http://127.0.0.1:PORT; Sec-Fetch-Site: cross-site",
                "Origin: http://127.0.0.1:PORT; Sec-Fetch-Site: same-site",
                "Origin: http://127.0.0.1:PORT; Origin: http://evil.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: nonsense",
            })
    void changesOfOtherSitesAreRefused(String given) throws Exception {
        String headers = given.replace("PORT", String.valueOf(at.running.port()));
        for (String method : List.of("POST", "PATCH", "DELETE", "PUT")) {
            for (String path : List.of("/api/models", "/api/models/" + id, "/")) {
                HttpResponse<byte[]> refused = change(method, path, headers);
                assertEquals(403, refused.statusCode(), method + " " + path);
                assertEquals("cross_site", errorCode(refused));
            }
        }
        assertEquals(1, json(at.get("/health")).getInteger("models"), "the model is still there");
        assertEquals(200, change("GET", "/api/models/" + id, headers).statusCode(), "reading is free");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Origin: http://127.0.0.1:PORT",
                "Origin: HTTP://127.0.0.1:PORT; Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "Origin: https://lab.example; X-Forwarded-Host: lab.example",
                "Origin: https://lab.example; X-Forwarded-Host: lab.example:443; X-Forwarded-Proto: https",
            })
    void changesOfOwnPagesAndOfProgramsPass(String given) throws Exception {
        String headers = given.replace("PORT", String.valueOf(at.running.port()));
        HttpResponse<byte[]> deleted = change("DELETE", "/api/models/" + id, headers);
        assertEquals(204, deleted.statusCode(), ServerFixture.text(deleted));
    }

    @Test
    void publicUrlIsTheOnlyOrigin() throws Exception {
        String own = "http://127.0.0.1:" + known.running.port();
        assertEquals(403, known.request("POST", "/api/models", "Origin", own).statusCode());
        assertEquals(
                403,
                known.request("POST", "/api/models", "Origin", "http://lab.example")
                        .statusCode());
        HttpResponse<byte[]> empty = known.request("POST", "/api/models", "Origin", "https://lab.example");
        assertEquals(400, empty.statusCode(), "the body is missing, and nothing else is wrong");
    }
}
