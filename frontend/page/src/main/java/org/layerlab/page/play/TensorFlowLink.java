package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.TensorFlowSeed;
import org.layerlab.network.text.Decimal;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PlayRow;
import org.layerlab.page.settings.PlayRows;

/**
 * A link of TensorFlow Playground, read as that page reads it: what is missing or wrong has its default there.
 *
 * @param fragment in this playground's terms; another link's fragment as it was
 * @param note what is the same and what differs; empty for a link of our own
 */
record TensorFlowLink(String fragment, String note) {
    /** Points that TensorFlow Playground draws for a classification, and for a regression. */
    private static final int POINTS = 500;

    private static final int REGRESSION_POINTS = 1200;

    /** How long a run is made, for TensorFlow Playground's have no end. */
    private static final int EPOCHS = 1000;

    /** Keys that both have. */
    private static final List<String> SHARED = List.of(
            "dataset",
            "noise",
            "networkShape",
            "learningRate",
            "seed",
            "activation",
            "batchSize",
            "regularization",
            "regularizationRate",
            "showTestData",
            "discretize",
            "percTrainData");

    /** Keys that only TensorFlow Playground has, features and their {@code _hide} aside. */
    private static final List<String> MARKS = List.of(
            "regDataset",
            "problem",
            "initZero",
            "collectStats",
            "hideText",
            "tutorial",
            "cosX",
            "cosY",
            "playButton_hide",
            "stepButton_hide",
            "resetButton_hide",
            "numHiddenLayers_hide",
            "problem_hide");

    private static final List<String> DATASETS = List.of("circle", "xor", "gauss", "spiral");
    private static final List<String> REGRESSION_DATASETS = List.of("reg-plane", "reg-gauss");

    /** What {@code _hide} keys hide here, where that has the same name. */
    private static final List<String> HIDABLE = List.of(
            "showTestData",
            "discretize",
            "playButton",
            "stepButton",
            "resetButton",
            "learningRate",
            "activation",
            "regularization",
            "regularizationRate",
            "dataset",
            "noise",
            "batchSize");

    private static final String HIDE = "_hide";

    /** Reads a link's fragment, with or without a leading '#'. */
    static TensorFlowLink of(String hash) {
        Map<String, String> pairs = pairs(hash);
        return isTheirs(pairs) ? new Translation(pairs).link() : new TensorFlowLink(hash, "");
    }

