package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.text.Text;

/** The units of each hidden layer; none for logistic regression. */
public final class HiddenLayersSetting extends Setting<List<Integer>> {
    /** At most this many hidden layers. */
    public static final int MOST_LAYERS = 8;

    /** At most this many units in each. */
    public static final int MOST_UNITS = 512;

    HiddenLayersSetting(String key, String label, String help, List<Integer> byDefault) {
        super(key, label, help, byDefault);
    }

    /** Reads them as a person writes them: {@code "10"}, {@code "128, 4"}, {@code "128 4"}, nothing. */
    @Override
    public List<Integer> parse(String text) {
        List<Integer> units = new ArrayList<>();
        for (String part : Text.split(commas(text), ',')) {
            if (!part.isEmpty()) {
                units.add(units(text, part));
            }
        }
        return require(units);
    }

    private static int units(String text, String part) {
        try {
            return Integer.parseInt(part);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "hidden layers '" + text + "' must be whole numbers separated by commas, such as 8,4", e);
        }
    }

    @Override
    public String text(List<Integer> units) {
        return unitsText(units);
    }

    /** Units with commas between them: {@code "128,4"}. */
    public static String unitsText(List<Integer> units) {
        StringBuilder text = new StringBuilder();
        for (int count : units) {
            text.append(text.length() == 0 ? "" : ",").append(count);
        }
        return text.toString();
    }

    @Override
    public List<Integer> require(List<Integer> units) {
        for (int count : units) {
            if (count < 1 || count > MOST_UNITS) {
                throw new IllegalArgumentException(
                        "a hidden layer of " + count + " units: there can be 1 to " + MOST_UNITS);
            }
        }
        if (units.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(units.size() + " hidden layers: there can be at most " + MOST_LAYERS);
        }
        return List.copyOf(units);
    }

    /** Numbers that a person may have set apart by blanks or semicolons, with commas between them and no blanks. */
    public static String commas(String text) {
        String separated =
                text.replace(' ', ',').replace(';', ',').replace('·', ',').replace('\t', ',');
        StringBuilder joined = new StringBuilder();
        for (String part : Text.split(separated, ',')) {
            if (!part.isEmpty()) {
                joined.append(joined.length() == 0 ? "" : ",").append(part);
            }
        }
        return joined.toString();
    }
}
