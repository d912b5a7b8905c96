package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.layerlab.backend.server.ServerFixture.errorCode;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.backend.store.StoreReport;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.StorageType;

/** Uploads whose bytes the disk does not take. */
class FullDiskUploadTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path temporary;

    /** A folder in which each upload goes to a device that is full. */
    private record FullPlace(FolderPlace folder, Path upload) implements StorePlace {
        @Override
        public ModelStore open(
                Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
                throws StoreException {
            ModelStore store = folder.open(clock, random, limits, maxBytes, bundled);
            return (ModelStore) Proxy.newProxyInstance(
                    ModelStore.class.getClassLoader(), new Class<?>[] {ModelStore.class}, (proxy, method, args) -> {
                        if (method.getName().equals("newTemporaryFile")) {
                            return Files.createSymbolicLink(upload, FULL);
                        }
                        try {
                            return method.invoke(store, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public StoreReport report() throws StoreException {
            return folder.report();
        }

        @Override
        public void remove(String id, boolean block) throws StoreException, InterruptedException {
            folder.remove(id, block);
        }
    }

    @Test
    void uploadsOfEverySizeAreToldThatTheDiskIsFull() throws Exception {
        assumeTrue(Files.exists(FULL), "there is no /dev/full here");
        Path upload = temporary.resolve("upload-1.tmp");
        StorePlace place = new FullPlace(new FolderPlace(temporary.resolve("store")), upload);
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
}
