package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.text;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.cli.Cli;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;

/** Scripts of runs that nobody has saved. */
class ScriptApiTest extends WithModelServer {
    @Test
    void aCardGetsTheScriptOfItsRunAndNothingIsKept() throws Exception {
        Path file = temporary.resolve("run.safetensors");
        Cli.run("circles", "--dataset", "spiral", "--layers", "2,5,softmax3", "--iterations", 30, "--out", file);
        ModelCard card = ParameterFile.read(Files.readAllBytes(file)).card();
        long before = filesInStore();
        HttpResponse<byte[]> answer = post(card.toString());
        assertEquals(200, answer.statusCode(), text(answer));
        assertEquals(NumpyScript.load().of(card), text(answer));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals(before, filesInStore());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, empty",
        "'[1, 2', 400, JSON",
        "'{}', 400, the model card's layerDims are not a list",
        "'{\"layerDims\": [2, 1], \"activations\": [\"sigmoid\"]}', 422, its card does not say how it was trained",
        "'{\"layers\": \"8x8x3, conv3x2, gap, 1\"}', 422, the script is for dense layers"
    })
    void whatCannotBeRepeatedIsRefusedWithAReason(String card, int status, String said) throws Exception {
        HttpResponse<byte[]> answer = post(card);
        assertEquals(status, answer.statusCode(), text(answer));
        assertTrue(text(answer).contains(said), text(answer));
    }

    @Test
    void aCardThatIsTooLargeIsNotRead() throws Exception {
        HttpResponse<byte[]> answer = post(" ".repeat(MAX_UPLOAD + 1));
        assertEquals(413, answer.statusCode(), text(answer));
    }

    @Test
    void aCardIsLimitedAsASavedOne() throws Exception {
        try (ServerFixture large = new ServerFixture(ServerFixture.options(temporary.resolve("large")))) {
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            assertEquals(400, large.post("/api/run.py", spaces).statusCode(), "it is empty, and not too large");
            byte[] more = " ".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8);
            assertEquals(413, large.post("/api/run.py", more).statusCode());
        }
    }

    @Test
    void aDiskThatTakesNothingIsNotNeeded() throws Exception {
        StorePlace place = new TamperedPlace(temporary.resolve("ill"), (method, store) -> {
            if (method.equals("newTemporaryFile")) {
                throw StoreException.unwritable("the model cannot be stored", new IOException("No space left"));
            }
            return store.call();
        });
        Path file = temporary.resolve("run.safetensors");
        Cli.run("circles", "--layers", "2,3,1", "--iterations", 10, "--out", file);
        ModelCard card = ParameterFile.read(Files.readAllBytes(file)).card();
        try (ServerFixture ill = new ServerFixture(ServerFixture.options(place))) {
            HttpResponse<byte[]> saved = ill.post("/api/models", Files.readAllBytes(file));
            assertEquals(507, saved.statusCode(), text(saved));
            HttpResponse<byte[]> answer =
                    ill.post("/api/run.py", card.toString().getBytes(StandardCharsets.UTF_8));
            assertEquals(200, answer.statusCode(), text(answer));
            assertEquals(NumpyScript.load().of(card), text(answer));
        }
    }

    private HttpResponse<byte[]> post(String card) throws Exception {
        return at.post("/api/run.py", card.getBytes(StandardCharsets.UTF_8));
    }
}
