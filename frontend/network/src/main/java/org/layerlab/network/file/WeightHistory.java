package org.layerlab.network.file;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.text.Decimal;
import org.layerlab.network.training.WeightChange;

/**
 * The weights that a person set during a run. A card tells when, in {@code "edited": [120]}, and which, in {@code
 * "weightsSet": ["120:W1.0.1=0.5"]}, with the words of a link. Cards of earlier versions have only the first.
 */
public final class WeightHistory {
    private static final String WHEN = "edited";
    private static final String WHICH = "weightsSet";

    /** More weights than anybody sets on purpose. */
    private static final int MOST = 1000;

    /**
     * A weight that was set after so many updates.
     *
     * @param weight null where it is not known which
     */
    public record Entry(int iteration, @Nullable WeightChange weight) {
        private static Entry of(String text, Architecture layers) {
            int colon = Math.max(0, text.indexOf(':'));
            return new Entry(
                    Decimal.index(text.substring(0, colon)), WeightChange.of(text.substring(colon + 1), layers));
        }
    }

    /** In the order in which they were set. */
    private final List<Entry> entries = new ArrayList<>();

    /** Whether there were more of them. */
    private boolean lost;

    /** What a card tells; where that makes no sense, it is only known that something was set. */
    public static WeightHistory of(ModelCard card) {
        WeightHistory history = new WeightHistory();
        try {
            for (JsonValue at : list(card, WHEN)) {
                history.entries.add(new Entry(at.asInt(), null));
            }
        } catch (NumberFormatException | UnsupportedOperationException e) {
            // Something was set, whenever that was.
            history.entries.clear();
            history.entries.add(new Entry(0, null));
        }
        WeightHistory told = told(card);
        return told.when(Integer.MAX_VALUE).equals(history.when(Integer.MAX_VALUE)) ? told : history;
    }

    /** What a card tells of which weights were set; nothing where that makes no sense. */
    private static WeightHistory told(ModelCard card) {
        WeightHistory told = new WeightHistory();
        int last = 0;
        try {
            for (JsonValue which : list(card, WHICH)) {
                Entry entry = Entry.of(which.asString(), card.architecture());
                if (entry.iteration < last) {
                    return new WeightHistory();
                }
                last = entry.iteration;
                told.entries.add(entry);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            return new WeightHistory();
        }
        return told;
    }

    private static JsonArray list(ModelCard card, String key) {
        JsonValue list = card.json().get(key);
        return list == null ? new JsonArray() : list.asArray();
    }

    /** A person set a weight after this many updates. */
    public void set(int iteration, WeightChange weight) {
        entries.removeIf(
                entry -> entry.iteration == iteration && entry.weight != null && weight.isOfSame(entry.weight));
        entries.add(new Entry(iteration, weight));
        if (entries.size() > MOST) {
            // It matters only that weights were set, when the first was, and whether the last was here.
            entries.remove(MOST - 1);
            lost = true;
        }
    }

    /** Forgets what was set after more updates than these. */
    public void cut(int iteration) {
        entries.removeIf(entry -> entry.iteration > iteration);
        lost &= !entries.isEmpty();
    }

    /** Whether a person set a weight after this many updates. */
    public boolean isSetAt(int iteration) {
        for (Entry entry : entries) {
            if (entry.iteration == iteration) {
                return true;
            }
        }
        return false;
    }

    /** The iteration at which a person first set a weight; −1 if none was set. */
    public int first() {
        return entries.isEmpty() ? -1 : entries.get(0).iteration;
    }

    /** Whether it is known which weights were set, and to what. */
    public boolean isTold() {
        for (Entry entry : entries) {
            if (entry.weight == null) {
                return false;
            }
        }
        return !lost;
    }

    /** All that were set, in that order, where that is known; else none. */
    public List<Entry> entries() {
        return isTold() ? List.copyOf(entries) : List.of();
    }

    /** What is known to have been set after this many updates. */
    public List<WeightChange> at(int iteration) {
        List<WeightChange> found = new ArrayList<>();
        for (Entry entry : entries) {
            WeightChange weight = entry.weight;
            if (entry.iteration == iteration && weight != null) {
                found.add(weight);
            }
        }
        return found;
    }

    /** How many updates are made from this iteration on before a weight is set again; the largest number if none is. */
    public int until(int iteration) {
        for (Entry entry : entries) {
            if (entry.iteration > iteration) {
                return entry.iteration - iteration;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** When weights were set, up to an iteration; each once. */
    private JsonArray when(int most) {
        JsonArray found = new JsonArray();
        int last = -1;
        for (Entry entry : entries) {
            if (entry.iteration != last && entry.iteration <= most) {
                last = entry.iteration;
                found.add(last);
            }
        }
        return found;
    }

    /** Tells a card of what was set before an iteration or at it. */
    public void addTo(CardBuilder card, int iteration) {
        JsonArray which = new JsonArray();
        boolean told = isTold();
        for (Entry entry : entries) {
            WeightChange weight = entry.weight;
            if (told && weight != null && entry.iteration <= iteration) {
                which.add(entry.iteration + ":" + weight.text());
            }
        }
        set(card, WHEN, when(iteration));
        set(card, WHICH, which);
    }

    private static void set(CardBuilder card, String key, JsonArray list) {
        if (list.isEmpty()) {
            card.remove(key);
        } else {
            card.set(key, list);
        }
    }
}
