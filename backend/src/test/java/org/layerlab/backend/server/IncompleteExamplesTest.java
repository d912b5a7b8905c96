package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.header;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSets;

/** A photo that cannot be read today may be read tomorrow: what lacks it must not pass for the whole. */
class IncompleteExamplesTest {
    private static final String EXAMPLES = "/api/datasets/pets/train/examples";

    @TempDir
    Path temporary;

    private ServerOptions options() throws Exception {
        return ServerFixture.options(temporary.resolve("store"))
                .withDataSets(List.of(DataSets.open("pets", temporary.resolve("images"), 0, 1)));
    }

    @Test
    void whatLacksAPhotoIsNeitherKeptNorTakenForTheWhole() throws Exception {
        Path photo = Files.createDirectory(temporary.resolve("images")).resolve("cat.1.jpg");
        for (String name : List.of("cat.1.jpg", "dog.1.jpg", "dog.2.jpg")) {
            Files.write(photo.resolveSibling(name), new byte[] {1, 2, 3});
        }
        FileTime time = Files.getLastModifiedTime(photo);
        ServerOptions first = options();
        // A link to itself, which fails as a broken disk does.
        Files.delete(photo);
        Files.createSymbolicLink(photo, Path.of("cat.1.jpg"));
        HttpResponse<byte[]> part;
        try (CapturedLog log = new CapturedLog();
                ServerFixture at = new ServerFixture(first)) {
            part = at.get(EXAMPLES);
            assertEquals(200, part.statusCode());
            assertEquals("no-store", header(part, "Cache-Control"));
            HttpResponse<byte[]> range = at.get(EXAMPLES, "Range", "bytes=8-", "If-Range", header(part, "ETag"));
            assertEquals(206, range.statusCode());
            assertEquals(part.body().length - 8, range.body().length);
            HttpResponse<byte[]> some = at.get(EXAMPLES + "?limit=1&seed=1");
            assertEquals("no-store", header(some, "Cache-Control"));
            List<String> lines = log.lines("1 of 3 train images of data set pets are left out; the first: cat.1.jpg");
            assertEquals(1, lines.size(), log.text());
        }
        Files.delete(photo);
        Files.write(photo, new byte[] {1, 2, 3});
        Files.setLastModifiedTime(photo, time);
        try (ServerFixture at = new ServerFixture(options())) {
            HttpResponse<byte[]> whole = at.get(EXAMPLES, "If-None-Match", header(part, "ETag"));
            assertEquals(200, whole.statusCode());
            assertEquals("no-cache", header(whole, "Cache-Control"));
            assertNotEquals(header(part, "ETag"), header(whole, "ETag"));
            assertTrue(whole.body().length > part.body().length + 64 * 64 * 3);
            HttpResponse<byte[]> resumed = at.get(EXAMPLES, "Range", "bytes=8-", "If-Range", header(part, "ETag"));
            assertEquals(200, resumed.statusCode());
            assertArrayEquals(whole.body(), resumed.body());
        }
    }
}
