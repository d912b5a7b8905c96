package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.store.CardBounds;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a model is written and described: options of the commands that write one. */
final class OutputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--storage",
            paramLabel = "TYPE",
            description =
                    "Number format of the file: f64, f32, f16, bf16 (not with .npz). Default: that of --precision.")
    @Nullable
    StorageType storage;

    @Option(names = "--name", paramLabel = "TEXT", description = "Name of the model.")
    @Nullable
    String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "Description of the model.")
    @Nullable
    String description;

    @Option(
            names = {"--license", "--licence"},
            paramLabel = "TEXT",
            description = "License of the model.")
    @Nullable
    String licence;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    OutputOptions() {}

    /**
     * The format that the ending of a path stands for.
     *
     * @throws ParameterException when the ending is unknown, or the format can't be read back, or a text is too long
     *     for the model's card
     */
    ModelFiles.Format format(Path out) {
        requireShort("--name", "name", name);
        requireShort("--description", "description", description);
        requireShort("--license", "licence", licence);
        ModelFiles.Format format = format(spec, out);
        if (format == ModelFiles.Format.NPZ && storage == StorageType.BF16) {
            throw new ParameterException(
                    spec.commandLine(), "--storage bf16 does not work with .npz: NumPy has no such type");
        }
        return format;
    }

    /** How numbers are written: as was chosen, else so that a run of that precision loses nothing. */
    StorageType storage(Precision precision) {
        return storage == null ? StorageType.of(precision) : storage;
    }

    /** Says which options have no effect where no model is written. */
    void sayUnused(TerminalOutput console) {
        for (String name : List.of("--storage", "--name", "--description", "--license")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
                console.say(name + " is for the model's file; give --out FILE as well");
            }
        }
    }

    private void requireShort(String option, String key, @Nullable String text) {
        int most = CardBounds.most(key);
        if (text != null && text.length() > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " has " + text.length() + " characters; at most " + most + " are allowed");
        }
    }

    /** The same for a command that does not choose how numbers are written. */
    static ModelFiles.Format format(CommandSpec spec, Path out) {
        ModelFiles.Format format = ModelFiles.Format.find(out);
        if (format == null) {
            throw new ParameterException(spec.commandLine(), "--out " + out + " does not end in .safetensors or .npz");
        }
        if (format == ModelFiles.Format.ONNX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out " + out + " can't be .onnx, which can't be read back; write .safetensors and convert it");
        }
        return format;
    }

    /** Adds name, description, licence and recipe to a card. */
    void describe(CardBuilder card, String defaultName) {
        describe(card, defaultName, "");
    }

    /**
     * The same for training that started from another model.
     *
     * @param before that model's recipe, which comes first; empty if unknown
     */
    void describe(CardBuilder card, String defaultName, String before) {
        card.name(name == null ? defaultName : name);
        if (description != null) {
            card.description(description);
        }
        if (licence != null) {
            card.set("licence", Json.value(licence));
        }
        String recipe = ModelRecipe.of(spec.commandLine().getParseResult().originalArgs());
        card.set(ModelRecipe.KEY, Json.value(ModelRecipe.after(before, recipe)));
    }

    /** {@code 74.33} for 0.7433…. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
