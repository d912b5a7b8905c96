package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/**
 * All that the playground can be set to, and its form in a link's fragment.
 *
 * @param dataset the shape of the points
 * @param noise in percent of the unit radius: 15 is NumPy's {@code noise=0.15}
 * @param trainSize training points
 * @param testSize test points, drawn with the next seed
 * @param hidden units of each hidden layer; empty for logistic regression
 * @param learningRate the step's factor
 * @param iterations updates of a full run
 * @param seed of points and weights
 * @param precision what the numbers are computed in
 * @param activations of the hidden layers: one for all of them, or one for each
 * @param initialization how the weights begin
 * @param batchSize points per update; 0 for all
 * @param optimizer the rule of the update
 * @param schedule how the learning rate changes over the run
 * @param regularization "none", "L1" or "L2"
 * @param regularizationRate its factor
 * @param showTestData whether the plot shows the test points
 * @param discretize whether the plot shows classes rather than probabilities
 * @param points those that a person placed; none but on the custom data set
 * @param percTrainData how many of a hundred such points are learned from; the others test
 * @param stop what ends a run early
 */
public record PlaySettings(
        Points dataset,
        double noise,
        int trainSize,
        int testSize,
        List<Integer> hidden,
        double learningRate,
        int iterations,
        long seed,
        Precision precision,
        List<Activation> activations,
        Initialization initialization,
        int batchSize,
        OptimizerKind optimizer,
        Schedule schedule,
        String regularization,
        double regularizationRate,
        boolean showTestData,
        boolean discretize,
        CustomPoints points,
        int percTrainData,
        StopRules stop) {
    /** At most so many hidden layers, and units in each. */
    public static final int MAX_HIDDEN_LAYERS = 8;

    public static final int MAX_UNITS = 512;
    private static final int MAX_POINTS = 10_000;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final long MAX_SEED = 0xffff_fffeL;

    /** The tutorial's second experiment. */
    public static final PlaySettings DEFAULT = new PlaySettings(
            Points.CIRCLE,
            15,
            300,
            100,
            List.of(10),
            0.2,
            15_000,
            1,
            Precision.FLOAT64,
            List.of(Activation.RELU),
            Initialization.NORMAL,
            0,
            OptimizerKind.SGD,
            Schedule.CONSTANT,
            "none",
            0,
            false,
            false,
            CustomPoints.NONE,
            80,
            StopRules.NONE);

    /** What says how a network is made and trained; a link without any of them takes the data set's own set-up. */
    private static final List<String> TRAINING_KEYS = List.of(
            "networkShape",
            "learningRate",
            "iterations",
            "activation",
            "initialization",
            "batchSize",
            "optimizer",
            "schedule",
            "regularization",
            "regularizationRate");

    /** What a link says even where it is the default. */
    private static final List<String> ALWAYS_IN_LINK = List.of(
            "dataset",
            "noise",
            "trainSize",
            "testSize",
            "networkShape",
            "learningRate",
            "iterations",
            "seed",
            "precision");

    /** More points than these make a link that many programs cut. */
    private static final int MOST_POINTS_IN_LINK = 2000;

    public PlaySettings {
        hidden = List.copyOf(hidden);
        List<Activation> each = fitted(activations, hidden.size());
        Activation first = activations.get(0);
        activations = each.stream().allMatch(activation -> activation == first) ? List.of(first) : each;
    }

    /** An activation for each of so many layers: the last one goes on, those that are left over fall away. */
    static List<Activation> fitted(List<Activation> activations, int layers) {
        List<Activation> each = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            each.add(activations.get(Math.min(l, activations.size() - 1)));
        }
        return each;
    }

    /**
     * What a fragment says.
     *
     * @param settings with the default where the fragment is silent or wrong
     * @param problems a sentence for each value that was wrong
     * @param others the pairs that are no settings, as they stood: {@code engine=js}, {@code embed=true}, …
     */
    public record Parsed(PlaySettings settings, List<String> problems, List<String> others) {
        public Parsed {
            problems = List.copyOf(problems);
            others = List.copyOf(others);
        }

        /** The link's fragment: the settings with the other pairs behind them. */
        public String fragment() {
            String own = settings.fragment(settings.fitsLink());
            return others.isEmpty() ? own : own + "&" + String.join("&", others);
        }

        /** These settings in place of the own ones. */
        public Parsed with(PlaySettings other) {
            return new Parsed(other, List.of(), others);
        }
    }

    /**
     * Reads {@code "dataset=circle&noise=15&…"}, with or without a leading '#'. Unknown keys are ignored.
     */
    public static Parsed parse(String fragment) {
        Reader reader = new Reader(fragment);
        Points dataset =
                reader.choice("dataset", DEFAULT.dataset, text -> Points.of(text.equals("gauss") ? "blobs" : text));
        reader.suppose(noiseOf(dataset));
        if (!reader.hasAny(TRAINING_KEYS)) {
            reader.suppose(trainingOf(dataset));
        }
        PlaySettings d = DEFAULT;
        PlaySettings settings = new PlaySettings(
                dataset,
                reader.number("noise", d.noise, 0, 100),
                reader.whole("trainSize", d.trainSize, 2, MAX_POINTS),
                reader.whole("testSize", d.testSize, 2, MAX_POINTS),
                reader.choice("networkShape", d.hidden, PlaySettings::parseHidden),
                reader.number("learningRate", d.learningRate, 1e-6, 1000),
                reader.whole("iterations", d.iterations, 1, MAX_ITERATIONS),
                (long) reader.wholeNumber("seed", (double) d.seed, 0, (double) MAX_SEED),
                reader.choice("precision", d.precision, Precision::of),
                reader.choice("activation", d.activations, PlaySettings::parseActivations),
                reader.choice("initialization", d.initialization, Initialization::of),
                reader.whole("batchSize", d.batchSize, 0, MAX_POINTS),
                reader.choice("optimizer", d.optimizer, OptimizerKind::of),
                reader.choice("schedule", d.schedule, Schedule::of),
                reader.choice("regularization", d.regularization, PlaySettings::parseRegularization),
                reader.number("regularizationRate", d.regularizationRate, 0, 10),
                reader.flag("showTestData", d.showTestData),
                reader.flag("discretize", d.discretize),
                dataset == Points.CUSTOM
                        ? reader.choice("points", CustomPoints.NONE, CustomPoints::decode)
                        : reader.choice("points", CustomPoints.NONE, text -> CustomPoints.NONE),
                reader.whole("percTrainData", d.percTrainData, 10, 100),
                new StopRules(
                        reader.number("stopCost", 0, 0, 100),
                        reader.whole("stopPatience", 0, 0, MAX_ITERATIONS),
                        reader.number("stopSeconds", 0, 0, 1_000_000)));
        return new Parsed(settings, reader.problems, reader.others());
    }

    /** A data set's own set-up: a network that learns it within seconds. */
    public static PlaySettings of(Points dataset) {
        return parse("dataset=" + dataset.id()).settings();
    }

    private static String noiseOf(Points dataset) {
        return switch (dataset) {
            case BLOBS -> "noise=40";
            case XOR -> "noise=5";
            case SPIRAL -> "noise=3";
            default -> "";
        };
    }

    private static String trainingOf(Points dataset) {
        return switch (dataset) {
            case MOONS -> "networkShape=8&initialization=he&learningRate=0.5&iterations=5000";
            case BLOBS -> "networkShape=4&initialization=he&iterations=2000";
            case XOR -> "networkShape=8&initialization=he&learningRate=0.5&iterations=5000";
            case SPIRAL -> "networkShape=16,16&initialization=he&optimizer=adam&learningRate=0.01&iterations=3000";
            case CUSTOM -> "networkShape=8,8&initialization=he&optimizer=adam&learningRate=0.01&iterations=3000";
            default -> "";
        };
    }

    /** These settings with some of them changed, as a link writes them. */
    public PlaySettings with(String changes) {
        return parse(fragment() + "&" + changes).settings();
    }

    /** These settings on these points of a person's own. */
    public PlaySettings with(CustomPoints placed) {
        return new PlaySettings(
                Points.CUSTOM,
                noise,
                trainSize,
                testSize,
                hidden,
                learningRate,
                iterations,
                seed,
                precision,
                activations,
                initialization,
                batchSize,
                optimizer,
                schedule,
                regularization,
                regularizationRate,
                showTestData,
                discretize,
                placed,
                percTrainData,
                stop);
    }

    /**
     * These settings after another data set was chosen. A network that is the former data set's own makes way for the
     * new one's; one that a person has changed stays.
     */
    public PlaySettings after(PlaySettings before) {
        String general = "&trainSize=" + trainSize + "&testSize=" + testSize + "&seed=" + seed + "&precision="
                + precision.id() + "&showTestData=" + showTestData + "&discretize=" + discretize + "&percTrainData="
                + percTrainData + "&points=" + points.encode();
        PlaySettings former = of(before.dataset);
        PlaySettings own = parse("dataset=" + dataset.id() + general).settings();
        if (before.training().equals(former.training())) {
            return own;
        }
        return before.noise == former.noise ? with("noise=" + number(own.noise)) : this;
    }

    /** Whether network and training are the data set's own. */
    boolean isOwnSetUp() {
        return training().equals(of(dataset).training());
    }

    /** What says how the network is made and trained, in a text that is the same for the same. */
    private String training() {
        Reader reader = new Reader(fragment(false));
        return TRAINING_KEYS.stream()
                .map(key -> key + "=" + reader.values.getOrDefault(key, ""))
                .collect(Collectors.joining("&"));
    }

    /**
     * Whether a run of these settings has to begin again for the others: they differ in more than what a run takes up
     * as it goes.
     */
    public boolean needsFreshRun(PlaySettings others) {
        String same = "learningRate=1&iterations=1&schedule=constant&regularization=none&regularizationRate=0"
                + "&showTestData=false&discretize=false&stopCost=0&stopPatience=0&stopSeconds=0";
        return !with(same).equals(others.with(same));
    }

    /** The seed after this one; 0 after the last. */
    public long nextSeed() {
        return seed == MAX_SEED ? 0 : seed + 1;
    }

    /** The layers with something between them: {@code "2 · 10 · 1"}. */
    public String shapeText(String between) {
        return architecture().toString().replace(", ", between);
    }

    /** Whether the points are few enough for a link. */
    public boolean fitsLink() {
        return points.size() <= MOST_POINTS_IN_LINK;
    }

    /** The fragment that {@link #parse} reads back, without '#'. */
    public String fragment() {
        return fragment(true);
    }

    private String fragment(boolean withPoints) {
        Map<String, String> values = values();
        Map<String, String> defaults = DEFAULT.values();
        values.entrySet()
                .removeIf(entry -> !ALWAYS_IN_LINK.contains(entry.getKey())
                        && entry.getValue().equals(defaults.get(entry.getKey())));
        if (dataset != Points.CUSTOM) {
            values.remove("percTrainData");
        } else if (withPoints && points.size() > 0) {
            values.put("points", points.encode());
        }
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    /** Every setting but the points by its key in a link. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("dataset", dataset.id());
        values.put("noise", number(noise));
        values.put("trainSize", String.valueOf(trainSize));
        values.put("testSize", String.valueOf(testSize));
        values.put("networkShape", hiddenText());
        values.put("learningRate", number(learningRate));
        values.put("iterations", String.valueOf(iterations));
        values.put("seed", String.valueOf(seed));
        values.put("precision", precision.id());
        values.put("activation", activationText(activations));
        values.put("initialization", initialization.id());
        values.put("batchSize", String.valueOf(batchSize));
        values.put("optimizer", optimizer.id());
        values.put("schedule", schedule.id());
        values.put("regularization", regularization);
        values.put("regularizationRate", number(regularizationRate));
        values.put("showTestData", String.valueOf(showTestData));
        values.put("discretize", String.valueOf(discretize));
        values.put("percTrainData", String.valueOf(percTrainData));
        values.put("stopCost", number(stop.cost()));
        values.put("stopPatience", String.valueOf(stop.patience()));
        values.put("stopSeconds", number(stop.seconds()));
        return values;
    }

    /** {@code "10"}, {@code "128,4"}, or nothing for logistic regression. */
    public String hiddenText() {
        return unitsText(hidden);
    }

    /** Units as {@link #parseHidden} reads them. */
    public static String unitsText(List<Integer> units) {
        return units.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** {@code "relu"}, or {@code "relu,tanh"} where the layers differ. */
    public static String activationText(List<Activation> activations) {
        return activations.stream().map(Activation::id).collect(Collectors.joining(","));
    }

    private static List<Activation> parseActivations(String text) {
        List<String> ids = Text.split(text, ',');
        if (ids.size() > MAX_HIDDEN_LAYERS) {
            throw new IllegalArgumentException(
                    ids.size() + " activations: there can be at most " + MAX_HIDDEN_LAYERS + " hidden layers");
        }
        return ids.stream().map(id -> Activation.of(id.trim())).toList();
    }

    /** Units of layers, however a person set them apart, with commas between them and no blanks. */
    public static String commas(String text) {
        String commas =
                text.replace(' ', ',').replace(';', ',').replace('·', ',').replace('\t', ',');
        return Text.split(commas, ',').stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(","));
    }

    /** The network's shape: two inputs, the hidden layers, one output. */
    public Architecture architecture() {
        List<Integer> layerDims = new ArrayList<>();
        layerDims.add(2);
        layerDims.addAll(hidden);
        layerDims.add(1);
        List<Activation> each = fitted(activations, hidden.size());
        each.add(Activation.SIGMOID);
        return new Architecture(layerDims, each);
    }

    /** The choices of the training. */
    public Hyperparameters hyperparameters() {
        return Hyperparameters.builder(learningRate, iterations)
                .batchSize(batchSize)
                .optimizer(optimizer)
                .schedule(schedule)
                .l1(regularization.equals("L1") ? regularizationRate : 0)
                .l2(regularization.equals("L2") ? regularizationRate : 0)
                .seed(seed)
                .build();
    }

    /**
     * The training points.
     *
     * @throws IllegalArgumentException when a person has yet to place them
     */
    public LabelledSet trainPoints() {
        if (dataset != Points.CUSTOM) {
            return dataset.generate(trainSize, noise / 100, seed);
        }
        LabelledSet placed = points.train(percTrainData);
        if (placed == null) {
            throw new IllegalArgumentException("there are no points to learn from yet");
        }
        return placed;
    }

    /** The test points: from the next seed, or held out of those that a person placed; null where there are none. */
    public @Nullable LabelledSet testPoints() {
        return dataset == Points.CUSTOM
                ? points.test(percTrainData)
                : dataset.generate(testSize, noise / 100, seed + 1);
    }

    /**
     * Reads the hidden layers as a person writes them: {@code "10"}, {@code "128, 4"}, {@code "128 4"}, nothing.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static List<Integer> parseHidden(String text) {
        List<Integer> units = new ArrayList<>();
        for (String part : Text.split(commas(text), ',')) {
            if (part.isEmpty()) {
                continue;
            }
            int count;
            try {
                count = Integer.parseInt(part);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "hidden layers '" + text + "': '" + part + "' is no whole number", e);
            }
            if (count < 1 || count > MAX_UNITS) {
                throw new IllegalArgumentException(
                        "a hidden layer of " + count + " units: there can be 1 to " + MAX_UNITS);
            }
            units.add(count);
        }
        if (units.size() > MAX_HIDDEN_LAYERS) {
            throw new IllegalArgumentException(
                    units.size() + " hidden layers: there can be at most " + MAX_HIDDEN_LAYERS);
        }
        return units;
    }

    /** A number as people write it: see {@link Text#number}. */
    public static String number(double value) {
        return Text.number(value);
    }

    private static String parseRegularization(String text) {
        if (text.equals("none") || text.equals("L1") || text.equals("L2")) {
            return text;
        }
        throw new IllegalArgumentException("regularization '" + text + "' is unknown; there are none, L1, L2");
    }

    /** Takes values out of a fragment and notes what is wrong with them. */
    private static final class Reader {
        private final Map<String, String> values = new LinkedHashMap<>();
        private static final Map<String, String> LABELS = Map.of(
                "trainSize", "train points",
                "testSize", "test points",
                "learningRate", "learning rate",
                "batchSize", "batch size",
                "regularizationRate", "regularization rate");

        private final Set<String> known = new HashSet<>();
        private final List<String> problems = new ArrayList<>();

        private interface Parser<T> {
            T parse(String text);
        }

        Reader(String fragment) {
            String text = fragment.startsWith("#") ? fragment.substring(1) : fragment;
            for (String pair : Text.split(text, '&')) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            pair.substring(equals + 1)
                                    .replace("%2C", ",")
                                    .replace("%2c", ",")
                                    .trim());
                }
            }
        }

        /** Takes these pairs for given where the fragment does not say otherwise. */
        void suppose(String pairs) {
            new Reader(pairs).values.forEach(values::putIfAbsent);
        }

        boolean hasAny(List<String> keys) {
            return keys.stream().anyMatch(values::containsKey);
        }

        /** The pairs that nobody has asked for. */
        List<String> others() {
            return values.entrySet().stream()
                    .filter(entry -> !known.contains(entry.getKey()))
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
        }

        <T> T choice(String key, T otherwise, Parser<T> parser) {
            known.add(key);
            String text = values.get(key);
            if (text == null) {
                return otherwise;
            }
            try {
                return parser.parse(text);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
                return otherwise;
            }
        }

        double number(String key, double otherwise, double least, double most) {
            return choice(key, otherwise, text -> {
                double value;
                try {
                    value = Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            label(key) + (text.isEmpty() ? " is empty" : " '" + text + "' is no number"), e);
                }
                if (!(value >= least && value <= most)) {
                    throw new IllegalArgumentException(
                            label(key) + " " + text + " is not between " + shown(least) + " and " + shown(most));
                }
                return value;
            });
        }

        int whole(String key, int otherwise, int least, int most) {
            return (int) wholeNumber(key, otherwise, least, most);
        }

        double wholeNumber(String key, double otherwise, double least, double most) {
            double value = number(key, otherwise, least, most);
            if (value != Math.rint(value)) {
                problems.add(label(key) + " " + values.get(key) + " is no whole number");
                return otherwise;
            }
            return value;
        }

        boolean flag(String key, boolean otherwise) {
            return choice(key, otherwise, text -> text.equalsIgnoreCase("true"));
        }

        /** What the form calls it. */
        private static String label(String key) {
            return LABELS.getOrDefault(key, key);
        }

        private static String shown(double bound) {
            return PlaySettings.number(bound);
        }
    }
}
