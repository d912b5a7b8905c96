package org.layerlab.backend.classroom;

import com.eclipsesource.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A live class: a teacher's board and its pupils. Whatever changes is told at once to whom it concerns; to a board that
 * reads slowly, only the latest of each pupil. Safe for use by several threads.
 */
public final class Room {
    private static final int LONGEST_NAME = 200;

    private final String code;
    private final Secret key;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final long opened;
    private final RoomState state;
    private final Consumer<Room> watcher;

    private @Nullable Board board;
    private long heard;
    private boolean ended;

    /**
     * @param watcher is told of each change that a copy of the room must have; it must not block
     */
    Room(String code, RoomCopy from, Bounds bounds, LongSupplier nanoTime, Consumer<Room> watcher) {
        this.code = code;
        this.key = from.key();
        this.state = from.state();
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.watcher = watcher;
        this.heard = nanoTime.getAsLong();
        this.opened = heard - from.age().toNanos();
    }

    /** What another server needs to take over this room. */
    public synchronized JsonObject copy() {
        return new RoomCopy(key, Duration.ofNanos(nanoTime.getAsLong() - opened), state).json();
    }

    /** Six letters. */
    public String code() {
        return code;
    }

    boolean mayTeach(Secret secret) {
        return key.equals(secret);
    }

    /** Whether its teacher, its age or silence has ended it. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    // ---- the board ----

    /**
     * Gives the board to a connection; a former one is closed.
     *
     * @throws Refusal when the key is another room's
     */
    public synchronized Seat teach(String teachersKey, Line line) throws Refusal {
        if (ended || !mayTeach(Secret.of(teachersKey, "key"))) {
            throw Refusal.noClass();
        }
        if (board != null) {
            board.end(RoomState.message("replaced").toString());
        }
        board = new Board(line, state);
        heard = nanoTime.getAsLong();
        line.send(state.whole(code).toString());
        return new BoardSeat(line);
    }

    private final class BoardSeat implements Seat {
        private final Line line;

        BoardSeat(Line line) {
            this.line = line;
        }

        @Override
        public void hear(JsonObject message) throws Refusal {
            synchronized (Room.this) {
                if (board != null && board.has(line)) {
                    obey(message);
                    watcher.accept(Room.this);
                }
            }
        }

        @Override
        public void drained() {
            synchronized (Room.this) {
                if (board != null && board.has(line)) {
                    board.drained();
                }
            }
        }

        @Override
        public void left() {
            synchronized (Room.this) {
                if (board != null && board.has(line)) {
                    board = null;
                }
            }
        }
    }

    private void obey(JsonObject message) throws Refusal {
        String type = Fields.text(message, "type", 20);
        // A board that nobody looks at keeps no class open.
        if (!type.equals("here") || Fields.flag(message, "seen")) {
            heard = nanoTime.getAsLong();
        }
        switch (type) {
            case "activity" -> begin(Activity.parse(message, state.activity.round() + 1));
            case "hold" -> {
                state.held = Fields.flag(message, "on");
                tellAll();
            }
            case "lock" -> {
                state.locked = Fields.flag(message, "on");
                tellBoard();
            }
            case "show" -> ask(Fields.count(message, "pupil", Integer.MAX_VALUE));
            case "rename" -> {
                Pupil pupil = pupil(message);
                pupil.rename(state.named(Fields.text(message, "name", LONGEST_NAME), pupil));
                tellPupil(pupil);
                tellBoard(pupil.id());
            }
            case "remove" -> remove(pupil(message));
            case "end" -> end("teacher");
            case "here" -> {}
            default -> throw unknown(type, "activity, hold, lock, show, rename, remove, end or here");
        }
    }

    private void begin(Activity next) {
        state.activity = next;
        state.hide();
        state.pupils.values().forEach(pupil -> pupil.progress(Progress.NONE));
        tellAll();
        state.pupils.keySet().forEach(this::tellBoard);
    }

    /** Nothing is shown before the pupil says yes, even of one who did before. */
    private void ask(int id) {
        state.asked = state.pupils.containsKey(id) ? id : 0;
        state.shown = 0;
        tellAll();
    }

    private void remove(Pupil pupil) {
        state.ban(pupil);
        close(pupil, RoomState.message("removed"));
        tellBoard(pupil.id());
        if (state.concerns(pupil)) {
            state.hide();
            tellAll();
        }
    }

    private Pupil pupil(JsonObject message) throws Refusal {
        int id = Fields.count(message, "pupil", Integer.MAX_VALUE);
        Pupil pupil = state.pupils.get(id);
        if (pupil == null) {
            throw Refusal.malformed("this class has no pupil " + id);
        }
        return pupil;
    }

    // ---- the pupils ----

    /** Whether a pupil with this secret is in the class already, and so needs no code. */
    public synchronized boolean knows(String pupilsSecret) throws Refusal {
        return !ended && state.find(Secret.of(pupilsSecret, "secret")) != null;
    }

