package org.layerlab.page.live;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.layerlab.page.settings.CardText;

/** Asks once whether there is a class with a code, before anybody has chosen a name. */
final class ClassQuestion implements Connection.Listener {
    private final Connection.Wire wire;
    private final String code;
    private final Runnable none;

    private ClassQuestion(Connection.Wire wire, String code, Runnable none) {
        this.wire = wire;
        this.code = code;
        this.none = none;
    }

    /**
     * Asks.
     *
     * @param none hears that there is no such class; every other answer, or none, is left to whoever joins
     */
    static void ask(Connection.Wire wire, String code, Runnable none) {
        wire.open(new ClassQuestion(wire, code, none));
    }

    @Override
    public void heard(String text) {
        JsonObject message = Json.parse(text).asObject();
        if (CardText.string(message, "type").equals("hello")) {
            wire.send(new JsonObject().add("type", "ask").add("code", code).toString());
            return;
        }
        wire.close();
        if (CardText.string(message, "reason").equals("no_class")) {
            none.run();
        }
    }

    @Override
    public void closed() {
        // Nobody waits for an answer.
    }
}
