package org.layerlab.page.live;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.settings.CardText;

/**
 * The connection of a board or a pupil to its class. A lost one is made again, after 1, 2, 4 … up to 30 seconds, and so is
 * one that does not lead into the class within 20; a server that was restarted is told apart from one that was only out of
 * reach.
 */
final class Connection {
    /** How it stands. */
    enum State {
        /** On the way to the server. */
        CONNECTING,
        /** In the class. */
        SEATED,
        /** Out of reach; it tries again by itself. */
        LOST,
        /** The server was restarted and knows no class; somebody has to go on. */
        RESTARTED,
        /** It is over: {@link #why} says what happened. */
        OVER
    }

    /** What carries messages. */
    interface Wire {
        /** Connects; a former connection was closed. */
        void open(Listener listener);

        /** Sends a message, if it is open. */
        void send(String text);

        /** Closes it. */
        void close();
    }

    /** Hears one connection. */
    interface Listener {
        /** A message came. */
        void heard(String text);

        /** It is closed, or was never open. */
        void closed();
    }

    /** Whose connection it is. */
    interface Host {
        /** What says who this is. */
        JsonObject hello();

        /** What keeps the connection open. */
        JsonObject here();

        /** Takes a message of the class. */
        void heard(JsonObject message);

        /** The state is another. */
        void changed();
    }

    private static final double FIRST_WAIT = 1000;
    private static final double LONGEST_WAIT = 30_000;
    private static final double BEAT = 20_000;
    /** An attempt may take this long: a network that swallows packets never says that it failed. */
    private static final double LONGEST_ATTEMPT = 20_000;
    /** A server that is there says something within this. */
    private static final double ANSWER = 5000;
    /** Attempts that fail by chance, or while a server starts. */
    private static final int FEW_ATTEMPTS = 3;

    private final Wire wire;
    private final EventLoop loop;
    private final DoubleSupplier random;
    private final Host host;
    private State state = State.OVER;
    private String why = "";
    private String said = "";
    /** The run of the server in which this was seated. */
    private String server = "";

    private String present = "";
    private int failures;
    private boolean beating;
    private boolean unanswered;
    /** Messages that came. */
    private int heard;
    /** When the last message came, or the present attempt began. */
    private double heardAt;
    /** Attempts that failed, and connections that were lost. */
    private int inVain;

    private final Unconfirmed unconfirmed = new Unconfirmed();
    private @Nullable Attempt attempt;

    Connection(Wire wire, EventLoop loop, DoubleSupplier random, Host host) {
        this.wire = wire;
        this.loop = loop;
        this.random = random;
        this.host = host;
    }

    State state() {
        return state;
    }

    /** Why it is over: {@code ended}, {@code removed}, {@code replaced}, or the server's reason for a refusal. */
    String why() {
        return why;
    }

    /** Whether the class itself is gone, and not only the way into it. */
    boolean isGone() {
        return why.equals("ended") || why.equals("no_class");
    }

    /** Whether several attempts failed and nothing ever came: something on the way may let no connection through. */
    boolean isBlocked() {
        return heard == 0 && inVain >= FEW_ATTEMPTS;
    }

    /** What the server said about it. */
    String said() {
        return said;
    }

    /** Connects, for the first time or again. */
    void start() {
        why = "";
        said = "";
        failures = 0;
        // A person who continues after a restart knows of it.
        server = "";
        open();
        if (!beating) {
            beating = true;
            loop.after(BEAT, this::beat);
        }
    }

    /** Sends a message of somebody who is in the class. */
    void send(JsonObject message) {
        if (state == State.SEATED) {
            wire.send(message.toString());
        }
    }

    /**
     * Sends a message, and again after a reconnect, until the class has confirmed it.
     *
     * @param isDue asked after a reconnect: whether the class still lacks the message
     * @param came called when the class has it
     */
    void sendSurely(JsonObject message, BooleanSupplier isDue, Runnable came) {
        unconfirmed.add(message, isDue, came);
        if (state == State.SEATED) {
            sendUnconfirmed();
        }
    }

    private void sendUnconfirmed() {
        List<String> texts = unconfirmed.take();
        if (!texts.isEmpty()) {
            texts.forEach(wire::send);
            sayHere();
        }
    }

    private void sayHere() {
        unconfirmed.pinged();
        wire.send(host.here().toString());
    }

    /** Which run of the server this was seated in last, or is talking to. */
    String run() {
        return present;
    }

    /**
     * Tries at once where it would wait, for the next attempt or for one that hangs, and asks whether a connection that was
     * there still is: the network is back, or the page has been asleep.
     */
    void hurry() {
        boolean hangs = state == State.CONNECTING && loop.now() - heardAt >= ANSWER;
        if (state == State.LOST || hangs) {
            failures = 0;
            open();
        } else if (state == State.SEATED) {
            Attempt asked = attempt;
            int before = heard;
            sayHere();
            loop.after(ANSWER, () -> {
                if (attempt == asked && state == State.SEATED && heard == before) {
                    lose();
                }
            });
        }
    }

    private void open() {
        wire.close();
        Attempt next = new Attempt();
        attempt = next;
        unanswered = false;
        heardAt = loop.now();
        unconfirmed.begin();
        turn(State.CONNECTING);
        wire.open(next);
        loop.after(LONGEST_ATTEMPT, () -> {
            if (attempt == next && state == State.CONNECTING) {
                lose();
            }
        });
    }

    private void turn(State next) {
        if (state != next) {
            state = next;
            host.changed();
        }
    }

    private void end(State last, String reason, String message) {
        attempt = null;
        if (last == State.OVER) {
            unconfirmed.clear();
        }
        why = reason;
        said = message;
        wire.close();
        turn(last);
    }

    private void lose() {
        attempt = null;
        wire.close();
        double wait = Math.min(LONGEST_WAIT, FIRST_WAIT * (1 << Math.min(failures, 10)));
        failures++;
        inVain++;
        turn(State.LOST);
        int before = failures;
        // Thirty pupils do not come back in the same moment.
        loop.after(wait * (0.75 + 0.5 * random.getAsDouble()), () -> {
            if (state == State.LOST && failures == before) {
                open();
            }
        });
    }

    private void beat() {
        if (state == State.SEATED) {
            if (unanswered) {
                lose();
            } else {
                unanswered = true;
                sayHere();
            }
        }
        loop.after(BEAT, this::beat);
    }

    private final class Attempt implements Listener {
        @Override
        public void heard(String text) {
            if (attempt == this) {
                hear(Json.parse(text).asObject());
            }
        }

        @Override
        public void closed() {
            if (attempt == this) {
                lose();
            }
        }
    }

    private void hear(JsonObject message) {
        unanswered = false;
        heard++;
        heardAt = loop.now();
        String type = CardText.string(message, "type");
        switch (type) {
            case "hello" -> {
                present = CardText.string(message, "server");
                if (!server.isEmpty() && !server.equals(present)) {
                    end(State.RESTARTED, "restarted", "");
                } else {
                    wire.send(host.hello().toString());
                }
            }
            case "refused" -> end(State.OVER, CardText.string(message, "reason"), CardText.string(message, "message"));
            case "ended" -> end(State.OVER, "ended", CardText.string(message, "why"));
            case "removed", "replaced" -> end(State.OVER, type, "");
            case "here" -> unconfirmed.answered();
            case "stopping" -> {
                // It will be closed.
            }
            default -> {
                if (type.equals("class")) {
                    server = present;
                    failures = 0;
                    turn(State.SEATED);
                }
                host.heard(message);
                if (type.equals("class")) {
                    sendUnconfirmed();
                }
            }
        }
    }
}
