package org.layerlab.backend.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Classes;
import org.layerlab.backend.classroom.Hello;
import org.layerlab.backend.classroom.Line;
import org.layerlab.backend.classroom.LocalClasses;
import org.layerlab.backend.classroom.Refusal;
import org.layerlab.backend.classroom.Room;
import org.layerlab.backend.classroom.RoomCode;
import org.layerlab.backend.classroom.RoomKey;
import org.layerlab.backend.classroom.Rooms;
import org.layerlab.backend.classroom.Seat;

/**
 * Each room is on one of several servers, its home: the one where it was opened. Connections to other servers are
 * relayed. When a home fails, the first server that somebody comes back to takes the room over, from the copy that all
 * have of it.
 */
public final class ClusterClasses implements Classes {
    private static final System.Logger LOG = System.getLogger(ClusterClasses.class.getName());
    private static final String FACTS = "layerlab.cluster";

    /** A room is looked for so long while it moves, or its server does not answer. */
    private static final long SEARCH_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long PAUSE_MILLIS = 100;

    private final String self;
    private final Predicate<String> isHere;
    private final Vertx vertx;
    private final AsyncMap<String, String> entries;
    private final String run;
    private final Rooms rooms;
    private final Copier copier;
    private final LocalClasses local;
    private final Relay relay;

    /**
     * @param self this server's name
     * @param isHere whether a server is in the cluster
     * @param entries what all servers know of each room, by its code
     */
    ClusterClasses(
            String self,
            Predicate<String> isHere,
            Vertx vertx,
            AsyncMap<String, String> entries,
            String run,
            Bounds bounds,
            LongSupplier nanoTime) {
        this.self = self;
        this.isHere = isHere;
        this.vertx = vertx;
        this.entries = entries;
        this.run = run;
        copier = new Copier(self, entries, this::giveUp, nanoTime);
        rooms = new Rooms(bounds, nanoTime, copier::changed);
        local = new LocalClasses(rooms, run);
        relay = new Relay(self, vertx.eventBus(), local);
    }

    /** Begins to take part in the cluster's classes. */
    public static Future<ClusterClasses> start(Member member, Bounds bounds, LongSupplier nanoTime) {
        Vertx vertx = member.vertx();
        String mine = Long.toString(new SecureRandom().nextLong(), Character.MAX_RADIX);
        return vertx.sharedData()
                .<String, String>getClusterWideMap(FACTS)
                .compose(facts -> facts.putIfAbsent("run", mine))
                .compose(theirs -> vertx.sharedData()
                        .<String, String>getClusterWideMap(RoomEntry.MAP)
                        .map(entries -> new ClusterClasses(
                                member.self(),
                                member::isHere,
                                vertx,
                                entries,
                                theirs == null ? mine : theirs,
                                bounds,
                                nanoTime)))
                .compose(classes -> {
                    member.onLeave(classes.relay::forget);
                    return classes.relay.start().map(classes);
                });
    }

    @Override
    public Load load() {
        return rooms.load();
    }

    /** The same for all servers, as long as one of them runs. */
    @Override
    public String run() {
        return run;
    }

    @Override
    public CompletionStage<Opened> open(RoomKey key) {
        return open(key, until()).toCompletionStage();
    }

    private Future<Opened> open(RoomKey key, long until) {
        return find(key.code(), until).compose(home -> {
            if (home == null) {
                return begin(key, until);
            }
            return home.equals(self)
                    ? Future.fromCompletionStage(local.open(key))
                    : relay.open(home, key.text())
                            .recover(failure -> unlessAway(failure, until).compose(waited -> open(key, until)));
        });
    }

    private Future<Opened> begin(RoomKey key, long until) {
        String code = key.code();
        return Future.fromCompletionStage(local.open(key)).compose(opened -> {
            Room room = rooms.find(code).orElseThrow();
            String entry = copier.entry(room);
            return entries.putIfAbsent(code, entry)
                    .onFailure(failure -> {
                        if (opened.isNew()) {
                            rooms.giveUp(room);
                        }
                    })
                    .compose(other -> {
                        // Our own where another client opened it here at once, or the map repeated the request.
                        String known = other == null ? entry : other;
                        if (RoomEntry.isOf(self, known)) {
                            copier.watch(room, known);
                            return Future.succeededFuture(opened);
                        }
                        // Another server was faster.
                        rooms.giveUp(room);
                        return again(until).compose(waited -> open(key, until));
                    });
        });
    }

