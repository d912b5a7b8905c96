package org.layerlab.page.play.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.RunState;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OpenCosts;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.WeightChange;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.CardSettings;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.Recipe;
import org.layerlab.page.settings.RunBeginning;
import org.layerlab.page.settings.RunCourse;
import org.layerlab.page.settings.SettingsHistory;
import org.layerlab.page.settings.StopRules;
import org.layerlab.page.training.Run;
import org.layerlab.page.training.Trains;

/** A network on 2-D points, as the playground's settings describe it. */
final class PointsRun implements Trains {
    /** A network of up to this many parameters answers for ten thousand points within a few hundredths of a second. */
    private static final long MOST_OF_SMALL = 1500;

    private final Network network;
    private final @Nullable ModelCard card;
    private PlaySettings settings;
    /** As they lie on the plane. */
    private final LabeledSet train;

    private final @Nullable LabeledSet test;
    /** The same as the network is given them. */
    private final LabeledSet givenTrain;

    private final @Nullable LabeledSet givenTest;
    private final double[] window;
    private final Grid grid;
    /** For a surface that stands still; the same as the other one where the network is too large to do more. */
    private final Grid fineGrid;

    private final Predictor predictor;
    private final Trainer trainer;
    private final SettingsHistory course;
    private final String variant;

    /** The iteration at which a saved run was resumed; −1 for a new run. */
    private int takenUpAt = -1;

    /** Where the cost of the parameters was measured last; −1 where it never was. */
    private int measuredAt = -1;

    private double measured = Double.NaN;
    /** The cost on the test points when the accuracies were measured last; NaN without test points. */
    private double testCost = Double.NaN;

    private String caveat = "";
    /** Whether no recipe tells its start: it began with other weights, or a part of its state is lost. */
    private boolean fromFile;

    private PointsRun(
            PlaySettings settings, Hyperparameters choices, Network network, String variant, @Nullable ModelCard card) {
        this.network = network;
        this.card = card;
        this.settings = settings;
        this.variant = variant;
        train = RunBeginning.train(settings);
        test = RunBeginning.test(settings);
        List<InputFeature> features = settings.features();
        givenTrain = InputFeature.of(features, train);
        givenTest = test == null ? null : InputFeature.of(features, test);
        window = settings.dataset() == Points.CUSTOM ? settings.points().window() : Grid.window(train);
        grid = new Grid(network, features, window, Grid.CELLS);
        fineGrid = isSmall() ? new Grid(network, features, window, Grid.FINE_CELLS) : grid;
        predictor = new Predictor(network);
        trainer = settings.rules().trainer(network, givenTrain, choices, Trainer.COST_EVERY);
        course = card == null ? new SettingsHistory(choices) : SettingsHistory.of(card, choices);
    }

    /** A run at its beginning. */
    static PointsRun begin(PlaySettings settings, KernelChoice choice) {
        return begin(settings, settings.hyperparameters(), choice);
    }

    /** The same with choices that the settings do not have. */
    static PointsRun begin(PlaySettings settings, Hyperparameters choices, KernelChoice choice) {
        return begin(settings, choices, choice.kernels(settings.precision()), choice.variant());
    }

    /**
     * The same with these kernels.
     *
     * @param variant what they are called in the run's card
     */
    static PointsRun begin(PlaySettings settings, Hyperparameters choices, Kernels with, String variant) {
        Parameters initial = RunBeginning.parameters(settings);
        return Run.made(
                with,
                kernels -> new PointsRun(
                        settings,
                        choices,
                        settings.rules().network(kernels, settings.architecture(), initial),
                        variant,
                        null));
    }

