package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.text;

import com.eclipsesource.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.cli.Cli;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;

/** {@code layerlab models}, with a server that runs and without. */
class ModelsCommandTest extends WithModelServer {
    private Cli.Result models(Object... args) {
        Object[] all = new Object[args.length + 3];
        all[0] = "models";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--store";
        all[args.length + 2] = store;
        return Cli.run(all);
    }

    private String save(int seed) throws Exception {
        return at.save(SampleModels.safetensors("Rings " + seed, seed)).getString("id");
    }

    @Test
    void listsShowsDeletesAndBlocksWhileTheServerRuns() throws Exception {
        String kept = save(1);
        String deleted = save(2);
        String blocked = save(3);
        Cli.Result list = models("list");
        assertEquals(0, list.code(), list.err());
        assertEquals(3, list.out().lines().count());
        assertTrue(list.out().contains(kept + "\tsaved\t"), list.out());
        assertTrue(list.out().contains("\tunlisted\tRings 1\n"), list.out());
        Cli.Result shown = models("show", kept);
        assertTrue(shown.out().contains("layers: 2,3,1\n"), shown.out());
        assertFalse(shown.out().contains("token"), shown.out());

        assertEquals(deleted + "\tdeleted\n", models("delete", deleted).out());
        assertEquals(blocked + "\tblocked\n", models("block", blocked).out());
        assertEquals(410, at.get("/api/models/" + deleted).statusCode());
        HttpResponse<byte[]> gone = at.get("/api/models/" + blocked);
        assertEquals(410, gone.statusCode());
        assertTrue(text(gone).contains("removed by whoever runs this server"), text(gone));
        assertEquals(200, at.get("/api/models/" + kept).statusCode());
        // What was deleted may be saved again, elsewhere; what was blocked may not.
        assertFalse(save(2).equals(deleted));
        HttpResponse<byte[]> refused = at.post("/api/models", SampleModels.safetensors("Rings 3", 3));
        assertEquals(403, refused.statusCode(), text(refused));
        assertEquals("blocked", errorCode(refused));

        Cli.Result again = models("delete", blocked);
        assertEquals(1, again.code());
        assertTrue(again.err().contains("removed by whoever runs this server"), again.err());
        assertEquals(2, models("list").out().lines().count());
        assertEquals(4, models("list", "--all").out().lines().count());
        assertEquals(1, models("show", "aaaaaaaaaaaaaaaa").code());
        assertEquals(1, models("delete", "../../etc/passwd").code());
    }

