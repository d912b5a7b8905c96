package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.dataset.PhotoExamples;
import org.layerlab.backend.dataset.Split;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.photo.RecipeSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prepares photos for later runs. */
@Command(
        name = "prepare",
        description = {
            "Turns photos into the pixels that networks see, for train and evaluate with the same --cache.",
            "Prints one line per split: its name and number of photos. The server prepares photos by itself."
        })
public final class PrepareCommand implements Callable<Integer>, SettingOptions.Command {
    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "PATH",
            description = "A folder or zip of labeled photos, or: drawings. Several are combined.")
    private List<String> sources;

    @Option(
            names = "--cache",
            required = true,
            paramLabel = "DIR",
            description = "Keep the prepared photos in this folder.")
    private Path cache;

    @Option(
            names = "--test-fraction",
            paramLabel = "FRACTION",
            defaultValue = "0.1",
            description = "Test on this fraction of a data set without a test split. Default: ${DEFAULT-VALUE}.")
    private double testFraction;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + DataSets.DEFAULT_SEED,
            description = "Seed of that split. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--side",
            paramLabel = "N",
            defaultValue = "64",
            description = "Prepare photos for networks that take this many pixels a side, 32 to 224. Default: "
                    + "${DEFAULT-VALUE}.")
    private int side;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public PrepareCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Photos.requireSplit(spec, testFraction, seed);
        PhotoPreparation how = preparation();
        ExampleStore store = Photos.store(cache);
        try (DataSet dataSet = Photos.open(sources, testFraction, seed)) {
            if (dataSet.leftOut().total() > 0) {
                console.say("left out: " + dataSet.leftOut());
            }
            for (Split split : Split.values()) {
                if (!dataSet.items(split).isEmpty()) {
                    PhotoExamples photos = Photos.prepared(store, dataSet, split, how, console);
                    console.print(split.id() + ": " + photos.size() + " photos");
                }
            }
        }
        return 0;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(RecipeSettings.RESIZE, RecipeSettings.CROP);
    }

    private PhotoPreparation preparation() {
        Chosen chosen = SettingOptions.read(spec, settings(), new Chosen());
        try {
            return new PhotoPreparation(side, chosen.get(RecipeSettings.RESIZE), chosen.get(RecipeSettings.CROP));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
