package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.training.Trainer;

/** The model card of a training on photos. */
final class PhotoCards {
    private PhotoCards() {}

    /** The card of the run as it is now, without what is measured at its end. */
    static CardBuilder of(PhotoRun run, OutputOptions output) {
        Trainer trainer = run.trainer();
        CardBuilder card = new CardBuilder(run.recipe().architecture())
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(dataSet(run))
                .hyperparameters(hyperparameters(run))
                .input(run.recipe().preparation())
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(run.precision().id())
                .set("kernels", Json.value(JvmKernels.name(trainer.network().kernels())))
                .set("classes", Cards.texts(run.dataSet().classes()));
        if (!run.start().isEmpty()) {
            card.set("start", Json.value("file"));
        }
        output.describe(card, run.dataSet().name(), run.before());
        return card;
    }

    /**
     * Refuses a run whose model no card can describe, before it is trained.
     *
     * @throws CommandException when a text of the card is too long, such as the command line
     */
    static void requireReadable(PhotoRun run, OutputOptions output) throws CommandException {
        try {
            of(run, output).build();
        } catch (IllegalArgumentException e) {
            throw new CommandException("the model can't be described: " + e.getMessage(), e);
        }
    }

    private static JsonObject dataSet(PhotoRun run) {
        JsonObject json = new JsonObject()
                .add("id", run.dataSet().id())
                .add("name", run.dataSet().name())
                .add("trainSize", run.learning().training().size())
                .add("validationSize", run.learning().validation().size())
                .add("testSize", run.dataSet().items(Split.TEST).size())
                .add("testFraction", run.testFraction())
                .add("seed", run.recipe().hyperparameters().seed());
        return run.limit() == 0 ? json : json.add("limit", run.limit());
    }

    private static JsonObject hyperparameters(PhotoRun run) {
        Trainer trainer = run.trainer();
        int iterations = trainer.hyperparameters().iterations();
        return run.recipe()
                .json()
                .set("iterations", iterations)
                .set("epochs", iterations / trainer.iterationsPerEpoch())
                .set("batchSize", trainer.batchSize());
    }
}
