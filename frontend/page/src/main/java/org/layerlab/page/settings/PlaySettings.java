package org.layerlab.page.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Regularization;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.TrainingRules;
import org.layerlab.page.settings.PlayRow.Trait;

/**
 * All that the playground can be set to: a value for each of {@link PlayRows}, and the points that the user placed. Links
 * say it in their fragment. A value, and compared as one.
 */
public final class PlaySettings {
    /** The tutorial's second experiment. */
    public static final PlaySettings DEFAULT = new PlaySettings(new Chosen(), CustomPoints.NONE);

    /** At most this many hidden layers. */
    public static final int MAX_HIDDEN_LAYERS = HiddenLayersSetting.MOST_LAYERS;

    /** At most this many units in each. */
    public static final int MAX_UNITS = HiddenLayersSetting.MOST_UNITS;

    /** More points than these make a link that many programs cut. */
    private static final int MOST_POINTS_IN_LINK = 2000;

    private static final String POINTS = "points";

    /** Not modified once it is here. */
    final Chosen chosen;

    private final CustomPoints points;

    private PlaySettings(Chosen chosen, CustomPoints points) {
        this.chosen = chosen;
        this.points = points;
        if (points.classes() > 2) { // TensorFlow Playground's rules are for two.
            chosen.set(PlayRows.RULES.setting(), TrainingRules.LAYERLAB);
        }
        chosen.set(PlayRows.ACTIVATION.setting(), ActivationsSetting.shortest(activations(), hidden().size()));
    }

    /**
     * What a fragment says.
     *
     * @param settings with the default where the fragment is silent or wrong
     * @param problems for each value that was wrong, what is wrong with it
     * @param others the pairs that are not settings, as they stood: {@code engine=js}, {@code embed=true}, …
     */
    public record Parsed(PlaySettings settings, List<String> problems, List<String> others) {
        public Parsed {
            problems = List.copyOf(problems);
            others = List.copyOf(others);
        }

        /** The link's fragment: the settings, then the other pairs. */
        public String fragment() {
            String own = settings.fragment(settings.fitsLink());
            return others.isEmpty() ? own : own + "&" + String.join("&", others);
        }

        /** Other settings with these other pairs. */
        public Parsed with(PlaySettings other) {
            return new Parsed(other, List.of(), others);
        }
    }

    /**
     * Reads {@code "dataset=circle&noise=15&…"}, with or without a leading '#'. Unknown keys are ignored. Of a list
     * of activations, what is left over behind the last layer falls away.
     */
    public static Parsed parse(String fragment) {
        return parsed(new LinkReader(fragment));
    }

    /** The same of a link from elsewhere, in which that is a mistake. */
    public static Parsed parseLink(String fragment) {
        LinkReader link = new LinkReader(fragment);
        link.refuseLeftOver();
        return parsed(link);
    }

    private static Parsed parsed(LinkReader link) {
        return new Parsed(new PlaySettings(link.chosen(), link.points()), link.problems(), link.others());
    }

    /** A data set's own set-up: a network that learns it within seconds. */
    public static PlaySettings of(Points dataset) {
        return parse("dataset=" + dataset.id()).settings();
    }

    /** These settings with some of them changed, as a link writes them. */
    public PlaySettings with(String changes) {
        return parse(fragment() + "&" + changes).settings();
    }

    /** These settings with one of them changed. */
    public <T> PlaySettings with(PlayRow<T> row, T value) {
        return new PlaySettings(chosen.copy().set(row.setting(), value), points);
    }

    /** These settings on these points of the user's own. */
    public PlaySettings with(CustomPoints placed) {
        return new PlaySettings(chosen.copy().set(PlayRows.DATASET.setting(), Points.CUSTOM), placed);
    }

    /**
     * These settings after another data set was chosen. The previous data set's own network is replaced by
     * the new one's; a network that a person has changed stays.
     */
    public PlaySettings after(PlaySettings before) {
        PlaySettings former = of(before.dataset());
        PlaySettings own = of(dataset());
        if (!before.sameTraining(former)) {
            return before.noise() == former.noise() ? with(PlayRows.NOISE, own.noise()) : this;
        }
        Chosen general = own.chosen.copy();
        for (PlayRow<?> row : PlayRows.ALL) {
            boolean stopRule = row.is(Trait.TAKEN_UP) && !row.is(Trait.TRAINING);
            if (!row.is(Trait.TRAINING) && !stopRule && row != PlayRows.NOISE) {
                copy(row, chosen, general);
            }
        }
        return new PlaySettings(general, points);
    }

    private static <T> void copy(PlayRow<T> row, Chosen from, Chosen to) {
        to.set(row.setting(), from.get(row.setting()));
    }

    /** Whether network and training are the data set's own. */
    boolean isOwnSetUp() {
        return sameTraining(of(dataset()));
    }

    private boolean sameTraining(PlaySettings others) {
        return !PlayRows.any(row -> row.is(Trait.TRAINING) && differs(row, others));
    }

    boolean differs(PlayRow<?> row, PlaySettings others) {
        return !chosen.get(row.setting()).equals(others.chosen.get(row.setting()));
    }

    /**
     * Whether a run of these settings has to begin again for the others: they differ in more than what a run takes up
     * as it goes.
     */
    public boolean needsFreshRun(PlaySettings others) {
        for (PlayRow<?> row : PlayRows.ALL) {
            boolean counts = row.needsFreshRun() && (dataset() == Points.CUSTOM || !row.is(Trait.CUSTOM_ONLY));
            if (counts && differs(row, others)) {
                return true;
            }
        }
        return !points.equals(others.points);
    }

    /** Whether they make the same run, however it is shown. */
    public boolean sameRun(PlaySettings others) {
        return points.equals(others.points) && !PlayRows.any(row -> !row.onlySeen() && differs(row, others));
    }