    @Override
    public CompletionStage<Seat> seat(Hello hello, boolean mayTry, Line line) {
        return seat(hello, mayTry, line, until()).toCompletionStage();
    }

    private Future<Seat> seat(Hello hello, boolean mayTry, Line line, long until) {
        return find(RoomCode.isOne(hello.code()) ? hello.code() : "", until)
                .compose(home -> home == null || home.equals(self)
                        ? Future.fromCompletionStage(local.seat(hello, mayTry, line))
                        : relay.seat(home, hello, mayTry, line)
                                .recover(failure -> unlessAway(failure, until)
                                        .compose(waited -> seat(hello, mayTry, line, until))));
    }

    /** The server that has a room, which may be this one from now on; null where there is no such room. */
    private Future<@Nullable String> find(String code, long until) {
        if (relay.isStopping()) {
            return Future.failedFuture(
                    new Refusal(Refusal.Reason.AWAY, "this server is stopping; try again at another one"));
        }
        if (code.isEmpty() || rooms.find(code).isPresent()) {
            return Future.succeededFuture(code.isEmpty() ? null : self);
        }
        return entries.get(code).compose(text -> {
            if (text == null) {
                return Future.succeededFuture(null);
            }
            RoomEntry entry;
            try {
                entry = RoomEntry.parse(text);
            } catch (Refusal e) {
                return Future.failedFuture(e);
            }
            if (entry.home().equals(self) && copier.isEnding(code)) {
                return again(until).compose(waited -> find(code, until));
            }
            // One that belongs here but is not here is on its way, or was lost on it.
            return !entry.home().equals(self) && isHere.test(entry.home())
                    ? Future.succeededFuture(entry.home())
                    : takeOver(code, text, entry, until).compose(done -> find(code, until));
        });
    }

    private Future<Void> takeOver(String code, String text, RoomEntry entry, long until) {
        String mine = new RoomEntry(self, entry.copy()).text();
        return entries.replaceIfPresent(code, text, mine).compose(isMine -> {
            if (!isMine) {
                // Another server was faster, or the map repeated the request.
                return again(until);
            }
            try {
                copier.watch(rooms.restore(code, entry.copy()), mine);
                if (!entry.home().equals(self)) {
                    LOG.log(System.Logger.Level.INFO, "a class continues here: its server has left");
                }
                return Future.succeededFuture();
            } catch (Refusal e) {
                // Another server may have room for it; what no server can read makes room for a new class.
                Future<Boolean> undone = e.reason() == Refusal.Reason.FULL
                        ? entries.replaceIfPresent(code, mine, text)
                        : entries.removeIfPresent(code, mine);
                return undone.transform(done -> Future.failedFuture(e));
            }
        });
    }

    /** Waits where a server does not answer: it has left, or is found to have failed soon. */
    private Future<Void> unlessAway(Throwable failure, long until) {
        return failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.AWAY
                ? again(until)
                : Future.failedFuture(failure);
    }

    private static long until() {
        return System.nanoTime() + SEARCH_NANOS;
    }

    private Future<Void> again(long until) {
        return System.nanoTime() - until < 0
                ? vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).mapEmpty()
                : Future.failedFuture(
                        new Refusal(Refusal.Reason.AWAY, "this class is moving to another server; try again"));
    }

    private void giveUp(Room room) {
        LOG.log(System.Logger.Level.INFO, "a class continues on another server");
        rooms.giveUp(room);
    }

    @Override
    public void sweep() {
        local.sweep();
        copier.sweep();
        relay.sweep();
    }

    @Override
    public CompletionStage<Void> close() {
        // Those who are sent away come back at once, through the other servers.
        relay.stop();
        return Future.fromCompletionStage(local.close())
                .compose(closed -> copier.settled())
                .compose(settled -> copier.leave())
                .onSuccess(left -> rooms.giveUpAll())
                .toCompletionStage();
    }
}