    private static Map<String, String> pairs(String hash) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : Text.split(hash.startsWith("#") ? hash.substring(1) : hash, '&')) {
            int equals = pair.indexOf('=');
            // As it stands in the source of a web page.
            int from = pair.startsWith("amp;") ? 4 : 0;
            if (equals > from) {
                pairs.put(
                        pair.substring(from, equals), pair.substring(equals + 1).trim());
            }
        }
        return pairs;
    }

    /** A key or a value that only they have, and no key that only we have. */
    private static boolean isTheirs(Map<String, String> pairs) {
        String dataset = pairs.getOrDefault("dataset", "circle");
        if (!DATASETS.contains(dataset) || pairs.containsKey("points")) {
            return false;
        }
        for (PlayRow<?> row : PlayRows.ALL) {
            if (pairs.containsKey(row.key()) && !SHARED.contains(row.key())) {
                return false;
            }
        }
        boolean marked = dataset.equals("gauss")
                || pairs.containsKey("percTrainData")
                || pairs.getOrDefault("seed", "").indexOf('.') >= 0;
        for (String key : pairs.keySet()) {
            marked |= MARKS.contains(key) || isFeature(key.endsWith(HIDE) ? unhidden(key) : key);
        }
        return marked;
    }

    private static String unhidden(String key) {
        return key.substring(0, key.length() - HIDE.length());
    }

    private static boolean isFeature(String key) {
        for (InputFeature feature : InputFeature.values()) {
            if (feature.id().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** One link on its way. */
    private static final class Translation {
        private final Map<String, String> theirs;
        private final StringBuilder ours = new StringBuilder();
        private final List<String> notes = new ArrayList<>();

        Translation(Map<String, String> theirs) {
            this.theirs = theirs;
        }

        private String get(String key) {
            return theirs.getOrDefault(key, "");
        }

        private void put(String key, String value) {
            ours.append(ours.length() == 0 ? "" : "&").append(key).append('=').append(value);
        }

        TensorFlowLink link() {
            boolean regression = get("problem").equals("regression");
            int points = regression ? REGRESSION_POINTS : POINTS;
            put(
                    "dataset",
                    "tf-"
                            + (regression
                                    ? chosen("regDataset", REGRESSION_DATASETS, "reg-plane")
                                    : chosen("dataset", DATASETS, "circle")));
            double noise = number("noise", 0, -1e300, 1e300);
            put("noise", Text.number(noise > 80 ? 50 : Math.max(0, noise)));
            double percent = number("percTrainData", 50, -1e300, 1e300);
            int train = (int) Math.max(2, Math.min(points - 2, Math.floor(points * percent / 100)));
            put("trainSize", String.valueOf(train));
            put("testSize", String.valueOf(points - train));
            int batchSize = (int) number("batchSize", 10, 1, points);
            int perEpoch = TrainingRules.TENSORFLOW.perEpoch(train, batchSize);
            notes.add(Texts.of(
                    "This link is from TensorFlow Playground. Its points, features, initial weights, network and training are the same here; an epoch is {0} iterations.",
                    perEpoch));
            seed();
            features();
            training(batchSize);
            put("iterations", String.valueOf(EPOCHS * perEpoch));
            rest();
            return new TensorFlowLink(ours.toString(), String.join(" ", notes));
        }

        private void seed() {
            String text = get("seed");
            long number = TensorFlowSeed.number(text);
            if (text.isEmpty()) {
                notes.add(
                        Texts.of("It has no seed: TensorFlow Playground draws new points and weights on each visit."));
            } else if (number < 0) {
                notes.add(
                        Texts.of(
                                "Its seed has no counterpart here, so the points and weights are different ones of the same kind."));
            }
            put("seed", String.valueOf(number < 0 ? 1 : number));
        }

        private void features() {
            List<InputFeature> features = new ArrayList<>();
            for (InputFeature feature : InputFeature.values()) {
                boolean usual = InputFeature.PLAIN.contains(feature);
                boolean on =
                        get(feature.id()).isEmpty() ? usual : !get(feature.id()).equals("false");
                // A feature that is hidden there is no input.
                if (on && !get(feature.id() + HIDE).equals("true")) {
                    features.add(feature);
                }
            }
            if (features.isEmpty()) {
                features = InputFeature.PLAIN;
                notes.add(Texts.of(
                        "It turns all features off; a network here needs at least one, so it gets both coordinates."));
            }
            put("features", InputFeature.text(features));
        }

        private void training(int batchSize) {
            put(
                    "networkShape",
                    checked(
                            PlayRows.HIDDEN.setting(),
                            "networkShape",
                            theirs.containsKey("networkShape") ? get("networkShape") : "4,2",
                            "4,2"));
            put("learningRate", Text.number(number("learningRate", 0.03, 1e-6, 1000)));
            put("activation", chosen("activation", List.of("relu", "tanh", "sigmoid", "linear"), "tanh"));
            boolean zero = !get("initZero").isEmpty() && !get("initZero").equals("false");
            put("initialization", zero ? "zero" : "uniform");
            put("batchSize", String.valueOf(batchSize));
            put("regularization", chosen("regularization", List.of("none", "L1", "L2"), "none"));
            put("regularizationRate", Text.number(number("regularizationRate", 0, 0, 10)));
            put("rules", TrainingRules.TENSORFLOW.id());
            for (String shown : List.of("showTestData", "discretize")) {
                if (!get(shown).isEmpty() && !get(shown).equals("false")) {
                    put(shown, "true");
                }
            }
        }

        /** What is hidden, and the pairs that mean the page itself. */
        private void rest() {
            List<String> unknown = new ArrayList<>();
            theirs.forEach((key, value) -> {
                if (key.endsWith(HIDE)) {
                    if (value.equals("true") && !hide(unhidden(key))) {
                        unknown.add(key);
                    }
                } else if (!SHARED.contains(key) && !MARKS.contains(key) && !isFeature(key)) {
                    put(key, value);
                }
            });
            if (!unknown.isEmpty()) {
                notes.add(Texts.of("There is nothing to hide here: {0}.", String.join(", ", unknown)));
            }
            if (!get("tutorial").isEmpty()) {
                notes.add(Texts.of("Its tutorial text is not shown."));
            }
        }

        private boolean hide(String control) {
            if (HIDABLE.contains(control) || isFeature(control)) {
                put(control + HIDE, "true");
            } else if (control.equals("percTrainData")) {
                put("trainSize" + HIDE, "true");
                put("testSize" + HIDE, "true");
            } else if (control.equals("numHiddenLayers")) {
                put("networkShape" + HIDE, "true");
            } else {
                return false;
            }
            return true;
        }

        private String chosen(String key, List<String> known, String usual) {
            return known.contains(get(key)) ? get(key) : usual;
        }

        private double number(String key, double usual, double least, double most) {
            String text = get(key);
            if (text.isEmpty()) {
                return usual;
            }
            double value;
            try {
                value = Decimal.parse(text);
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
            if (value >= least && value <= most) {
                return value;
            }
            notes.add(instead(key, text, NumberFormat.significant(usual, 3)));
            return usual;
        }

        private String checked(Setting<?> setting, String key, String text, String usual) {
            try {
                setting.parse(text);
                return text;
            } catch (IllegalArgumentException e) {
                notes.add(instead(key, text, usual));
                return usual;
            }
        }

        private static String instead(String key, String text, String usual) {
            return Texts.of("Its {0}, {1}, is not possible here, so it was set to {2}.", key, text, usual);
        }
    }
}
