package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;

/**
 * Attacks from one address on a server with 256 MB of memory, while somebody else saves and reads. The property
 * {@code layerlab.attack} says how many requests an attack has.
 */
class UnfriendlyClientsTest {
    private static final int COUNT = Integer.getInteger("layerlab.attack", 2_000);

    /** Compiled code, and models that were saved meanwhile. */
    private static final long SLACK = 4 << 20;

    @TempDir
    Path store;

    private ServerProcess server;
    private Attacks attacks;

    @BeforeEach
    void start() throws Exception {
        server = new ServerProcess(store, "-Xmx256m");
        attacks = new Attacks(server.port);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private interface Attack {
        void run() throws Exception;
    }

    /** What an honest client does meanwhile must succeed, and the server must live on. */
    private void survives(String what, Attack attack) throws Exception {
        try (HonestClient honest = new HonestClient(server)) {
            honest.awaitSaves(20);
            attack.run();
            assertEquals(List.of(), honest.failures(), what);
            System.out.println(what + ": " + honest.figures());
        }
        assertTrue(server.isAlive(), what);
    }

    /** The heap in use once what was begun has ended: at most so much, or what it is after a while. */
    private long calmHeap(long enough) throws Exception {
        long heap = Long.MAX_VALUE;
        for (int second = 0; second < 10 && heap > enough; second++) {
            Thread.sleep(second == 0 ? 0 : 1000);
            heap = Math.min(heap, server.heap());
        }
        return heap;
    }

    /** A model whose card makes long scripts and downloads. */
    private String largeModel() throws Exception {
        ParameterFile plain = SampleModels.of("Large", 1, 2, 128, 64, 1);
        JsonArray points = new JsonArray();
        for (int i = 0; i < 60_000; i++) {
            points.add(Json.value(i * 0.123456789));
        }
        byte[] file = new ParameterFile(
                        plain.parameters(),
                        new CardBuilder(plain.card()).set("more", points).build())
                .toSafetensors(StorageType.F64);
        try (HonestClient owner = new HonestClient(server)) {
            return owner.save(file);
        }
    }

    @Test
    void abandonedRequestsLeaveNothingBehind() throws Exception {
        String id = largeModel();
        String[] paths = {
            "/api/datasets/drawings/train/examples?limit=2&seed=",
            "/api/models/" + id + "/run.py?n=",
            "/api/models/" + id + "/parameters.npz?n=",
            "/api/models/" + id + "/parameters.onnx?n=",
            "/api/models/" + id + "/preview.png?n=",
            "/api/models/" + id + "?n=",
            "/api/models?q=a&n=",
            "/datasets/drawings/train/cat.1.png?n=",
            "/health?n="
        };
        attacks.abandon(200, n -> paths[n % paths.length] + n);
        // What is made once and kept: the drawings, for one.
        try (HonestClient reader = new HonestClient(server)) {
            reader.get("/api/datasets/drawings/train/examples?limit=2");
        }
        long before = calmHeap(0);
        survives("abandoned requests", () -> attacks.abandon(COUNT, n -> paths[n % paths.length] + n));
        long after = calmHeap(before + before / 10 + SLACK);
        System.out.println("heap before " + (before >> 10) + " KB, after " + (after >> 10) + " KB");
        assertTrue(after <= before + before / 10 + SLACK, before + " → " + after);
        assertTrue(server.stop(), "it obeys SIGTERM");
    }

    @Test
    void abandonedPreparationsKeepNobodyWaiting() throws Exception {
        survives(
                "abandoned preparations",
                () -> attacks.abandon(COUNT / 10, n -> "/api/datasets/drawings/train/examples?size=" + (32 + n % 193)));
    }

    @Test
    void subsetsAreReadAndNotWritten() throws Exception {
        long before = written();
        try (Socket socket = attacks.connect()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int n = 0; n < COUNT / 10; n++) {
                Attacks.write(
                        socket,
                        "GET /api/datasets/drawings/train/examples?limit=1500&seed=" + n
                                + " HTTP/1.1\r\nHost: x\r\nRange: bytes=0-99\r\n\r\n");
                assertEquals("HTTP/1.1 206 Partial Content", in.readLine());
                while (!String.valueOf(in.readLine()).isEmpty()) {
                    // The other headers.
                }
                assertEquals(100, in.skip(100));
            }
        }
        long whole = 2 * 2000L * (64 * 64 * 3 + 200);
        assertTrue(written() - before < whole, written() + " bytes");
    }

    private long written() throws Exception {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void stuckUploadsHoldNoPlaceOfOthers() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        survives("stuck uploads", () -> {
            sockets.addAll(attacks.stuckUploads(64, 10_000_000));
            sockets.addAll(attacks.stuckUploads(200, 1000));
            Thread.sleep(2000);
            String large = largeModel();
            assertTrue(!large.isEmpty());
        });
        Attacks.close(sockets);
    }

    @Test
    void clientsThatNeverReadDoNotFillTheMemory() throws Exception {
        String id = largeModel();
        List<Socket> sockets = new ArrayList<>();
        survives("clients that never read", () -> {
            for (String path : List.of(
                    "/api/models/" + id,
                    "/api/models/" + id + "/run.py",
                    "/api/models/" + id + "/parameters.safetensors",
                    "/api/datasets/drawings/train/examples",
                    "/api/datasets/drawings/train/examples?limit=1999")) {
                sockets.addAll(attacks.neverRead(Math.min(400, COUNT / 10), path));
            }
            Thread.sleep(2000);
        });
        Attacks.close(sockets);
    }
}
