package org.layerlab.page.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.text.Text;

/**
 * A link of TensorFlow Playground, read with the nearest meaning that there is here.
 *
 * @param fragment in this playground's terms; another link's fragment as it was
 * @param note what differs, in one line; empty for a link of our own
 */
record TensorFlowLink(String fragment, String note) {
    /** Points that TensorFlow Playground draws for a classification. */
    private static final int POINTS = 500;

    /** What only TensorFlow Playground's links have. */
    private static final List<String> MARKS = List.of("regDataset", "problem", "initZero", "collectStats", "xTimesY");

    /** Inputs computed from x and y. */
    private static final List<String> FEATURES =
            List.of("xTimesY", "xSquared", "ySquared", "cosX", "sinX", "cosY", "sinY");

    /** Reads a link's fragment, with or without a leading '#'. */
    static TensorFlowLink of(String hash) {
        Map<String, String> theirs = new LinkedHashMap<>();
        String text = hash.startsWith("#") ? hash.substring(1) : hash;
        for (String pair : Text.split(text, '&')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                theirs.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return MARKS.stream().anyMatch(theirs::containsKey) ? translate(theirs) : new TensorFlowLink(hash, "");
    }

    private static TensorFlowLink translate(Map<String, String> theirs) {
        Map<String, String> ours = new LinkedHashMap<>();
        List<String> differs = new ArrayList<>();
        differs.add("a sigmoid with cross-entropy stands at the end, and points and weights are LayerLab’s own");
        for (String key : List.of(
                "dataset",
                "noise",
                "networkShape",
                "learningRate",
                "activation",
                "batchSize",
                "regularization",
                "regularizationRate",
                "showTestData",
                "discretize")) {
            String value = theirs.get(key);
            if (value != null && !value.isEmpty()) {
                ours.put(key, value);
            }
        }
        // Nothing in between: logistic regression, as there.
        ours.putIfAbsent("networkShape", theirs.containsKey("networkShape") ? "" : "4,2");
        ours.putIfAbsent("dataset", "circle");
        ours.putIfAbsent("noise", "0");
        ours.putIfAbsent("batchSize", "10");
        ours.putIfAbsent("learningRate", "0.03");
        ours.putIfAbsent("activation", "tanh");
        // Weights of randn · 0.01 would hardly leave the spot with tanh.
        ours.put("initialization", "xavier");
        long percent = share(theirs.getOrDefault("percTrainData", ""));
        long train = POINTS * percent / 100;
        ours.put("trainSize", String.valueOf(train));
        ours.put("testSize", String.valueOf(POINTS - train));
        ours.put("seed", seed(theirs.getOrDefault("seed", "")));
        if (theirs.getOrDefault("problem", "").equals("regression")) {
            differs.add("regression is not done here");
        }
        if (FEATURES.stream()
                        .anyMatch(feature -> theirs.getOrDefault(feature, "").equals("true"))
                || theirs.getOrDefault("x", "").equals("false")
                || theirs.getOrDefault("y", "").equals("false")) {
            differs.add("the inputs are x and y alone");
        }
        if (theirs.getOrDefault("initZero", "").equals("true")) {
            differs.add("weights do not begin at zero");
        }
        StringBuilder fragment = new StringBuilder();
        ours.forEach(
                (key, value) -> fragment.append('&').append(key).append('=').append(value));
        theirs.forEach((key, value) -> {
            if (key.endsWith("_hide") || key.equals("embed") || key.equals("engine")) {
                fragment.append('&').append(key).append('=').append(value);
            }
        });
        return new TensorFlowLink(
                fragment.substring(1),
                "From TensorFlow Playground, as close as possible: " + String.join("; ", differs) + ".");
    }

    private static long share(String percent) {
        try {
            return Math.max(10, Math.min(90, Math.round(Double.parseDouble(percent))));
        } catch (NumberFormatException e) {
            return 50;
        }
    }

    /** Their seed is a fraction such as 0.53921; its first digits are ours. */
    private static String seed(String theirs) {
        StringBuilder digits = new StringBuilder();
        for (int i = Math.max(0, theirs.indexOf('.') + 1); i < theirs.length() && digits.length() < 6; i++) {
            char c = theirs.charAt(i);
            if (c < '0' || c > '9') {
                break;
            }
            digits.append(c);
        }
        return digits.length() == 0 ? "1" : String.valueOf(Integer.parseInt(digits.toString()));
    }
}
