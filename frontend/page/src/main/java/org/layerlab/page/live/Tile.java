package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.settings.CardText;

/**
 * A pupil on the board.
 *
 * @param here whether there is a connection
 * @param models what was handed in, oldest first
 */
record Tile(int id, String name, boolean here, Run run, List<String> models) {
    static Tile of(JsonObject pupil) {
        List<String> models = new ArrayList<>();
        JsonValue handed = pupil.get("models");
        if (handed != null) {
            handed.asArray().forEach(model -> models.add(model.asString()));
        }
        return new Tile(
                pupil.getInt("id", 0),
                CardText.string(pupil, "name"),
                pupil.getBoolean("here", false),
                Run.of(pupil),
                models);
    }
}
