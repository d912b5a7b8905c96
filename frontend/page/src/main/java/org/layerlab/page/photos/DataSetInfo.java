package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PhotoSettings;

/**
 * A data set as the server lists it.
 *
 * @param id its name in addresses
 * @param name its name for people
 * @param source where it comes from
 * @param leftOut which of its files were left out, or {@code nothing}
 * @param train how many training images it has
 * @param test how many test images it has
 */
record DataSetInfo(String id, String name, String source, String leftOut, int train, int test) {
    static final String NOTHING = "nothing";

    /** A person's own photos. */
    static DataSetInfo own(int train, int test) {
        return new DataSetInfo(
                PhotoSettings.Source.OWN, Texts.of("Your photos"), Texts.of("From this device"), NOTHING, train, test);
    }

    /** Whether they are a person's own. */
    boolean isOwn() {
        return id.equals(PhotoSettings.Source.OWN);
    }

    /** Its name and size, as a choice. */
    String label() {
        return Texts.said(name) + " · " + NumberFormat.grouped(train);
    }

    /**
     * The id of the data set that is chosen at first, empty where there is none: real photos are what the page is for,
     * drawings stand in where there are none.
     */
    static String preferred(List<DataSetInfo> all) {
        for (DataSetInfo info : all) {
            if (!info.id.equals("drawings")) {
                return info.id;
            }
        }
        return all.isEmpty() ? "" : all.get(0).id;
    }

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
