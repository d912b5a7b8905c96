package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.text;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.network.file.StorageType;

/** Uploads whose bytes the disk does not take. */
class FullDiskUploadTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path temporary;

    @Test
    void uploadsOfEverySizeAreToldThatTheDiskIsFull() throws Exception {
        assumeTrue(Files.exists(FULL), "there is no /dev/full here");
        Path upload = temporary.resolve("upload-1.tmp");
        StorePlace place = new TamperedPlace(
                temporary.resolve("store"),
                (method, store) ->
                        method.equals("newTemporaryFile") ? Files.createSymbolicLink(upload, FULL) : store.call());
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            byte[] small = SampleModels.safetensors("Rings", 1);
            byte[] large = SampleModels.of("Photos", 1, 3072, 10, 1).toSafetensors(StorageType.F64);
            assertTrue(small.length < 2000 && large.length > 200_000);
            for (byte[] file : new byte[][] {small, large, new byte[5_000_000]}) {
                HttpResponse<byte[]> response = at.post("/api/models", file);
                assertEquals(507, response.statusCode(), file.length + " bytes: " + text(response));
                assertEquals("store_full", errorCode(response));
                assertEquals("the model cannot be stored: the disk is full", errorMessage(response));
                assertTrue(Files.notExists(upload, java.nio.file.LinkOption.NOFOLLOW_LINKS));
            }
        }
    }

    @Test
    void troubleThatIsNoFullOrReadOnlyDiskIsCalledNeither() throws Exception {
        StorePlace place = new TamperedPlace(temporary.resolve("secret"), (method, store) -> {
            if (method.equals("newTemporaryFile") || method.equals("checkWritable")) {
                throw StoreException.unwritable("the store secret", new IOException("Too many open files"));
            }
            return store.call();
        });
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            HttpResponse<byte[]> response = at.post("/api/models", SampleModels.safetensors("Rings", 1));
            assertEquals(503, response.statusCode(), text(response));
            assertEquals("store_failed", errorCode(response));
            assertEquals("60", header(response, "Retry-After"));
            assertEquals("models cannot be saved or changed right now; see the server's log", errorMessage(response));
            HttpResponse<byte[]> ill = at.get("/health");
            assertEquals(503, ill.statusCode(), text(ill));
            assertEquals(
                    "models cannot be stored: the store cannot be written; see the server's log", errorMessage(ill));
        }
    }

    @Test
    void uploadsOfEverySizeAreToldThatTheDiskIsReadOnly() throws Exception {
        StorePlace place = new TamperedPlace(temporary.resolve("store"), (method, store) -> {
            if (method.equals("newTemporaryFile")) {
                throw new StoreException(StoreException.Reason.READ_ONLY, "the model cannot be stored");
            }
            return store.call();
        });
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            for (int size : new int[] {2000, 5_000_000}) {
                HttpResponse<byte[]> response = at.post("/api/models", new byte[size]);
                assertEquals(503, response.statusCode(), size + " bytes: " + text(response));
                assertEquals("store_read_only", errorCode(response));
                assertEquals("close", header(response, "Connection"));
            }
        }
    }
}