    /** A saved run where it stopped: it can be looked at, and it can continue. */
    static PointsRun open(ParameterFile file, KernelChoice choice) {
        PlaySettings settings = CardSettings.of(file.card());
        PlayableNetwork.requireFitting(settings, file.card().architecture());
        return Run.made(choice.kernels(settings.precision()), kernels -> {
            Network network = settings.rules().network(kernels, file.card().architecture(), file.parameters());
            PointsRun run = new PointsRun(
                    settings, CardSettings.hyperparameters(file.card()), network, choice.variant(), file.card());
            run.takeUp(file);
            return run;
        });
    }

    private void takeUp(ParameterFile file) {
        OptimizerKind optimizer = settings.optimizer();
        RunState state = RunState.isIn(file, optimizer)
                ? RunState.read(file, optimizer)
                : new RunState(trainer.optimizerState(), OpenCosts.NONE);
        int iteration =
                (int) Math.min(Integer.MAX_VALUE, file.card().iteration().orElse(0));
        trainer.resume(iteration, state.moments(), file.card().costs(), state.open());
        takenUpAt = iteration;
        fromFile = Recipe.beginsFromFile(file.card());
        if (file.card().dataset().get("id") == null) {
            caveat = "The file does not say which points the network learned from. It continues with "
                    + settings.dataset().id() + " here; choosing other points restarts training.";
        } else if (iteration > 0 && !RunState.isIn(file, optimizer)) {
            fromFile = true;
            caveat = "The file has no optimizer state, so " + optimizer.id() + " starts fresh from here.";
        } else if (trainer.hyperparameters().dropout() > 0) {
            caveat = "This run drops out "
                    + NumberFormat.decimals(100 * trainer.hyperparameters().dropout(), 0)
                    + "\u00a0% of the hidden units in each update, and continues to. A run that you restart here does not.";
        }
    }

    /** What to know about a resumed run; empty if it continues as if it had never stopped. */
    String caveat() {
        return caveat;
    }

    PlaySettings settings() {
        return settings;
    }

    /** Whether its network may be asked about many points while it trains. */
    boolean isSmall() {
        return network.architecture().parameterCount() <= MOST_OF_SMALL;
    }

    /** The part of the plane that is shown: x low, x high, y low, y high. */
    double[] window() {
        return window;
    }

    /** The training points, as the network is given them: a row for each feature. */
    LabeledSet points() {
        return givenTrain;
    }

    /** What the network is given of a point. */
    List<InputFeature> features() {
        return settings.features();
    }

    /** Goes on with other settings, as far as a run can adopt them as it goes. */
    void adjust(PlaySettings changed) {
        Hyperparameters now = trainer.hyperparameters();
        Hyperparameters wanted = changed.hyperparameters();
        // Two penalties at once, as the command line has them, stay until a person chooses one.
        boolean penalty = changed.regularization().equals(settings.regularization())
                && changed.get(PlayRows.REGULARIZATION_RATE).equals(settings.get(PlayRows.REGULARIZATION_RATE));
        trainer.adjust(now.toBuilder()
                .learningRate(wanted.learningRate())
                .iterations(wanted.iterations())
                .schedule(wanted.schedule())
                .l1(penalty ? now.l1() : wanted.l1())
                .l2(penalty ? now.l2() : wanted.l2())
                .build());
        settings = changed;
        course.change(trainer.iteration(), trainer.hyperparameters());
    }

    /** Takes the rules that end the run early from other settings. */
    StopRules stopBy(PlaySettings others) {
        settings = RunCourse.shown(settings, others);
        return settings.stop();
    }

    /** A person sets a weight. */
    void set(WeightChange weight) {
        weight.setIn(network);
        course.weights().set(trainer.iteration(), weight);
        measure();
    }

    private void measure() {
        measuredAt = trainer.iteration();
        measured = predictor.evaluate(givenTrain).cost();
    }

    /** The iterations after this one are void: from here on the choices are the trainer's. */
    void cut() {
        course.cut(trainer.iteration());
        course.change(trainer.iteration(), trainer.hyperparameters());
    }

