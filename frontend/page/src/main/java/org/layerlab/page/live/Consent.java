package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;

/**
 * Whether the class may see this pupil's network. A yes without a connection is asked for again; a no is sent until the
 * class has it.
 */
final class Consent {
    private final Connection connection;
    private boolean asked;
    private boolean shown;
    /** The pupil has said no, and the class may not know it yet. */
    private boolean refused;

    Consent(Connection connection) {
        this.connection = connection;
    }

    /** Whether the class waits for an answer. */
    void asked(boolean now) {
        asked = now;
    }

    /** Whether the class sees this pupil's network. */
    void shown(boolean now) {
        shown = now;
    }

    /** Whether this pupil's network is on all screens, and is to stay there. */
    boolean isShown() {
        return shown && !refused;
    }

    /** Tells the class. */
    void say(boolean yes) {
        JsonObject message = new JsonObject().add("type", "consent").add("yes", yes);
        refused = !yes;
        if (yes) {
            connection.send(message);
        } else {
            connection.sendSurely(message, () -> asked || shown, () -> refused = false);
        }
    }
}
