package org.layerlab.page.live;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.LinkText;

/**
 * What a playground's link asks of a class, in words: {@code "Circles · 2 units · goal: 95 % on test points"}. It says
 * what a teacher chooses a task by, not every setting.
 */
final class TaskWords {
    private static final int LONGEST = 100;

    private final List<String> parts = new ArrayList<>();
    private final List<String> goals = new ArrayList<>();

    private TaskWords() {}

    /** The words for a fragment; empty where it says nothing of this. */
    static String of(String fragment) {
        TaskWords words = new TaskWords();
        List<String> pairs = Text.split(fragment, '&');
        for (String key : new String[] {"lesson", "dataset", "networkShape"}) {
            for (String pair : pairs) {
                if (pair.startsWith(key + "=")) {
                    words.add(key, LinkText.decoded(pair.substring(key.length() + 1)));
                }
            }
        }
        for (String pair : pairs) {
            if (pair.startsWith("goal")) {
                int equals = pair.indexOf('=');
                words.goal(pair.substring(0, Math.max(0, equals)), CardText.cut(pair.substring(equals + 1), LONGEST));
            }
        }
        if (!words.goals.isEmpty()) {
            words.parts.add(Texts.of("goal: {0}", String.join(", ", words.goals)));
        }
        return String.join(" · ", words.parts);
    }

    private void add(String key, String value) {
        String text = CardText.cut(value.trim(), LONGEST);
        if (key.equals("networkShape")) {
            parts.add(units(text));
        } else if (!text.isEmpty()) {
            parts.add(key.equals("dataset") ? dataset(text) : text);
        }
    }

    /** The names are those of the playground; programs for a class do not carry the data sets along. */
    private static String dataset(String id) {
        return switch (id) {
            case "circle" -> Texts.of("Circles");
            case "moons" -> Texts.of("Moons");
            case "blobs", "gauss" -> Texts.of("Blobs");
            case "xor" -> Texts.of("XOR");
            case "spiral" -> Texts.of("Spiral");
            case "custom" -> Texts.of("Your own");
            case "tf-circle" -> Texts.of("TensorFlow’s circle");
            case "tf-xor" -> Texts.of("TensorFlow’s XOR");
            case "tf-gauss" -> Texts.of("TensorFlow’s Gaussian");
            case "tf-spiral" -> Texts.of("TensorFlow’s spiral");
            case "tf-reg-plane" -> Texts.of("TensorFlow’s plane (regression)");
            case "tf-reg-gauss" -> Texts.of("TensorFlow’s multi-Gaussian (regression)");
            default -> id;
        };
    }

    private static String units(String shape) {
        if (shape.isEmpty() || shape.equals("0")) {
            return Texts.of("no hidden layer");
        }
        return shape.indexOf(',') >= 0
                ? Texts.of("layers of {0} units", shape.replace(",", " · "))
                : shape.equals("1") ? Texts.of("1 unit") : Texts.of("{0} units", shape);
    }

    private void goal(String key, String bound) {
        switch (key) {
            case "goalTest" -> goals.add(Texts.of("{0} % on test points", bound));
            case "goalTrain" -> goals.add(Texts.of("{0} % on training points", bound));
            case "goalCost" -> goals.add(Texts.of("a cost of {0} at most", bound));
            case "goalIterations" -> goals.add(Texts.of("within {0} iterations", grouped(bound)));
            case "goalUnits" -> goals.add(Texts.of("at most {0} units", bound));
            default -> {}
        }
    }

    private static String grouped(String number) {
        try {
            return NumberFormat.grouped(Integer.parseInt(number));
        } catch (NumberFormatException e) {
            return number;
        }
    }
}
