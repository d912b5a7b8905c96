package org.layerlab.backend.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.shareddata.AsyncMap;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Room;
import org.layerlab.backend.classroom.RoomKey;
import org.layerlab.backend.classroom.Rooms;

/** What the other servers are told of a room, on a map that answers when the test lets it. */
class CopierTest {
    private final List<Promise<Boolean>> writes = new ArrayList<>();
    private final Copier copier = new Copier("home", slowMap(), room -> {});
    private final Rooms rooms = new Rooms(Bounds.DEFAULT, System::nanoTime);

    @SuppressWarnings("unchecked")
    private AsyncMap<String, String> slowMap() {
        return (AsyncMap<String, String>) Proxy.newProxyInstance(
                AsyncMap.class.getClassLoader(), new Class<?>[] {AsyncMap.class}, (map, method, arguments) -> {
                    assertTrue(method.getName().endsWith("IfPresent"), method.getName());
                    Promise<Boolean> write = Promise.promise();
                    writes.add(write);
                    return write.future();
                });
    }

    private Room room(char key) throws Exception {
        return rooms.open(RoomKey.of(String.valueOf(key).repeat(32))).room();
    }

    @Test
    void withoutRoomsAllIsKnown() {
        assertTrue(copier.settled().succeeded());
    }

    /** A server that stops leaves the rooms as they are, not as they were a write ago. */
    @Test
    void isSettledWhenTheLastChangeOfEachRoomIsWritten() throws Exception {
        Room one = room('a');
        Room other = room('b');
        copier.watch(one, copier.entry(one));
        copier.watch(other, copier.entry(other));
        copier.changed(one);
        Future<Void> settled = copier.settled();
        assertEquals(2, writes.size());
        writes.get(0).complete(true);
        assertEquals(3, writes.size(), "what changed meanwhile is written, too");
        writes.get(1).complete(true);
        assertFalse(settled.isComplete());
        writes.get(2).complete(true);
        assertTrue(settled.succeeded());
        assertTrue(copier.settled().succeeded());
    }

    /** Nothing more can be done for it at once: a server must be able to stop. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatFailsOrComesTooLateDoesNotKeepAServer(boolean fails) throws Exception {
        Room room = room('a');
        copier.watch(room, copier.entry(room));
        Future<Void> settled = copier.settled();
        if (fails) {
            writes.get(0).fail("the map is away");
        } else {
            writes.get(0).complete(false);
        }
        assertTrue(settled.succeeded());
    }
}