    @Test
    void anAnswerThatFindsNoRoomOnTheDiskIsAFailureAllTheSame() throws Exception {
        // In the way of the server's text, as a full disk would be.
        Files.createDirectories(store.resolve("requests/aaaaaaaaaaaaaaaa.writing"));
        Cli.Result refused = models("delete", "aaaaaaaaaaaaaaaa");
        assertEquals(1, refused.code());
        assertEquals(
                "layerlab models delete: the server cannot remove the model aaaaaaaaaaaaaaaa; its log says why",
                refused.err().strip());
        try (Stream<Path> left = Files.list(store.resolve("requests"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void worksWithoutAServerAndOutlivesARestart() throws Exception {
        byte[] file = SampleModels.safetensors("Rings", 1);
        JsonObject saved = at.save(file);
        String id = saved.getString("id");
        at.delete(id, saved.getString("manageToken"));
        String second = at.save(file).getString("id");
        at.close();
        // One that its owner deleted can be blocked too: then no other address gets it.
        assertEquals(0, models("block", id).code());
        assertEquals(0, models("delete", second).code());
        start();
        assertEquals(403, at.post("/api/models", file).statusCode());
    }

    @Test
    void verifyNamesWhatIsNotAsItWasSaved() throws Exception {
        String good = save(1);
        String flipped = save(2);
        String missing = save(3);
        String orphaned = save(4);
        assertEquals(0, models("verify").code());
        Path file = store.resolve(flipped + ".safetensors");
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
        Files.delete(store.resolve(missing + ".safetensors"));
        Files.delete(store.resolve(orphaned + ".json"));
        Cli.Result verified = models("verify");
        assertEquals(1, verified.code());
        assertTrue(verified.out().contains(flipped + "\tdamaged\t"), verified.out());
        assertTrue(verified.out().contains(missing + "\tincomplete\t"), verified.out());
        assertTrue(verified.out().contains(orphaned + "\torphaned\n"), verified.out());
        assertFalse(verified.out().contains(good), verified.out());
        assertTrue(verified.err().contains("1 of 4 are good"), verified.err());
        HttpResponse<byte[]> refused = at.get("/api/models/" + flipped + "/parameters.safetensors");
        assertEquals(500, refused.statusCode());
        assertEquals("model_damaged", errorCode(refused));
        assertEquals("no-store", ServerFixture.header(refused, "Cache-Control"));
        assertEquals("", ServerFixture.header(refused, "ETag"));
    }

    @Test
    void showPrintsTheCard() throws Exception {
        ParameterFile plain = SampleModels.circles("Rings", 1);
        ModelCard card = new CardBuilder(plain.card())
                .author("Ada\u001b[2J")
                .licence("CC0-1.0")
                .set("classes", new JsonArray().add("left").add("right\nstate: forged"))
                .build();
        String id = at.save(new ParameterFile(plain.parameters(), card).toSafetensors(StorageType.F64))
                .getString("id");
        Cli.Result shown = models("show", id);
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("id: " + id + "\n"), shown.out());
        assertTrue(shown.out().contains("author: Ada\\u001b[2J\n"), shown.out());
        assertTrue(shown.out().contains("license: CC0-1.0\n"), shown.out());
        assertTrue(shown.out().contains("classes: left, right\\u000astate: forged\n"), shown.out());
    }

    @Test
    void addressesOfPagesAreIds() throws Exception {
        String id = save(1);
        Cli.Result shown = models("show", "https://example.org/m/" + id + "?x#y");
        assertTrue(shown.out().startsWith("id: " + id + "\n"), shown.out() + shown.err());
        assertEquals(
                id + "\tdeleted\n",
                models("delete", "http://localhost:8080/m/" + id).out());
        assertEquals(
                id + "\tblocked\n",
                models("block", "http://localhost:8080/m/" + id + "/").out());
        assertEquals(1, models("show", "http://localhost:8080/learn/" + id).code());
    }

    @Test
    void eachModelIsTriedAlthoughOneFails() throws Exception {
        String one = save(1);
        String two = save(2);
        Cli.Result tried = models("delete", one, "aaaaaaaaaaaaaaaa", two, "nothing");
        assertEquals(1, tried.code());
        assertEquals(one + "\tdeleted\n" + two + "\tdeleted\n", tried.out());
        assertTrue(tried.err().contains("there is no model aaaaaaaaaaaaaaaa"), tried.err());
        assertTrue(tried.err().contains("'nothing' is not the id of a saved model"), tried.err());
    }

    @Test
    void blocksAndDeletesWhatTheListCallsUnreadableOrOrphaned() throws Exception {
        String unreadable = save(1);
        String orphaned = save(2);
        at.close();
        Files.write(store.resolve(unreadable + ".json"), new byte[0]);
        Files.delete(store.resolve(orphaned + ".json"));
        start();
        HttpResponse<byte[]> damaged = at.get("/api/models/" + unreadable);
        assertEquals(500, damaged.statusCode());
        assertEquals("model_damaged", errorCode(damaged));
        HttpResponse<byte[]> refused = at.post("/api/models", SampleModels.safetensors("Rings 1", 1));
        assertEquals("model_damaged", errorCode(refused), text(refused));
        assertEquals(unreadable + "\tblocked\n", models("block", unreadable).out());
        assertEquals(orphaned + "\tdeleted\n", models("delete", orphaned).out());
        assertEquals(410, at.get("/api/models/" + unreadable).statusCode());
        assertEquals(
                403,
                at.post("/api/models", SampleModels.safetensors("Rings 1", 1)).statusCode());
        assertEquals("", models("list").out());
    }

    @Test
    void storeThatIsNotThereIsToldOf() throws Exception {
        Cli.Result nothing = Cli.run("models", "list", "--store", temporary.resolve("nowhere"));
        assertEquals(1, nothing.code());
        assertTrue(nothing.err().contains("there is no store at"), nothing.err());
        Path folder = Files.createDirectory(temporary.resolve("folder"));
        Cli.Result empty = Cli.run("models", "verify", "--store", folder);
        assertEquals(0, empty.code());
        assertEquals("no models in " + folder + "\n", empty.err());
        Files.createFile(folder.resolve("thesis.tex"));
        for (String command : List.of("verify", "list")) {
            Cli.Result other = Cli.run("models", command, "--store", folder);
            assertEquals(1, other.code());
            assertTrue(
                    other.err().contains(folder + " is not a store: there are files in it, but none of a server"),
                    other.err());
        }
        assertEquals(2, Cli.run("models").code());
        assertEquals(2, Cli.run("models", "delete", "--store", store).code());
    }
}
