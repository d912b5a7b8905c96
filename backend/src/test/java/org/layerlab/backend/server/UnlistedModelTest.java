package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.store.SampleModels;

/** A model that only its link leads to is not for search engines. */
class UnlistedModelTest extends WithModelServer {
    private static final String NOINDEX = "<meta name=\"robots\" content=\"noindex\">";

    @Test
    void pageOfAnUnlistedModelAsksSearchEnginesToLeaveItOut() throws Exception {
        assertTrue(page(saved("/api/models").getString("url")).contains(NOINDEX));
    }

    @Test
    void pageOfAListedOrBundledModelDoesNot() throws Exception {
        assertFalse(page(saved("/api/models?listed=true").getString("url")).contains("robots"));
        assertFalse(page("/m/cats-and-dogs").contains("robots"));
    }

    @Test
    void pageFollowsTheModelWhenItIsListed() throws Exception {
        JsonObject saved = saved("/api/models");
        HttpResponse<byte[]> listed =
                at.change(saved.getString("id"), saved.getString("manageToken"), "{\"listed\": true}");
        assertEquals(200, listed.statusCode(), text(listed));
        assertFalse(page(saved.getString("url")).contains(NOINDEX));
    }

    @Test
    void filesOfAnUnlistedModelAskForTheSame() throws Exception {
        String unlisted = saved("/api/models").getString("id");
        for (String file : new String[] {"", "/parameters.npz", "/preview.png", "/run.py"}) {
            assertEquals("noindex", header(at.get("/api/models/" + unlisted + file), "X-Robots-Tag"), file);
            assertEquals("", header(at.get("/api/models/cats-and-dogs" + file), "X-Robots-Tag"), file);
        }
    }

    private JsonObject saved(String path) throws Exception {
        HttpResponse<byte[]> created = at.post(path, SampleModels.safetensors("Rings", 1));
        assertEquals(201, created.statusCode(), text(created));
        return json(created);
    }

    private String page(String path) throws Exception {
        HttpResponse<byte[]> page = at.get(path);
        assertEquals(200, page.statusCode());
        return text(page);
    }
}
