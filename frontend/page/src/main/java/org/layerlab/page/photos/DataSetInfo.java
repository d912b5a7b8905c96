package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
public record DataSetInfo(String id, String name, String source, String leftOut, int train, int test) {
    /** Says that no file was left out. */
    public static final String NOTHING = "nothing";

    /** The drawings that come with LayerLab. */
    public static final String DRAWINGS = "drawings";

    private static final int ENOUGH = 2000;

    /** A person's own photos. */
    public static DataSetInfo own(int train, int test) {
        return new DataSetInfo(
                PhotoSettings.Source.OWN, Texts.of("Your photos"), Texts.of("From this device"), NOTHING, train, test);
    }

    /** Whether they are a person's own. */
    public boolean isOwn() {
        return id.equals(PhotoSettings.Source.OWN);
    }

    /** Its name and size, as a choice. */
    public String label() {
        return Texts.said(name) + " · " + NumberFormat.grouped(train);
    }

    /** Where it comes from, as a sentence. */
    public String origin() {
        String text = Texts.said(source);
        boolean small = !text.isEmpty() && text.charAt(0) >= 'a' && text.charAt(0) <= 'z';
        return (small ? (char) (text.charAt(0) - 'a' + 'A') + text.substring(1) : text) + ".";
    }

    /**
     * The data set that is chosen at first, or null where there is none: real photos are what the pages are for, drawings
     * stand in where there are none.
     */
    public static @Nullable DataSetInfo preferred(List<DataSetInfo> all) {
        for (DataSetInfo info : all) {
            if (!info.id.equals(DRAWINGS)) {
                return info;
            }
        }
        return all.isEmpty() ? null : all.get(0);
    }

    /** What to load of it for a network that was not trained here: its test photos, and some to search. */
    public PhotoSettings.Source toLookThrough() {
        return new PhotoSettings.Source(id, name, train > ENOUGH ? ENOUGH : 0, 1);
    }

    /** How many training photos are searched for those that are near to one. */
    public int searched() {
        return Math.min(ENOUGH, train);
    }

    /** The list that {@code GET /api/datasets} gives. */
    public static List<DataSetInfo> list(String json) {
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