    /** The seed after this one; 0 after the last. */
    public long nextSeed() {
        return seed() == PlayRows.MOST_SEED ? 0 : seed() + 1;
    }

    /** The layers with something between them: {@code "2 · 10 · 1"}. */
    public String shapeText(String between) {
        return LayersText.of(architecture().toString(), between);
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
        StringBuilder fragment = new StringBuilder();
        for (PlayRow<?> row : PlayRows.ALL) {
            boolean has = dataset() == Points.CUSTOM || !row.is(Trait.CUSTOM_ONLY);
            if (has && (row.is(Trait.ALWAYS_IN_LINK) || differs(row, DEFAULT))) {
                append(fragment, row.key(), text(row));
            }
        }
        if (dataset() == Points.CUSTOM && withPoints && points.size() > 0) {
            append(fragment, POINTS, points.encode());
        }
        return fragment.toString();
    }

    private static void append(StringBuilder fragment, String key, String value) {
        fragment.append(fragment.length() == 0 ? "" : "&")
                .append(key)
                .append('=')
                .append(value);
    }

    /** The text of one setting, as a link says it. */
    public String text(PlayRow<?> row) {
        return chosen.text(row.setting());
    }

    /** What a person reads on a page as the value of a setting: the English name of each part. */
    public List<String> shown(PlayRow<?> row) {
        return chosen.shown(row.setting());
    }

    /** The value of one setting. */
    public <T> T get(PlayRow<T> row) {
        return chosen.get(row.setting());
    }

    /** The shape of the points. */
    public Points dataset() {
        return get(PlayRows.DATASET);
    }

    /** In percent of the unit radius: 15 is NumPy's {@code noise=0.15}. */
    public double noise() {
        return get(PlayRows.NOISE);
    }

    /** Training points. */
    public int trainSize() {
        return (int) (long) get(PlayRows.TRAIN_SIZE);
    }

    /** Test points, drawn with the next seed. */
    public int testSize() {
        return (int) (long) get(PlayRows.TEST_SIZE);
    }

    /** Classes of the points: as many as are chosen, and the points have; 1 for a regression. */
    public int classes() {
        return dataset() == Points.CUSTOM ? points.classes() : PlayRows.classes(chosen);
    }

    /** What the network is given of a point. */
    public List<InputFeature> features() {
        return get(PlayRows.FEATURES);
    }

    /** Whose rules it is trained by: ours, or TensorFlow Playground's. */
    public TrainingRules rules() {
        return get(PlayRows.RULES);
    }

    /** Units of each hidden layer; empty for logistic regression. */
    public List<Integer> hidden() {
        return get(PlayRows.HIDDEN);
    }

    /** The step's factor. */
    public double learningRate() {
        return get(PlayRows.LEARNING_RATE);
    }

    /** Updates of a full run. */
    public int iterations() {
        return (int) (long) get(PlayRows.ITERATIONS);
    }

    /** Of points and weights. */
    public long seed() {
        return get(PlayRows.SEED);
    }

    /** What the numbers are computed in. */
    public Precision precision() {
        return get(PlayRows.PRECISION);
    }

    /** Of the hidden layers: one for all of them, or one for each. */
    public List<Activation> activations() {
        return get(PlayRows.ACTIVATION);
    }

    /** How the weights begin. */
    public Initialization initialization() {
        return get(PlayRows.INITIALIZATION);
    }

    /** Points per update; 0 for all. */
    public int batchSize() {
        return (int) (long) get(PlayRows.BATCH_SIZE);
    }

    /** The rule of the update. */
    public OptimizerKind optimizer() {
        return get(PlayRows.OPTIMIZER);
    }

    /** How the learning rate changes over the run. */
    public Schedule schedule() {
        return get(PlayRows.SCHEDULE);
    }

    /** The price on large weights. */
    public Regularization regularization() {
        return get(PlayRows.REGULARIZATION);
    }

    /** How many of a hundred placed points are learned from; the others test. */
    public int percTrainData() {
        return (int) (long) get(PlayRows.TRAINING_SHARE);
    }

    /** The points that the user placed; none but on the custom data set. */
    public CustomPoints points() {
        return points;
    }

    /** What ends a run early. */
    public StopRules stop() {
        return new StopRules(
                get(PlayRows.STOP_COST), (int) (long) get(PlayRows.STOP_PATIENCE), get(PlayRows.STOP_SECONDS));
    }

    /** The network's shape: an input for each feature, the hidden layers, and an output for the classes. */
    public Architecture architecture() {
        List<Activation> each = ActivationsSetting.each(activations(), hidden().size());
        List<LayerKind> layers = new ArrayList<>();
        for (int l = 0; l < hidden().size(); l++) {
            layers.add(new LayerKind.Dense(hidden().get(l), each.get(l)));
        }
        layers.add(LayerKind.output(classes()));
        return new Architecture(new MapShape(1, 1, features().size()), layers);
    }

    /** The choices of the training. */
    public Hyperparameters hyperparameters() {
        Chosen all = new Chosen();
        for (PlayRow<?> row : PlayRows.ALL) {
            copy(row, chosen, all);
        }
        double strength = get(PlayRows.REGULARIZATION_RATE);
        return Hyperparameters.of(all.set(LearningSettings.L1, regularization() == Regularization.L1 ? strength : 0)
                .set(LearningSettings.L2, regularization() == Regularization.L2 ? strength : 0));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof PlaySettings settings) || !points.equals(settings.points)) {
            return false;
        }
        return !PlayRows.any(row -> differs(row, settings));
    }

    @Override
    public int hashCode() {
        return 31 * fragment(false).hashCode() + points.hashCode();
    }

    @Override
    public String toString() {
        return fragment();
    }
}
