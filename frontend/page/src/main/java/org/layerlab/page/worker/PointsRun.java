package org.layerlab.page.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.Hyperparameters;
import org.layerlab.network.Network;
import org.layerlab.network.OptimizerKind;
import org.layerlab.network.Parameters;
import org.layerlab.network.Predictor;
import org.layerlab.network.Trainer;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.RunState;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.models.About;
import org.layerlab.page.play.PlaySettings;
import org.teavm.jso.typedarrays.Float64Array;

/** A network on 2-D points, as the playground's settings describe it. */
final class PointsRun extends Run {
    /** A network of so many parameters answers for all cells of the fine grid within a few hundredths of a second. */
    private static final long MOST_FOR_FINE_GRID = 1500;

    private PlaySettings settings;
    private final LabelledSet train;
    private final @Nullable LabelledSet test;
    private final double[] window;
    private final Grid grid;
    /** For a surface that stands still; the same as the other one where the network is too large to do more. */
    private final Grid fineGrid;

    private final Predictor predictor;
    private final Trainer trainer;
    private final Rates rates;
    private final String variant;

    /** The iteration at which a saved run was taken up, and the cost of its parameters; −1 for a new run. */
    private int takenUpAt = -1;

    private double takenUpCost = Double.NaN;
    private String caveat = "";

    private PointsRun(PlaySettings settings, Network network, String variant, @Nullable ModelCard card) {
        super(network, card);
        this.settings = settings;
        this.variant = variant;
        train = settings.trainPoints();
        test = settings.testPoints();
        window = settings.dataset() == Points.CUSTOM ? settings.points().window() : Grid.window(train);
        grid = new Grid(network, window, Grid.CELLS);
        boolean small = settings.architecture().parameterCount() <= MOST_FOR_FINE_GRID;
        fineGrid = small ? new Grid(network, window, Grid.FINE_CELLS) : grid;
        predictor = new Predictor(network);
        trainer = new Trainer(network, train, settings.hyperparameters());
        rates = card == null
                ? new Rates(settings.learningRate())
                : Rates.of(card.hyperparameters(), settings.learningRate());
    }

    /** A run at its beginning. */
    static PointsRun begin(PlaySettings settings, KernelChoice choice) {
        Parameters initial = settings.initialization().parameters(settings.architecture(), settings.seed());
        return made(
                choice.kernels(settings.precision()),
                kernels -> new PointsRun(
                        settings, new Network(kernels, settings.architecture(), initial), choice.variant(), null));
    }

    /** A saved run where it stopped: it can be looked at, and it can go on. */
    static PointsRun open(ParameterFile file, KernelChoice choice) {
        PlaySettings settings = CardSettings.of(file.card());
        return made(choice.kernels(settings.precision()), kernels -> {
            Network network = new Network(kernels, file.card().architecture(), file.parameters());
            PointsRun run = new PointsRun(settings, network, choice.variant(), file.card());
            run.takeUp(file);
            return run;
        });
    }

    private void takeUp(ParameterFile file) {
        OptimizerKind optimizer = settings.optimizer();
        RunState state = RunState.isIn(file, optimizer)
                ? RunState.read(file, optimizer)
                : new RunState(trainer.optimizerState(), Trainer.OpenCosts.NONE);
        int iteration =
                (int) Math.min(Integer.MAX_VALUE, file.card().iteration().orElse(0));
        trainer.resume(iteration, state.moments(), file.card().costs(), state.open());
        takenUpAt = iteration;
        takenUpCost = predictor.evaluate(train).cost();
        if (iteration > 0 && !RunState.isIn(file, optimizer)) {
            caveat = "The file has no state of its optimizer, so " + optimizer.id() + " begins anew from here.";
        }
    }

    /** What is to be known of a run that was taken up; empty where it goes on as if it had never stopped. */
    String caveat() {
        return caveat;
    }

    PlaySettings settings() {
        return settings;
    }

    /** The part of the plane that the boundary shows. */
    double[] window() {
        return window;
    }

    @Override
    LabelledSet points() {
        return train;
    }

    @Override
    void adjust(PlaySettings changed) {
        rates.change(trainer.iteration(), changed.learningRate());
        trainer.adjust(changed.hyperparameters());
        settings = changed;
    }

    /** What came after this iteration is no longer so: from here on the rate is the trainer's. */
    void cut() {
        rates.cut(trainer.iteration());
        rates.change(trainer.iteration(), trainer.hyperparameters().learningRate());
    }

    @Nullable
    LabelledSet testPoints() {
        return test;
    }

    @Override
    Trainer trainer() {
        return trainer;
    }

    @Override
    double cost() {
        return trainer.iteration() == takenUpAt ? takenUpCost : trainer.cost();
    }

    @Override
    Messages.Message ready() {
        return Messages.ready(
                settings.fragment(),
                cardText(),
                Float64Array.copyFromJavaArray(train.X()),
                Float64Array.copyFromJavaArray(train.Y()),
                Float64Array.copyFromJavaArray(test == null ? new double[0] : test.X()),
                Float64Array.copyFromJavaArray(test == null ? new double[0] : test.Y()),
                Float64Array.copyFromJavaArray(window));
    }

    @Override
    double[] accuracies() {
        return new double[] {
            predictor.evaluate(train).accuracy(),
            test == null ? Double.NaN : predictor.evaluate(test).accuracy()
        };
    }

    @Override
    float[] boundary(boolean still) {
        return (still ? fineGrid : grid).probabilities();
    }

    @Override
    ParameterFile file(About about) throws ParameterFileException {
        Network network = network();
        RunState state = RunState.of(trainer);
        double[] accuracies = accuracies();
        ModelCard.Builder saved = ModelCard.builder(network.architecture())
                .kind(ModelCard.Kind.POINTS)
                .dataset(dataset())
                .hyperparameters(hyperparameters())
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .trainAccuracy(accuracies[0])
                .engine(Engine.name())
                .precision(settings.precision().id())
                .set("kernels", Json.value(variant));
        if (card() != null && !Recipe.isTold(card())) {
            saved.set(Recipe.START, Json.value(Recipe.FROM_FILE));
        }
        if (!Double.isNaN(accuracies[1])) {
            saved.testAccuracy(accuracies[1]);
        }
        if (settings.dataset() == Points.CUSTOM) {
            saved.points(settings.points());
        }
        about.addTo(saved);
        state.addTo(saved);
        return new ParameterFile(network.parameters(), saved.build(), state.tensors(storage()));
    }

    private JsonObject dataset() {
        if (settings.dataset() == Points.CUSTOM) {
            return Json.object()
                    .add("id", settings.dataset().id())
                    .add("percTrainData", settings.percTrainData())
                    .add("seed", settings.seed());
        }
        return Json.object()
                .add("id", settings.dataset().id())
                .add("noise", settings.noise())
                .add("trainSize", settings.trainSize())
                .add("testSize", settings.testSize())
                .add("seed", settings.seed());
    }

    private JsonObject hyperparameters() {
        Hyperparameters h = trainer.hyperparameters();
        JsonObject json = Json.object()
                .add("learningRate", h.learningRate())
                .add("iterations", h.iterations())
                .add("batchSize", settings.batchSize())
                .add("optimizer", settings.optimizer().id())
                .add("schedule", settings.schedule().id())
                .add("initialization", settings.initialization().id())
                .add("regularization", settings.regularization())
                .add("regularizationRate", settings.regularizationRate())
                .add("seed", settings.seed());
        rates.addTo(json);
        return json;
    }

    @Override
    void release() {
        grid.release();
        if (fineGrid != grid) {
            fineGrid.release();
        }
        super.release();
    }
}
