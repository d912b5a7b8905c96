package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;

/**
 * What a class did before the server was restarted.
 *
 * @param held whether its pupils were asked to look up
 * @param locked whether nobody else was let in
 */
record ClassBefore(Activity activity, boolean held, boolean locked) {
    /** Goes on with it in the class that is open again. The room stays open: the pupils have to come back first. */
    void restore(Connection connection, Status status) {
        if (activity.round() > 0) {
            connection.send(activity.json());
        }
        if (held) {
            connection.send(new JsonObject().add("type", "hold").add("on", true));
        }
        String told = Texts.of(
                "The server was restarted. Your class is open again under the same code; pupils rejoin with one click.");
        status.note(
                locked ? told + " " + Texts.of("The room was locked: lock it again when everybody is back.") : told);
    }
}
