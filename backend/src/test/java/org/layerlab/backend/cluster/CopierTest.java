package org.layerlab.backend.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.shareddata.AsyncMap;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final List<List<Object>> asked = new ArrayList<>();
    private final List<Room> lost = new ArrayList<>();
    private long now;
    private final Copier copier = new Copier("home", slowMap(), lost::add, () -> now);
    private final Rooms rooms = new Rooms(Bounds.DEFAULT, () -> now);

    /** What the map says when it is read. */
    private @Nullable String entry = new RoomEntry("another", new JsonObject()).text();

    @SuppressWarnings("unchecked")
    private AsyncMap<String, String> slowMap() {
        return (AsyncMap<String, String>) Proxy.newProxyInstance(
                AsyncMap.class.getClassLoader(), new Class<?>[] {AsyncMap.class}, (map, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("get")) {
                        return Future.succeededFuture(entry);
                    }
                    asked.add(List.of(arguments));
                    Promise<Boolean> write = Promise.promise();
                    writes.add(write);
                    if (name.equals("putIfAbsent")) {
                        return write.future().map(is -> is ? null : entry);
                    }
                    assertTrue(name.endsWith("IfPresent"), name);
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
        assertEquals(fails ? List.of() : List.of(room), lost, "only another server's room is lost here");
    }

    /** The map was slow to answer, and did what it was asked: the class goes on, and its next change is written. */
    @Test
    void aWriteThatSucceededWithoutAnAnswerLosesNoRoom() throws Exception {
        Room room = room('a');
        copier.watch(room, copier.entry(room));
        writes.get(0).fail("the map did not answer in time");
        entry = new RoomEntry("home", new JsonObject().add("what", "it was asked to write")).text();
        copier.sweep();
        writes.get(1).complete(false);
        assertEquals(List.of(), lost);
        assertEquals(3, writes.size());
        assertEquals(entry, asked.get(2).get(1), "now it compares with what there is");
        writes.get(2).complete(true);
        assertEquals(3, writes.size());
        assertTrue(copier.settled().succeeded());
    }

    /** Its removal compared with what was there before. */
    @Test
    void anEndedRoomIsRemovedWhateverItsEntrySays() throws Exception {
        Room room = room('a');
        copier.watch(room, "what was there before");
        writes.get(0).fail("the map did not answer in time");
        now += Bounds.DEFAULT.longest().toNanos() + 1;
        rooms.sweep();
        assertTrue(copier.isEnding(room.code()));
        entry = new RoomEntry("home", new JsonObject()).text();
        copier.sweep();
        writes.get(1).complete(false);
        assertEquals(List.of(room.code(), entry), asked.get(2));
        writes.get(2).complete(true);
        assertFalse(copier.isEnding(room.code()));
    }

    /** Else its entry would disappear, as that of a room whose server is gone does. */
    @Test
    void aRoomInWhichNothingChangesIsWrittenAgainAfterAMinute() throws Exception {
        Room room = room('a');
        copier.watch(room, copier.entry(room));
        writes.get(0).complete(true);
        now += Duration.ofSeconds(59).toNanos();
        copier.sweep();
        assertEquals(1, writes.size());
        now += Duration.ofSeconds(1).toNanos();
        copier.sweep();
        assertEquals(2, writes.size());
        assertTrue(String.valueOf(asked.get(1).get(2)).contains("\"age\":60000"), asked.toString());
        copier.sweep();
        assertEquals(2, writes.size(), "it is being written");
        writes.get(1).complete(true);
        copier.sweep();
        assertEquals(2, writes.size());
    }

    /** The network was divided, and each part had the class. */
    @Test
    void aRoomThatAnotherServerHasTooIsGivenUpThoughNothingChanges() throws Exception {
        Room room = room('a');
        copier.watch(room, copier.entry(room));
        writes.get(0).complete(true);
        now += Duration.ofMinutes(1).toNanos();
        copier.sweep();
        writes.get(1).complete(false);
        assertEquals(List.of(room), lost);
    }

    @Test
    void aServerThatStopsLeavesItsRoomsToNobody() throws Exception {
        Room room = room('a');
        String entry = copier.entry(room);
        copier.watch(room, entry);
        writes.get(0).complete(true);
        Future<Void> left = copier.leave();
        assertEquals("", RoomEntry.parse(String.valueOf(asked.get(1).get(2))).home());
        assertFalse(left.isComplete());
        writes.get(1).fail("the map is away");
        assertTrue(left.succeeded(), "it stops all the same");
        now += Duration.ofMinutes(1).toNanos();
        copier.sweep();
        copier.changed(room);
        assertEquals(2, writes.size(), "it is no longer this server's");
    }

    /** As after two servers failed at once, which had the only copies. */
    @Test
    void aRoomThatAllServersHaveForgottenIsToldAgain() throws Exception {
        Room room = room('a');
        copier.watch(room, copier.entry(room));
        entry = null;
        writes.get(0).complete(false);
        assertEquals(2, asked.get(1).size(), "it is put, since there is nothing to replace");
        writes.get(1).complete(true);
        assertEquals(List.of(), lost);
        assertTrue(copier.settled().succeeded());
    }
}
