package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.json;
import static org.layerlab.backend.server.ServerFixture.text;
import static org.layerlab.backend.server.WithClassServer.message;
import static org.layerlab.backend.server.WithClassServer.secret;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.cluster.ClusterOptions;

/** A class on three servers, which are in this process and know each other by their network. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    /** A key for each test: a class lasts longer than one. */
    private static String key(char letter) {
        return String.valueOf(letter).repeat(32);
    }

    @TempDir
    static Path temporary;

    private static final List<ServerFixture> SERVERS = new ArrayList<>();

    private static Vertx vertx;

    private WebSocketClient client;
    private final List<ClassClient> clients = new ArrayList<>();

    /** Once, since servers take seconds to find each other. */
    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = Math.min(free.getLocalPort(), 60_000);
        }
        for (int i = 0; i < 3; i++) {
            ClusterOptions cluster = new ClusterOptions("test-" + port, "127.0.0.1", port, List.of());
            SERVERS.add(new ServerFixture(
                    ServerFixture.options(temporary.resolve("store" + i)).withCluster(Optional.of(cluster))));
        }
    }

    @BeforeEach
    void come() {
        client = ClassClient.client(vertx);
    }

    @AfterEach
    void leave() {
        clients.forEach(ClassClient::close);
    }

    @AfterAll
    static void stop() throws Exception {
        for (ServerFixture server : SERVERS) {
            server.close();
        }
        // A test that is repeated starts its own.
        SERVERS.clear();
        vertx.close().await();
    }

    private ClassClient connect(int server) throws Exception {
        ClassClient connected =
                ClassClient.connect(client, SERVERS.get(server).running.port(), "192.0.2.1");
        clients.add(connected);
        return connected;
    }

    private HttpResponse<byte[]> open(int server, String key) throws Exception {
        return SERVERS.get(server)
                .post("/api/classes", ("{\"key\": \"" + key + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject pupil(ClassClient board) throws Exception {
        return board.next("pupil").get("pupil").asObject();
    }

    private static JsonObject progress(int iteration) {
        return message("progress").add("round", 0).add("iteration", iteration).add("cost", 0.5);
    }

    @Test
    @Order(1)
    void aClassIsOneOnAllServers() throws Exception {
        String key = key('a');
        HttpResponse<byte[]> opened = open(0, key);
        assertEquals(201, opened.statusCode(), text(opened));
        String code = json(opened).getString("code", "");
        HttpResponse<byte[]> again = open(1, key);
        assertEquals(200, again.statusCode(), text(again));
        assertEquals(code, json(again).getString("code", ""));

        ClassClient board = connect(1).teach(code, key);
        String run = board.next("hello").getString("server", "");
        board.next("class");
        for (int server = 0; server < 3; server++) {
            ClassClient one = connect(server).join(code, "Pupil " + server, secret(server));
            assertEquals(run, one.next("hello").getString("server", ""));
            assertEquals(server + 1, one.next("class").getInt("id", 0));
            assertEquals("Pupil " + server, pupil(board).getString("name", ""));
            one.say(progress(10 + server));
            assertEquals(10 + server, pupil(board).getInt("iteration", 0));
        }
        board.say(message("hold").add("on", true));
        for (ClassClient one : clients.subList(1, 4)) {
            assertTrue(one.next("class").getBoolean("held", false));
        }
        board.say(message("end"));
        for (ClassClient one : clients) {
            assertEquals("teacher", one.next("ended").getString("why", ""));
            one.closed();
        }
        ClassClient late = connect(2).join(code, "Late", secret(9));
        WithClassServer.assertRefused(late, "no_class");
    }

    @Test
    @Order(1)
    void whatIsRefusedIsRefusedEverywhere() throws Exception {
        String key = key('b');
        String code = json(open(0, key)).getString("code", "");
        WithClassServer.assertRefused(connect(1).teach(code, "x".repeat(32)), "no_class");
        WithClassServer.assertRefused(connect(2).join("BBBBBB", "Mia", secret(1)), "no_class");
        ClassClient one = connect(1).join(code, "Mia", secret(1));
        one.next("class");
        one.say(message("nonsense"));
        WithClassServer.assertRefused(one, "malformed");
        ClassClient board = connect(2).teach(code, key);
        JsonObject mia = board.next("class").get("pupils").asArray().get(0).asObject();
        assertEquals(false, mia.getBoolean("here", true), mia.toString());
        board.say(message("remove").add("pupil", 1));
        board.next("gone");
        WithClassServer.assertRefused(connect(1).join(code, "Mia", secret(1)), "removed");
    }

    @Test
    @Order(2)
    void anotherServerGoesOnWhenOneStops() throws Exception {
        String key = key('c');
        String code = json(open(0, key)).getString("code", "");
        ClassClient board = connect(1).teach(code, key);
        String run = board.next("hello").getString("server", "");
        ClassClient near = connect(0).join(code, "Near", secret(1));
        ClassClient far = connect(2).join(code, "Far", secret(2));
        near.next("class");
        far.next("class");
        board.say(message("rename").add("pupil", 2).add("name", "Mia"));
        assertEquals("Mia", far.next("class").getString("name", ""));
        SERVERS.remove(0).close();
        board.closed();
        near.closed();
        far.closed();

        // The indexes have moved: what were 1 and 2 are 0 and 1.
        ClassClient back = letIn(() -> connect(1).join(code, "Far", secret(2)));
        assertEquals(run, back.next("hello").getString("server", ""));
        JsonObject seen = back.next("class");
        assertEquals(2, seen.getInt("id", 0));
        assertEquals("Mia", seen.getString("name", ""));
        ClassClient boardAgain = letIn(() -> connect(0).teach(code, key));
        assertEquals(2, boardAgain.next("class").get("pupils").asArray().size());
        back.say(progress(77));
        assertEquals(77, pupil(boardAgain).getInt("iteration", 0));
    }

    private interface Connecting {
        ClassClient connect() throws Exception;
    }

    /** Connects again as a page does, while the class is on its way to another server. */
    private static ClassClient letIn(Connecting connecting) throws Exception {
        for (int time = 0; time < 5; time++) {
            ClassClient client = connecting.connect();
            if (client.isLetIn()) {
                return client;
            }
        }
        throw new AssertionError("the class is at no server");
    }
}
