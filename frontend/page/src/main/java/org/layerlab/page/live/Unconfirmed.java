package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.layerlab.page.settings.CardText;

/**
 * Messages that the class has not confirmed yet, in the order in which they were asked for. The server answers in order, so
 * the answer to a ping confirms what was sent before it.
 */
final class Unconfirmed {
    private static final class Message {
        private final String kind;
        private final String text;
        private final BooleanSupplier isDue;
        private final Runnable came;
        private boolean wasSent;
        /** Which answer confirms it; 0 where this connection has not sent it. */
        private int answer;

        Message(String kind, String text, BooleanSupplier isDue, Runnable came) {
            this.kind = kind;
            this.text = text;
            this.isDue = isDue;
            this.came = came;
        }
    }

    private final List<Message> messages = new ArrayList<>();
    /** How often this connection pinged, and how often that was answered. */
    private int pings;

    private int answers;

    /** Another connection begins: what the former one sent may be lost. */
    void begin() {
        pings = 0;
        answers = 0;
        messages.forEach(message -> message.answer = 0);
    }

    /**
     * Adds a message; it takes the place of an unconfirmed one of the same kind, which must not come after it.
     *
     * @param isDue asked after a reconnect: whether the class still lacks the message
     * @param came called when the class has it
     */
    void add(JsonObject message, BooleanSupplier isDue, Runnable came) {
        String kind = kind(message);
        messages.removeIf(other -> other.kind.equals(kind));
        messages.add(new Message(kind, message.toString(), isDue, came));
    }

    /** What it says, and of whom: only one pupil at a time is shown. */
    private static String kind(JsonObject message) {
        String type = CardText.string(message, "type");
        return type.equals("show") ? type : type + " " + message.getInt("pupil", 0);
    }

    /** What this connection has to send, followed by a ping. */
    List<String> take() {
        messages.removeIf(message -> message.answer == 0 && message.wasSent && !message.isDue.getAsBoolean());
        List<String> texts = new ArrayList<>();
        for (Message message : messages) {
            if (message.answer == 0) {
                message.wasSent = true;
                message.answer = pings + 1;
                texts.add(message.text);
            }
        }
        return texts;
    }

    /** A ping is sent. */
    void pinged() {
        pings++;
    }

    /** A ping is answered. */
    void answered() {
        answers++;
        while (!messages.isEmpty() && messages.get(0).answer > 0 && messages.get(0).answer <= answers) {
            messages.remove(0).came.run();
        }
    }

    /** Forgets all: what was refused would be refused again, and a class that is over takes nothing. */
    void clear() {
        messages.clear();
    }
}
