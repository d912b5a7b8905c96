package org.layerlab.page.models;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;

/** What a person changed while a network was trained, in words; what the card does not say is empty. */
final class ChangesText {
    /** More of them nobody reads. */
    private static final int MOST_CHANGES = 5;

    private static final int MOST_CHANGED = 20;

    private ChangesText() {}

    /** Changed settings, each with the value it replaced: {@code "at 500: Learning rate 0.03 (before 0.2)"}. */
    static String settings(JsonObject hyperparameters) {
        JsonValue list = hyperparameters.get("changes");
        if (list == null || !list.isArray()) {
            return list == null ? "" : CardText.plain(list);
        }
        List<String> told = new ArrayList<>();
        JsonObject before = new JsonObject();
        int more = 0;
        for (JsonValue value : list.asArray()) {
            if (!value.isObject()) {
                return Texts.of("{0} times", NumberFormat.grouped(list.asArray().size()));
            }
            JsonObject now = value.asObject();
            JsonValue from = now.get("from");
            if (!before.isEmpty() && from != null) {
                if (told.size() < MOST_CHANGES) {
                    told.add(change(CardText.plain(from), before, now));
                } else {
                    more++;
                }
            }
            before = now;
        }
        if (more > 0) {
            told.add(Texts.of("{0} more times", more));
        }
        return String.join("; ", told);
    }

    private static String change(String from, JsonObject before, JsonObject now) {
        List<String> changed = new ArrayList<>();
        int looked = 0;
        for (JsonObject.Member member : now) {
            if (looked++ == MOST_CHANGED) {
                break;
            }
            String key = member.getName();
            JsonValue former = before.get(key);
            if (!key.equals("from") && !member.getValue().equals(former)) {
                String value = HyperparameterText.value(key, member.getValue());
                changed.add(
                        former == null
                                ? HyperparameterText.label(key) + " " + value
                                : Texts.of(
                                        "{0} {1} (before {2})",
                                        HyperparameterText.label(key), value, HyperparameterText.value(key, former)));
            }
        }
        return changed.isEmpty() ? Texts.of("at {0}", from) : Texts.of("at {0}: {1}", from, String.join(", ", changed));
    }

    /** Which weights were set by hand, and when, as far as the card says it; empty where none were. */
    static String edits(JsonObject card) {
        JsonValue list = card.get("edited");
        if (list == null || !list.isArray() || list.asArray().isEmpty()) {
            return "";
        }
        JsonValue which = card.get("weightsSet");
        if (which != null && which.isArray() && !which.asArray().isEmpty()) {
            return weights(which.asArray());
        }
        int count = list.asArray().size();
        String first = CardText.plain(list.asArray().get(0));
        return count == 1
                ? Texts.of("at iteration {0}", first)
                : Texts.of("{0} times, first at iteration {1}", NumberFormat.grouped(count), first);
    }

    private static String weights(JsonArray which) {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_CHANGES, which.size()); i++) {
            String text = CardText.plain(which.get(i));
            int colon = text.indexOf(':');
            told.add(
                    colon < 0
                            ? text
                            : Texts.of("at {0}: {1}", text.substring(0, colon), numpy(text.substring(colon + 1))));
        }
        if (which.size() > MOST_CHANGES) {
            told.add(Texts.of("{0} more times", which.size() - MOST_CHANGES));
        }
        return String.join("; ", told);
    }

    /** {@code "W1[0, 1] = 0.5"} of {@code "W1.0.1=0.5"}. */
    private static String numpy(String weight) {
        int equals = weight.indexOf('=');
        int dot = weight.substring(0, Math.max(0, equals)).indexOf('.');
        if (equals < 0 || dot < 0) {
            return weight;
        }
        String index = weight.substring(dot + 1, equals).replace(".", ", ");
        return weight.substring(0, dot) + "[" + index + "] = " + weight.substring(equals + 1);
    }
}
