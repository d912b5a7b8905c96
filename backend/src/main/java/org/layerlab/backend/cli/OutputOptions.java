package org.layerlab.backend.cli;

import com.eclipsesource.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.StorageType;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a model is written and described: options of the commands that write one. */
final class OutputOptions {
    /** Options whose values are paths; a recipe keeps only their last part. */
    private static final Set<String> PATHS = Set.of("--dataset", "--out", "--from");

    /** Options with a value that don't change the result. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("--checkpoint", "--checkpoint-every", "--cache");

    private static final Set<String> FLAGS_WITHOUT_EFFECT = Set.of("--resume", "--debug");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--storage",
            paramLabel = "TYPE",
            description = "Number format of the file: f64, f32, f16. Default: that of --precision.")
    @Nullable
    StorageType storage;

    @Option(
            names = "--calibrate",
            description =
                    "Divide the last layer by the temperature found on the validation photos: the saved network's "
                            + "own probabilities are then the calibrated ones.")
    boolean calibrate;

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
     * @throws ParameterException when the ending is unknown, or the format can't be read back
     */
    ModelFiles.Format format(Path out) {
        ModelFiles.Format format;
        try {
            format = ModelFiles.Format.of(out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--out " + e.getMessage());
        }
        if (format == ModelFiles.Format.ONNX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out " + out + " can't be .onnx, which can't be read back; write .safetensors and convert it");
        }
        if (format == ModelFiles.Format.NPZ && storage == StorageType.BF16) {
            throw new ParameterException(
                    spec.commandLine(), "--storage bf16 does not work with .npz: NumPy has no such type");
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
        card.set("recipe", Json.value(before.isEmpty() ? recipe() : before + " && " + recipe()));
    }

    /** The command line that reproduces the model, without this machine's folders. */
    private String recipe() {
        List<String> args = spec.commandLine().getParseResult().originalArgs();
        CommandSpec root = spec.root();
        List<String> kept = new ArrayList<>();
        kept.add(root.name());
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String option = equals < 0 ? arg : arg.substring(0, equals);
            if (FLAGS_WITHOUT_EFFECT.contains(option)) {
                continue;
            }
            if (WITHOUT_EFFECT.contains(option)) {
                i += equals < 0 ? 1 : 0;
            } else if (PATHS.contains(option)) {
                String value = equals >= 0 ? arg.substring(equals + 1) : i + 1 < args.size() ? args.get(++i) : "";
                kept.add(option);
                kept.add(quoted(lastPart(value)));
            } else {
                kept.add(quoted(arg));
            }
        }
        return String.join(" ", kept);
    }

    private static String lastPart(String path) {
        Path last = Path.of(path).toAbsolutePath().normalize().getFileName();
        return last == null ? path : last.toString();
    }

    private static String quoted(String arg) {
        return arg.matches("[\\w.,:=@%+/-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'";
    }

    /** {@code 74.33} for 0.7433…. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
