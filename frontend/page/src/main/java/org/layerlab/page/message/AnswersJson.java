package org.layerlab.page.message;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.verdict.ConfusionMatrix;

/** How many photos of each class got which answer, as JSON. */
public final class AnswersJson {
    /** The key under which they stand. */
    public static final String KEY = "answers";

    private AnswersJson() {}

    /** The counts, row by row. */
    public static JsonArray of(ConfusionMatrix answers) {
        JsonArray counts = new JsonArray();
        answers.counts().forEach(counts::add);
        return counts;
    }

    /**
     * What an object holds.
     *
     * @return of no classes where it holds none
     * @throws IllegalArgumentException where they are no square matrix, or of too many classes
     * @throws UnsupportedOperationException where they are not numbers
     */
    public static ConfusionMatrix read(JsonObject json) {
        List<Integer> counts = new ArrayList<>();
        JsonValue list = json.get(KEY);
        if (list != null) {
            for (JsonValue count : list.asArray()) {
                if (counts.size() == ClassMessages.MOST_CLASSES * ClassMessages.MOST_CLASSES) {
                    throw new IllegalArgumentException(
                            "it has answers for more than " + ClassMessages.MOST_CLASSES + " classes");
                }
                counts.add(count.asInt());
            }
        }
        return new ConfusionMatrix(counts);
    }
}
