package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set as the server lists it.
 *
 * @param id its name in addresses
 * @param name its name for people
 * @param source where it comes from
 * @param leftOut which of its files were not taken, or {@code nothing}
 * @param train how many training images it has
 * @param test how many test images it has
 */
record DataSetInfo(String id, String name, String source, String leftOut, int train, int test) {
    static final String NOTHING = "nothing";

    /** The list that {@code GET /api/datasets} gives. */
    static List<DataSetInfo> list(String json) {
        List<DataSetInfo> all = new ArrayList<>();
        for (JsonValue value : Json.parse(json).asArray()) {
            JsonObject object = value.asObject();
            JsonObject splits = object.get("splits").asObject();
            all.add(new DataSetInfo(
                    object.getString("id", ""),
                    object.getString("name", ""),
                    object.getString("source", ""),
                    object.getString("leftOut", NOTHING),
                    splits.getInt("train", 0),
                    splits.getInt("test", 0)));
        }
        return all;
    }
}
