package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.StorageType;

/** Clients that hold a connection without using it. */
class SlowClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir
    Path temporary;

    private final List<SocketChannel> silent = new ArrayList<>();
    private final List<SocketChannel> dripping = new ArrayList<>();

    private static SocketChannel connect(ServerFixture at, String text) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), at.running.port()));
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        return channel;
    }

    /** Whether the server has closed its side; what it says before that is read away. */
    private static boolean isClosed(SocketChannel channel) {
        try {
            int read;
            do {
                read = channel.read(ByteBuffer.allocate(4096));
            } while (read > 0);
            return read < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void drip(SocketChannel channel) {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {'a'}));
        } catch (IOException e) {
            // Closed: seen by reading.
        }
    }

    private static void closeClosed(List<SocketChannel> channels) throws IOException {
        for (Iterator<SocketChannel> each = channels.iterator(); each.hasNext(); ) {
            SocketChannel channel = each.next();
            if (isClosed(channel)) {
                channel.close();
                each.remove();
            }
        }
    }

    @Test
    void halfHeadsAndDrippingBodiesAreClosedWhileOthersAreServed() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withTimes(new ServerOptions.Times(
                        Duration.ofSeconds(60), Duration.ofMinutes(10), PATIENCE, Duration.ofSeconds(10)))
                .withChanges(new ServerOptions.Rate(1000, Duration.ofSeconds(1)));
        try (ServerFixture at = new ServerFixture(options)) {
            String id = at.save(SampleModels.safetensors("Rings", 1)).getString("id");
            for (int i = 0; i < 500; i++) {
                silent.add(connect(at, "GET /models HTTP/1.1\r\nHost: x\r\nX-Half: "));
            }
            for (int i = 0; i < 200; i++) {
                String path = i % 4 == 0 ? "/api/models" : i % 4 == 1 ? "/api/models/" + id : "/models";
                String method = i % 4 == 0 ? "POST" : i % 4 == 1 ? "PATCH" : i % 4 == 2 ? "GET" : "DELETE";
                dripping.add(connect(
                        at,
                        method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n"
                                + "Content-Length: 50000\r\n\r\n"));
            }
            // Half of the heads go on by a byte now and then, and are heads still.
            long end = System.nanoTime() + LIMIT.toNanos();
            int served = 0;
            while ((!silent.isEmpty() || !dripping.isEmpty()) && System.nanoTime() < end) {
                dripping.forEach(SlowClientsTest::drip);
                silent.subList(0, silent.size() / 2).forEach(SlowClientsTest::drip);
                assertEquals(200, at.get("/api/models/" + id).statusCode());
                served++;
                closeClosed(silent);
                closeClosed(dripping);
                Thread.sleep(100);
            }
            assertTrue(served > 5, "others are served all the while");
            assertEquals(0, silent.size(), "half heads left");
            assertEquals(0, dripping.size(), "dripping bodies left");
            at.save(SampleModels.safetensors("Rings", 2));
        } finally {
            for (SocketChannel channel : silent) {
                channel.close();
            }
            for (SocketChannel channel : dripping) {
                channel.close();
            }
        }
    }

    @Test
    void aClientThatReadsNoAnswersIsHungUpOn() throws Exception {
        ServerOptions options = ServerFixture.options(temporary.resolve("store"))
                .withTimes(new ServerOptions.Times(
                        Duration.ofMillis(300), Duration.ofMinutes(10), PATIENCE, Duration.ofSeconds(10)));
        try (ServerFixture at = new ServerFixture(options);
                Socket socket = new Socket()) {
            // More than buffers between the two hold.
            byte[] large = SampleModels.of("Large", 1, 2, 1000, 1000, 1).toSafetensors(StorageType.F64);
            String path = "/api/models/" + at.save(large).getString("id") + "/parameters.safetensors";
            socket.setReceiveBufferSize(2048);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), at.running.port()));
            OutputStream out = socket.getOutputStream();
            out.write(Attacks.get(path).repeat(4).getBytes(StandardCharsets.US_ASCII));
            // It reads nothing, so it learns of the end when it says more.
            Await.until("the server hangs up", () -> {
                try {
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    return false;
                } catch (SocketException e) {
                    return true;
                }
            });
            assertEquals(200, at.get("/ready").statusCode());
        }
    }

    @Test
    void patienceOfEveryServerIsBelowAQuarterOfAMinute() {
        Duration patience = ServerFixture.options(temporary).times().slow();
        // A body is looked at once in that time; then the answer gets a second to be read.
        assertTrue(patience.plusSeconds(2).compareTo(LIMIT) < 0, patience.toString());
    }
}
