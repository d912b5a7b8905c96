package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.SampleModels;

/** Failures tell clients nothing of the folders of the server. */
class NoFoldersInAnswersTest {
    @TempDir
    Path temporary;

    @Test
    void answersNameNoFolderOfTheServer() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("secret-store"))
                .withDataSets(List.of(BrokenPets.in(temporary)));
        try (ServerFixture at = new ServerFixture(options)) {
            String id = at.save(SampleModels.safetensors("Model", 1)).getString("id");
            Path store = temporary.resolve("secret-store");
            Files.move(store, temporary.resolve("elsewhere"));
            Files.writeString(store, "a file where the folder was");
            int failures = 0;
            for (String path : List.of(
                    "/health",
                    "/api/models",
                    "/api/models/" + id,
                    "/api/models/" + id + "/parameters.npz",
                    "/api/models/" + id + "/parameters.safetensors",
                    "/api/models/" + id + "/preview.png",
                    "/api/datasets",
                    "/api/datasets/pets/train/examples",
                    "/datasets/pets/train/cat.0.jpg",
                    "/datasets/pets/train/dog.0.jpg",
                    "/m/" + id)) {
                for (String method : List.of("GET", "POST", "DELETE")) {
                    HttpResponse<byte[]> response = at.request(method, path, "Authorization", "Bearer x");
                    String answer = response.headers().map() + "\n" + ServerFixture.text(response);
                    assertFalse(answer.contains("secret-") || answer.contains(temporary.toString()), answer);
                    failures += response.statusCode() >= 500 ? 1 : 0;
                }
            }
            assertTrue(failures >= 3, "only " + failures + " requests failed");
            HttpResponse<byte[]> saved = at.post("/api/models", SampleModels.safetensors("Model", 2));
            assertTrue(saved.statusCode() >= 500, ServerFixture.text(saved));
            assertFalse(ServerFixture.text(saved).contains("secret-"), ServerFixture.text(saved));
        }
    }
}
