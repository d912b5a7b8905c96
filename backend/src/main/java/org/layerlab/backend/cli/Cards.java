package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonArray;
import java.util.List;

/** JSON values for model cards. */
final class Cards {
    private Cards() {}

    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