    /**
     * Gives a connection to the pupil with a secret: the same as before, or a new one. A former connection is closed.
     *
     * @throws Refusal when the class is full, locked or has ended, or the teacher removed this pupil
     */
    public synchronized Seat join(String pupilsSecret, String name, Line line) throws Refusal {
        Secret secret = Secret.of(pupilsSecret, "secret");
        if (ended) {
            throw Refusal.noClass();
        }
        if (state.removed.contains(secret)) {
            throw new Refusal(Refusal.Reason.REMOVED, "the teacher removed you from this class");
        }
        Pupil pupil = state.find(secret);
        if (pupil == null) {
            if (state.locked) {
                throw new Refusal(Refusal.Reason.LOCKED, "the teacher has locked this class");
            }
            if (state.pupils.size() >= bounds.pupils()) {
                throw new Refusal(
                        Refusal.Reason.FULL, "this class has " + bounds.pupils() + " pupils, the most that it allows");
            }
            pupil = new Pupil(++state.lastId, secret, "");
            pupil.rename(state.named(name, pupil));
            state.pupils.put(pupil.id(), pupil);
            watcher.accept(this);
        } else {
            close(pupil, RoomState.message("replaced"));
        }
        pupil.line(line);
        heard = nanoTime.getAsLong();
        tellPupil(pupil);
        tellBoard(pupil.id());
        return new PupilSeat(pupil, line);
    }

    private final class PupilSeat implements Seat {
        private final Pupil pupil;
        private final Line line;

        PupilSeat(Pupil pupil, Line line) {
            this.pupil = pupil;
            this.line = line;
        }

        @Override
        public void hear(JsonObject message) throws Refusal {
            synchronized (Room.this) {
                if (pupil.line() == line) {
                    take(pupil, message);
                }
            }
        }

        @Override
        public void drained() {
            // It gets little: what it cannot take closes it, and it joins again.
        }

        @Override
        public void left() {
            synchronized (Room.this) {
                if (pupil.line() == line) {
                    pupil.line(null);
                    tellBoard(pupil.id());
                }
            }
        }
    }

    private void take(Pupil pupil, JsonObject message) throws Refusal {
        String type = Fields.text(message, "type", 20);
        switch (type) {
            case "progress" -> {
                Progress progress = Progress.parse(message);
                heard = nanoTime.getAsLong();
                if (Fields.count(message, "round", Integer.MAX_VALUE) == state.activity.round()) {
                    pupil.progress(progress);
                    tellBoard(pupil.id());
                    if (state.shown == pupil.id()) {
                        tellShown();
                    }
                }
            }
            case "handin" -> {
                heard = nanoTime.getAsLong();
                pupil.handIn(Fields.text(message, "model", 64));
                tellBoard(pupil.id());
                watcher.accept(this);
            }
            case "consent" -> consent(pupil, Fields.flag(message, "yes"));
            case "here" -> {}
            default -> throw unknown(type, "progress, handin, consent or here");
        }
    }

    /** Also a pupil whose network is shown may end that. */
    private void consent(Pupil pupil, boolean yes) {
        if (state.concerns(pupil)) {
            state.shown = yes ? pupil.id() : 0;
            state.asked = 0;
            tellAll();
            watcher.accept(this);
        }
    }

    // ---- what is told ----

    private void tellBoard() {
        if (board != null) {
            board.tell();
        }
    }

    private void tellAll() {
        tellBoard();
        state.pupils.values().forEach(this::tellPupil);
    }

    private void tellPupil(Pupil pupil) {
        send(pupil, state.seenBy(pupil).toString());
    }

    private void tellShown() {
        String text = RoomState.message("shown").add("shown", state.network()).toString();
        state.pupils.values().forEach(pupil -> send(pupil, text));
    }

    private static void send(Pupil pupil, String text) {
        Line line = pupil.line();
        if (line != null) {
            if (line.isFull()) {
                line.close();
            } else {
                line.send(text);
            }
        }
    }

    private void tellBoard(int id) {
        if (board != null) {
            board.tell(id);
        }
    }

    private static void close(Pupil pupil, JsonObject last) {
        Line line = pupil.line();
        if (line != null) {
            pupil.line(null);
            line.send(last.toString());
            line.close();
        }
    }

    // ---- the end ----

    /** Ends a class that is too old, or silent for too long. */
    synchronized void endIfLate() {
        long now = nanoTime.getAsLong();
        if (now - opened > bounds.longest().toNanos()) {
            end("time");
        } else if (now - heard > bounds.silence().toNanos()) {
            end("silence");
        }
    }

    private void end(String why) {
        ended = true;
        say(RoomState.message("ended").add("why", why));
        state.pupils.clear();
        watcher.accept(this);
    }

    /** Closes all connections without ending the class. */
    synchronized void disconnect() {
        say(RoomState.message("stopping"));
    }

    /** How many of the pupils are connected now. */
    synchronized int connected() {
        return state.connected();
    }

    private void say(JsonObject last) {
        state.pupils.values().forEach(pupil -> close(pupil, last));
        if (board != null) {
            board.end(last.toString());
            board = null;
        }
    }

    private static Refusal unknown(String type, String known) {
        return Refusal.malformed("type is '" + type + "'; it must be " + known);
    }
}
