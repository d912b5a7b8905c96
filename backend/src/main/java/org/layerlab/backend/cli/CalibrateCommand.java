package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.backend.training.FamiliarityFit;
import org.layerlab.backend.training.StoredParameters;
import org.layerlab.network.data.Augmentation;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.data.ValidationSplit;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.text.Text;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Familiarity;
import org.layerlab.network.verdict.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures again how far a trained model can be trusted. */
@Command(
        name = "calibrate",
        description = {
            "Measures again how far a model can be trusted, on the photos that its training held out for validation.",
            "With --neither, it also learns what its classes don't look like, and then says of such photos that they may "
                    + "be neither; without it, what was learned before stays. Without --fold, the network itself stays as it is."
        })
public final class CalibrateCommand implements Callable<Integer> {
    private static final String TRAINED = "trainSize";
    private static final String VALIDATED = "validationSize";

    /** This many verdicts may change sides because another machine rounds differently. */
    private static final double ROUNDED = 2.5;

    /** Fewer pictures of neither, varied again and again, would be learned by heart. */
    private static final int ENOUGH_TO_VARY = 1000;

    private static final int MORE_SHOWINGS = 3;

    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A .safetensors or .npz file.")
    private Path model;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "The photos that the model was trained on, named in the same order as for train.")
    private List<String> sources;

    @Option(
            names = "--neither",
            paramLabel = "PATH",
            description = "A folder or zip of pictures that show neither a cat nor a dog. Several are combined.")
    private List<Path> neither = List.of();

    @Option(
            names = "--fold",
            description = "Divide the last layer by the temperature that these photos give: the saved network's own "
                    + "probabilities are then the calibrated ones.")
    private boolean fold;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write the model: .safetensors or .npz.")
    private Path out;

    @Option(names = "--cache", paramLabel = "DIR", description = "Keep prepared photos in this folder.")
    private @Nullable Path cache;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public CalibrateCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        ModelFiles.Format format = OutputOptions.format(spec, out);
        ModelFiles.requireWritable(out);
        ParameterFile file = ModelFiles.read(model, console);
        PhotoPreparation how = Photos.preparation(model, file.card());
        PhotoRecipe recipe = recipe(file.card());
        PhotoExamples photos = photos(file.card(), recipe);
        PhotoSet all = new PhotoSet(photos.X(), photos.Y(), recipe.source());
        ValidationSplit split = split(file.card(), recipe, all);
        PhotoSet kept = all.part(split.validation()).at(how.side()).askedTwice(how.mirror());
        Network network = Photos.network(model, file, how, console);
        requireAsRightAsBefore(file.card(), new Predictor(network).evaluate(kept));
        // What was learned before stays: it is told by the layers before the last, which folding does not change.
        Familiarity familiarity = neither.isEmpty()
                ? Photos.familiarity(file.card())
                : learn(network, recipe, all.part(split.training()));
        PhotoPreparation looking = how.withDetail(detail(recipe, familiarity));
        Calibration calibration = measured(network, familiarity, kept, file.card(), looking);
        Parameters parameters = file.parameters();
        StorageType type = type(file, format);
        if (fold) {
            // What was divided is measured with the digits that the file keeps of it.
            parameters = stored(calibration.fold(parameters), file.card(), type);
            Network folded = Photos.network(model, new ParameterFile(parameters, file.card()), how, console);
            calibration = measured(folded, familiarity, kept, file.card(), looking);
        }
        write(new ParameterFile(parameters, card(file.card(), calibration, looking)), type, format);
        console.print(String.format(
                Locale.ROOT,
                "unsure: %s %% of %d validation photos, %s; accuracy of the others: %s %%",
                OutputOptions.percent(calibration.unsure()),
                calibration.examples(),
                Photos.unsureRule(calibration),
                OutputOptions.percent(calibration.accuracyWhenSure())));
        return 0;
    }

    private PhotoRecipe recipe(ModelCard card) throws CommandException {
        if (card.json().get("checkpoint") != null) {
            throw new CommandException(model + " is an unfinished run; finish it with train --resume");
        }
        PhotoRecipe recipe;
        try {
            recipe = PhotoRecipe.of(card.hyperparameters());
        } catch (IllegalArgumentException e) {
            throw new CommandException(model + ": " + e.getMessage(), e);
        }
        if (recipe.validation() == 0) {
            throw new CommandException(model + " was trained without a validation set");
        }
        for (String key : List.of(TRAINED, VALIDATED)) {
            JsonValue size = card.dataset().get(key);
            if (size == null || !size.isNumber()) {
                throw new CommandException(model + " does not say how many photos it was trained and validated on");
            }
        }
        return recipe;
    }

    private PhotoExamples photos(ModelCard card, PhotoRecipe recipe) throws CommandException {
        JsonObject dataset = card.dataset();
        ExampleStore store = Photos.store(cache);
        long seed = recipe.hyperparameters().seed();
        try {
            int limit = dataset.getInt("limit", 0);
            if (limit > 0 && !neither.isEmpty()) {
                throw new CommandException("--neither: " + model + " was trained with --limit " + limit
                        + ", which would draw other photos among more pictures");
            }
            try (DataSet opened = Photos.open(sources, neither, dataset.getDouble("testFraction", 0), seed)) {
                PhotoExamples photos = Photos.prepared(store, opened, Split.TRAIN, recipe.sources(), console);
                return limit == 0 ? photos : photos.subset(limit, seed);
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new CommandException(model + ": the model card's dataset: " + e.getMessage(), e);
        }
    }

    /** Other photos would be divided in another way: the network would be measured on photos that it learned from. */
    private ValidationSplit split(ModelCard card, PhotoRecipe recipe, PhotoSet photos) throws CommandException {
        ValidationSplit split;
        try {
            split = ValidationSplit.of(
                    photos, recipe.validation(), recipe.hyperparameters().seed());
        } catch (IllegalArgumentException e) {
            throw new CommandException("--dataset " + String.join(", ", sources) + ": " + e.getMessage(), e);
        }
        int training = 0;
        for (int i : split.training()) {
            training += photos.label(i) == PhotoSet.NEITHER ? 0 : 1;
        }
        int validated = split.validation().length;
        double trained = card.dataset().getDouble(TRAINED, 0);
        double kept = card.dataset().getDouble(VALIDATED, 0);
        if (training != trained || validated != kept) {
            throw new CommandException("--dataset " + String.join(", ", sources) + " has " + training
                    + " photos to train on and " + validated + " to validate on, but " + model + " was trained on "
                    + Text.number(trained) + " and validated on " + Text.number(kept)
                    + "; it needs the photos it was trained on");
        }
        if (!neither.isEmpty() && validated < Calibration.ENOUGH) {
            throw new CommandException("--neither: " + validated + " validation photos are too few to say what is"
                    + " unlike them; at least " + Calibration.ENOUGH + " are needed");
        }
        return split;
    }

    /** The counts may match and the photos still differ, or their order: then the network is right on more or fewer of them. */
    private void requireAsRightAsBefore(ModelCard card, Evaluation now) throws CommandException {
        double before = card.validationAccuracy().orElse(now.accuracy());
        if (Math.abs(before - now.accuracy()) > ROUNDED / now.total()) {
            throw new CommandException("--dataset " + String.join(", ", sources) + ": " + model + " is right on "
                    + OutputOptions.percent(now.accuracy())
                    + " % of these validation photos, but its training measured "
                    + OutputOptions.percent(before) + " %; it needs the photos it was trained on, in the same order");
        }
    }

    private Familiarity learn(Network network, PhotoRecipe recipe, PhotoSet photos) throws CommandException {
        List<PhotoSet> showings = showings(recipe, photos, ENOUGH_TO_VARY);
        long total = showings.stream().mapToLong(PhotoSet::size).sum();
        try (TerminalOutput.Progress progress = console.progress("looking", total)) {
            return FamiliarityFit.of(
                    network, showings, recipe.hyperparameters().seed(), looked -> progress.at(looked, ""));
        } catch (IllegalArgumentException e) {
            throw new CommandException("--neither: " + e.getMessage(), e);
        }
    }

    /**
     * Photos and pictures as they are and varied; enough pictures of neither are varied again, differently each time, unless
     * the recipe varies nothing: the same picture over and over would be learned by heart.
     *
     * @param enough pictures of neither for that
     */
    static List<PhotoSet> showings(PhotoRecipe recipe, PhotoSet photos, int enough) {
        Augmentation how = recipe.augmentation().withoutMixUp();
        PhotoSet plain = photos.at(recipe.preparation().side());
        List<PhotoSet> showings = new ArrayList<>(List.of(plain, plain.varied(how)));
        int[] neither = IntStream.range(0, photos.size())
                .filter(i -> photos.label(i) == PhotoSet.NEITHER)
                .toArray();
        if (neither.length >= enough && !how.none()) {
            PhotoSet varied =
                    photos.part(neither).at(recipe.preparation().side()).varied(how);
            showings.addAll(Collections.nCopies(MORE_SHOWINGS, varied));
        }
        return showings;
    }

    /** The side of photos for a second look: of those that the network learned from, where it knows what is familiar. */
    private static int detail(PhotoRecipe recipe, @Nullable Familiarity familiarity) {
        int side = recipe.preparation().side();
        return familiarity == null ? side : Math.max(side, recipe.source());
    }

    private Calibration measured(
            Network network, @Nullable Familiarity familiarity, PhotoSet kept, ModelCard card, PhotoPreparation how)
            throws CommandException {
        Predictor predictor = new Predictor(network, familiarity);
        Answers answers = Photos.answers(model, predictor, kept);
        if (how.hasDetail()) {
            answers = predictor.lookedAgain(answers, kept);
        }
        boolean knowsNeither = card.calibration().map(Calibration::knowsNeither).orElse(false);
        return Calibration.fit(answers, PhotoLearning.labels(kept), knowsNeither, familiarity);
    }

    private Parameters stored(Parameters folded, ModelCard card, StorageType type) throws CommandException {
        try {
            return StoredParameters.of(folded, card, type);
        } catch (ParameterFileException | IllegalArgumentException e) {
            throw new CommandException("--fold: " + out + " can't be written: " + e.getMessage(), e);
        }
    }

    private ModelCard card(ModelCard before, Calibration calibration, PhotoPreparation how) {
        String recipe = ModelRecipe.of(spec.commandLine().getParseResult().originalArgs());
        return new CardBuilder(before)
                .calibration(calibration)
                .input(how)
                .set(
                        ModelRecipe.KEY,
                        Json.value(ModelRecipe.after(ModelRecipe.in(before).orElse(""), recipe)))
                .build();
    }

    private void write(ParameterFile calibrated, StorageType type, ModelFiles.Format format) throws CommandException {
        try {
            ModelFiles.write(out, format.bytes(calibrated, type));
        } catch (IllegalArgumentException e) {
            throw new CommandException(out + " can't be written: " + e.getMessage(), e);
        }
    }

    /** The numbers' own format; NumPy does not know bfloat16, whose numbers float32 holds. */
    private static StorageType type(ParameterFile file, ModelFiles.Format format) {
        StorageType type = StorageType.holding(file.parameters());
        return type == StorageType.BF16 && format == ModelFiles.Format.NPZ ? StorageType.F32 : type;
    }
}
