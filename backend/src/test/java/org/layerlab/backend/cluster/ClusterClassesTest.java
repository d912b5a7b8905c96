package org.layerlab.backend.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Classes;
import org.layerlab.backend.classroom.Refusal;
import org.layerlab.backend.classroom.RoomKey;

/** Which server has a class, on a map that may fail or do what it is asked without saying so. */
class ClusterClassesTest {
    private static final String KEY = "k".repeat(32);
    private static final String OTHER_KEY = "o".repeat(32);

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, String> entries = new ConcurrentHashMap<>();
    private final Set<String> here = ConcurrentHashMap.newKeySet();
    /** Each applies to one request. */
    private volatile boolean fails;

    private volatile boolean repeats;

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @SuppressWarnings("unchecked")
    private AsyncMap<String, String> map() {
        return (AsyncMap<String, String>) Proxy.newProxyInstance(
                AsyncMap.class.getClassLoader(), new Class<?>[] {AsyncMap.class}, (map, method, arguments) -> {
                    String key = String.valueOf(arguments[0]);
                    if (method.getName().equals("get")) {
                        return Future.succeededFuture(entries.get(key));
                    }
                    if (fails) {
                        fails = false;
                        return Future.failedFuture("the map does not answer");
                    }
                    if (repeats) {
                        repeats = false;
                        change(method.getName(), key, arguments);
                    }
                    return Future.succeededFuture(change(method.getName(), key, arguments));
                });
    }

    private Object change(String how, String key, Object... arguments) {
        return switch (how) {
            case "putIfAbsent" -> entries.putIfAbsent(key, String.valueOf(arguments[1]));
            case "replaceIfPresent" -> entries.replace(key, String.valueOf(arguments[1]), String.valueOf(arguments[2]));
            case "removeIfPresent" -> entries.remove(key, String.valueOf(arguments[1]));
            default -> throw new AssertionError(how);
        };
    }

    private ClusterClasses server(String name, int rooms) {
        here.add(name);
        Bounds bounds = new Bounds(rooms, 10, Duration.ofHours(12), Duration.ofHours(2));
        return new ClusterClasses(name, here::contains, vertx, map(), "run", bounds, System::nanoTime);
    }

    private static Classes.Opened open(Classes classes, String key) throws Exception {
        return classes.open(RoomKey.of(key)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private String home(String key) throws Exception {
        return RoomEntry.parse(entries.getOrDefault(RoomKey.of(key).code(), "")).home();
    }

    /** The class of a server that is gone. */
    private void leftBehind() throws Exception {
        open(server("first", 10), KEY);
        here.remove("first");
        assertEquals("first", home(KEY));
    }

    @Test
    void aServerWithoutRoomLeavesAClassToAnother() throws Exception {
        leftBehind();
        ClusterClasses full = server("full", 1);
        open(full, OTHER_KEY);
        ExecutionException failure = assertThrows(ExecutionException.class, () -> open(full, KEY));
        assertTrue(
                failure.getCause() instanceof Refusal refusal && refusal.reason() == Refusal.Reason.FULL,
                failure.toString());
        assertFalse(open(server("third", 10), KEY).isNew(), "the class goes on");
        assertEquals("third", home(KEY));
    }

    @Test
    void aClassThatWasTakenOverWithoutAnAnswerGoesOn() throws Exception {
        leftBehind();
        ClusterClasses next = server("next", 10);
        repeats = true;
        assertFalse(open(next, KEY).isNew());
        assertEquals("next", home(KEY));
        assertEquals(1, next.load().rooms());
    }

    @Test
    void aClassThatIsSaidToBeHereButWasLostGoesOn() throws Exception {
        leftBehind();
        ClusterClasses restarted = server("first", 10);
        assertFalse(open(restarted, KEY).isNew());
        assertEquals(1, restarted.load().rooms());
    }

    /** It is still here, and answers: what it sends lasts seconds. */
    @Test
    void aServerThatStopsTakesNobodyBack() throws Exception {
        ClusterClasses stopping = server("first", 10);
        open(stopping, KEY);
        stopping.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertEquals(0, stopping.load().rooms());
        ExecutionException failure = assertThrows(ExecutionException.class, () -> open(stopping, KEY));
        assertTrue(
                failure.getCause() instanceof Refusal refusal && refusal.reason() == Refusal.Reason.AWAY,
                failure.toString());
        assertFalse(open(server("next", 10), KEY).isNew(), "the class goes on");
        assertEquals("next", home(KEY));
    }

    @Test
    void aClassIsNewOnceAndStaysWhereItWasOpenedWithoutAnAnswer() throws Exception {
        ClusterClasses classes = server("first", 10);
        repeats = true;
        assertTrue(open(classes, KEY).isNew());
        assertEquals(1, classes.load().rooms());
        assertEquals("first", home(KEY));
    }

    @Test
    void aClassThatNoServerWasToldOfIsNotOpen() throws Exception {
        ClusterClasses classes = server("first", 10);
        fails = true;
        assertThrows(ExecutionException.class, () -> open(classes, KEY));
        assertEquals(0, classes.load().rooms());
        assertTrue(open(classes, KEY).isNew());
        assertEquals("first", home(KEY));
    }
}