    /** The test points, as the network is given them. */
    @Nullable
    LabeledSet testPoints() {
        return givenTest;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public @Nullable ModelCard card() {
        return card;
    }

    @Override
    public Trainer trainer() {
        return trainer;
    }

    /**
     * The cost before the last update; where no update led to the parameters, because they were read from a file or set
     * by hand, their own on all training points; NaN where no update was made.
     */
    double cost() {
        int now = trainer.iteration();
        if (now != takenUpAt && !course.weights().isSetAt(now)) {
            return trainer.cost();
        }
        if (now != measuredAt) {
            measure();
        }
        return measured;
    }

    @Override
    public Message ready() {
        return RunMessages.ready(
                card == null ? settings.fragment() : CardSettings.fragment(card),
                cardText(),
                train.X(),
                train.Y(),
                test == null ? new double[0] : test.X(),
                test == null ? new double[0] : test.Y(),
                window);
    }

    @Override
    public double[] accuracies() {
        Evaluation onTest = givenTest == null ? null : predictor.evaluate(givenTest);
        testCost = onTest == null ? Double.NaN : onTest.cost();
        return new double[] {predictor.evaluate(givenTrain).score(), onTest == null ? Double.NaN : onTest.score()};
    }

    /** The cost on the test points when {@link #accuracies} were measured last; NaN without test points. */
    double testCost() {
        return testCost;
    }

    /**
     * How many test points of each class got which answer, row by row: a row for each class, a column for each answer;
     * null where there are two classes, or no test points.
     */
    double @Nullable [] confusion() {
        int classes = network.architecture().outputs();
        if (classes == 1 || givenTest == null) {
            return null;
        }
        double[] p = predictor.probabilities(givenTest);
        int m = givenTest.size();
        double[] counts = new double[classes * classes];
        for (int i = 0; i < m; i++) {
            counts[givenTest.label(i) * classes + Answers.likeliest(p, m, i)]++;
        }
        return counts;
    }

    /**
     * The probabilities over the window, rows from its top.
     *
     * @param still whether the surface is looked at for a while, so that it may take longer
     */
    float[] boundary(boolean still) {
        return (still ? fineGrid : grid).answers();
    }

    @Override
    public ParameterFile file(ModelDescription about) throws ParameterFileException {
        RunState state = RunState.of(trainer);
        double[] accuracies = accuracies();
        JsonObject dataset = CardSettings.dataset(settings);
        JsonObject hyperparameters = CardSettings.hyperparameters(settings, trainer.hyperparameters());
        CardBuilder saved = new CardBuilder(network.architecture())
                .kind(ModelCard.Kind.POINTS)
                .dataset(dataset)
                .input(Json.object().add("order", "x, y").add("scale", "none"))
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine(Engine.name())
                .precision(settings.precision().id())
                .set("kernels", Json.value(variant));
        course.addTo(saved, hyperparameters, trainer.iteration());
        saved.hyperparameters(hyperparameters);
        if (fromFile) {
            saved.set(Recipe.START, Json.value(Recipe.FROM_FILE));
        }
        boolean numbers = network.architecture().isRegression();
        if (numbers) {
            saved.trainR2(accuracies[0]);
        } else {
            saved.trainAccuracy(accuracies[0], train.size());
        }
        if (test != null && numbers) {
            saved.testR2(accuracies[1]);
        } else if (test != null) {
            saved.testAccuracy(accuracies[1], test.size());
        }
        if (settings.dataset() == Points.CUSTOM) {
            saved.points(settings.points());
            JsonValue names = dataset.get("classes");
            if (names != null) {
                saved.set("classes", names);
            }
        }
        about.addTo(saved);
        state.addTo(saved);
        return new ParameterFile(
                network.parameters(),
                saved.build(),
                state.tensors(StorageType.of(network.kernels().precision())));
    }

    @Override
    public void release() {
        grid.release();
        if (fineGrid != grid) {
            fineGrid.release();
        }
        Trains.super.release();
    }
}
