package org.layerlab.backend.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.shareddata.AsyncMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.classroom.Room;

/**
 * Keeps the copies of this server's rooms as they are: one write of a room at a time, and after it another where the
 * room has changed meanwhile. Each is also written again at intervals: an entry that no home writes disappears, and a home
 * whose room another server took over while the network was divided learns of it. Safe for use by several threads.
 */
final class Copier {
    private static final System.Logger LOG = System.getLogger(Copier.class.getName());

    /** Much shorter than {@link RoomEntry#KEPT}. */
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final String self;
    private final AsyncMap<String, String> entries;
    private final Consumer<Room> lost;
    private final LongSupplier nanoTime;
    private final Map<String, Watched> watched = new HashMap<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();

    /**
     * @param lost takes a room that another server has taken over, such as while the network was divided
     */
    Copier(String self, AsyncMap<String, String> entries, Consumer<Room> lost, LongSupplier nanoTime) {
        this.self = self;
        this.entries = entries;
        this.lost = lost;
        this.nanoTime = nanoTime;
    }

    private static final class Watched {
        /** What all servers know; null where they have forgotten the room. */
        private @Nullable String written;

        private final Room room;
        private boolean writing;
        private boolean changed;
        /** When the last write began. */
        private long begun;

        Watched(Room room, String written) {
            this.room = room;
            this.written = written;
        }
    }

    /** What all servers are to know of a room. */
    String entry(Room room) {
        return new RoomEntry(self, room.copy()).text();
    }

    /** Begins with a room, unless it has begun. */
    void watch(Room room, String written) {
        synchronized (this) {
            Watched known = watched.get(room.code());
            if (known == null || known.room != room) {
                watched.put(room.code(), new Watched(room, written));
            }
        }
        // It may have changed since that was written.
        changed(room);
    }

    /** Writes a room's copy again. Called while the room is locked. */
    void changed(Room room) {
        Watched copy;
        synchronized (this) {
            copy = watched.get(room.code());
            if (copy == null || copy.room != room) {
                return;
            }
            copy.changed = true;
            if (copy.writing) {
                return;
            }
            copy.writing = true;
        }
        write(room, copy);
    }

    private void write(Room room, Watched copy) {
        synchronized (this) {
            copy.changed = false;
            copy.begun = nanoTime.getAsLong();
        }
        boolean ended = room.hasEnded();
        String next = ended ? null : entry(room);
        put(room.code(), copy.written, next).onComplete(is -> {
            boolean failed = is.failed();
            String known = is.result();
            if (failed) {
                LOG.log(System.Logger.Level.WARNING, "a copy of a class could not be written: " + is.cause());
            } else if (known == null ? ended : !known.equals(next) && !RoomEntry.isOf(self, known)) {
                synchronized (this) {
                    watched.remove(room.code(), copy);
                }
                if (!ended) {
                    lost.accept(room);
                }
                tellIfSettled();
                return;
            } else {
                copy.written = known;
            }
            boolean again;
            synchronized (this) {
                // What failed is tried again by the next sweep, not at once.
                again = !failed && (copy.changed || !Objects.equals(known, next));
                copy.writing = again;
                copy.changed |= failed;
            }
            if (again) {
                write(room, copy);
            } else {
                tellIfSettled();
            }
        });
    }

    /**
     * Writes one entry; a map that answers late may have written the one before without our knowing.
     *
     * @param next null removes the entry
     * @return the entry that there is now
     */
    private Future<@Nullable String> put(String code, @Nullable String old, @Nullable String next) {
        if (old == null) {
            return next == null
                    ? Future.succeededFuture(null)
                    : entries.putIfAbsent(code, next).map(other -> other == null ? next : other);
        }
        Future<Boolean> written =
                next == null ? entries.removeIfPresent(code, old) : entries.replaceIfPresent(code, old, next);
        return written.compose(is -> is ? Future.succeededFuture(next) : entries.get(code));
    }

    /** Whether a room has ended, and some servers may not know it yet. */
    boolean isEnding(String code) {
        Watched copy;
        synchronized (this) {
            copy = watched.get(code);
        }
        return copy != null && copy.room.hasEnded();
    }

    /** Completes as soon as no write is on its way: all servers then know what could be written. */
    Future<Void> settled() {
        Promise<Void> promise = Promise.promise();
        synchronized (this) {
            waiting.add(promise);
        }
        tellIfSettled();
        return promise.future();
    }

    private void tellIfSettled() {
        List<Promise<Void>> told;
        synchronized (this) {
            if (watched.values().stream().anyMatch(copy -> copy.writing)) {
                return;
            }
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(Promise::complete);
    }

    /** Leaves all rooms to the other servers. */
    Future<Void> leave() {
        List<Watched> all;
        synchronized (this) {
            all = List.copyOf(watched.values());
            watched.clear();
        }
        return Future.join(all.stream().map(this::leave).toList()).mapEmpty();
    }

    private Future<?> leave(Watched copy) {
        Room room = copy.room;
        String next = room.hasEnded() ? null : new RoomEntry(RoomEntry.NOBODY, room.copy()).text();
        return put(room.code(), copy.written, next)
                .onFailure(failure -> LOG.log(
                        System.Logger.Level.WARNING, "a class could not be left to the other servers: " + failure))
                .otherwiseEmpty();
    }

    /** Writes again what could not be written, and what was written long ago; call it at regular intervals. */
    void sweep() {
        List<Watched> late;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            late = watched.values().stream()
                    .filter(copy -> !copy.writing && (copy.changed || now - copy.begun >= AGAIN_NANOS))
                    .toList();
        }
        late.forEach(copy -> changed(copy.room));
    }
}
