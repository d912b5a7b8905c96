package org.layerlab.page.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.Network;
import org.layerlab.network.Parameters;
import org.layerlab.network.Predictor;
import org.layerlab.network.Trainer;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.play.PlaySettings;
import org.teavm.jso.typedarrays.Float64Array;

/** A network on 2-D points, as the playground's settings describe it. */
final class PointsRun extends Run {
    private PlaySettings settings;
    private final LabelledSet train;
    private final LabelledSet test;
    private final double[] window;
    private final Grid grid;
    private final Predictor predictor;
    private final @Nullable Trainer trainer;

    private PointsRun(PlaySettings settings, Network network, boolean trains, @Nullable ModelCard card) {
        super(network, card);
        this.settings = settings;
        train = settings.trainPoints();
        test = settings.testPoints();
        window = Grid.window(train);
        grid = new Grid(network, window);
        predictor = new Predictor(network);
        trainer = trains ? new Trainer(network, train, settings.hyperparameters()) : null;
    }

    /** A run at its beginning. */
    static PointsRun begin(PlaySettings settings, KernelChoice choice) {
        Parameters initial = settings.initialization().parameters(settings.architecture(), settings.seed());
        return made(
                choice.kernels(settings.precision()),
                kernels -> new PointsRun(settings, new Network(kernels, settings.architecture(), initial), true, null));
    }

    /** A saved run at its end. */
    static PointsRun open(ParameterFile file, KernelChoice choice) {
        PlaySettings settings = CardSettings.of(file.card());
        return made(
                choice.kernels(settings.precision()),
                kernels -> new PointsRun(
                        settings,
                        new Network(kernels, file.card().architecture(), file.parameters()),
                        false,
                        file.card()));
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
        if (trainer == null) {
            throw new IllegalStateException("this model was opened to be looked at, not to be trained");
        }
        trainer.adjust(changed.hyperparameters());
        settings = changed;
    }

    @Override
    @Nullable
    Trainer trainer() {
        return trainer;
    }

    @Override
    Messages.Message ready() {
        return Messages.ready(
                settings.fragment(),
                cardText(),
                Float64Array.copyFromJavaArray(train.X()),
                Float64Array.copyFromJavaArray(train.Y()),
                Float64Array.copyFromJavaArray(test.X()),
                Float64Array.copyFromJavaArray(test.Y()),
                Float64Array.copyFromJavaArray(window));
    }

    @Override
    double[] accuracies() {
        return new double[] {
            predictor.evaluate(train).accuracy(), predictor.evaluate(test).accuracy()
        };
    }

    @Override
    float[] boundary() {
        return grid.probabilities();
    }

    @Override
    ParameterFile file(String name) throws ParameterFileException {
        ModelCard.Builder builder = ModelCard.builder(network().architecture());
        if (trainer != null) {
            double[] accuracies = accuracies();
            builder.costs(trainer.costs())
                    .iteration(trainer.iteration())
                    .trainAccuracy(accuracies[0])
                    .testAccuracy(accuracies[1]);
        }
        ModelCard saved = builder.name(name)
                .kind(ModelCard.Kind.POINTS)
                .dataset(dataset())
                .hyperparameters(hyperparameters())
                .engine(Engine.name())
                .precision(settings.precision().id())
                .build();
        return new ParameterFile(network().parameters(), saved);
    }

    private JsonObject dataset() {
        return Json.object()
                .add("id", settings.dataset().id())
                .add("noise", settings.noise())
                .add("trainSize", settings.trainSize())
                .add("testSize", settings.testSize())
                .add("seed", settings.seed());
    }

    private JsonObject hyperparameters() {
        return Json.object()
                .add("learningRate", settings.learningRate())
                .add("iterations", settings.iterations())
                .add("batchSize", settings.batchSize())
                .add("optimizer", settings.optimizer().id())
                .add("schedule", settings.schedule().id())
                .add("initialization", settings.initialization().id())
                .add("regularization", settings.regularization())
                .add("regularizationRate", settings.regularizationRate())
                .add("seed", settings.seed());
    }

    @Override
    void release() {
        grid.release();
        super.release();
    }
}
