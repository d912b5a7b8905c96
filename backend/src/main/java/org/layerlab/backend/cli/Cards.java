package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonArray;
import java.util.List;

/** Values in a model card's form. */
final class Cards {
    private Cards() {}

    static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
