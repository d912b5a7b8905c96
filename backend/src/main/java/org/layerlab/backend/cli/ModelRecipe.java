package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.layerlab.network.file.ModelCard;

/** The command lines that reproduce a model, as its card has them for a person to copy into a shell. */
final class ModelRecipe {
    /** The card's key. */
    static final String KEY = "recipe";

    /** A card takes a text of at most this many characters. */
    private static final int MOST = 10_000;

    private static final String PROGRAM = "layerlab";
    private static final Set<String> COMMANDS = Set.of("train", "calibrate", "circles");

    /** Options whose values are paths; a recipe keeps only their last part. */
    private static final Set<String> PATHS = Set.of("--dataset", "--neither", "--out", "--from", "--model");

    /** Options with a value that don't change the result. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("--checkpoint", "--checkpoint-every", "--cache");

    private static final Set<String> FLAGS_WITHOUT_EFFECT = Set.of("--resume", "--debug");

    private ModelRecipe() {}

    /** The command line of these arguments, without this machine's folders. */
    static String of(List<String> args) {
        return of(args, ModelRecipe::lastPart);
    }

    private static String of(List<String> args, UnaryOperator<String> lastPart) {
        List<String> kept = new ArrayList<>();
        kept.add(PROGRAM);
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
                kept.add(lastPart.apply(value));
            } else {
                kept.add(arg);
            }
        }
        return ShellLine.of(kept);
    }

    /** Two recipes, the second of which starts from the model of the first; the second alone where both are too long. */
    static String after(String before, String recipe) {
        String both = before.isEmpty() ? recipe : ShellLine.and(before, recipe);
        return both.length() > MOST ? recipe : both;
    }

    /**
     * The recipe of a model that anyone may have made, read and written again, so that a shell sees words in it and
     * nothing else.
     *
     * @return empty when the card has another text there; an empty text when it has none
     */
    static Optional<String> in(ModelCard card) {
        JsonValue value = card.json().get(KEY);
        if (value == null) {
            return Optional.of("");
        }
        if (!value.isString()) {
            return Optional.empty();
        }
        try {
            String recipe = "";
            for (List<String> words : ShellLine.commands(value.asString())) {
                if (words.size() < 2 || !words.get(0).equals(PROGRAM) || !COMMANDS.contains(words.get(1))) {
                    return Optional.empty();
                }
                // A stranger's path says nothing of the folders here, not even by being relative.
                String command = of(words.subList(1, words.size()), path -> path.substring(path.lastIndexOf('/') + 1));
                recipe = recipe.isEmpty() ? command : ShellLine.and(recipe, command);
            }
            return Optional.of(recipe);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String lastPart(String path) {
        Path last = Path.of(path).toAbsolutePath().normalize().getFileName();
        return last == null ? path : last.toString();
    }
}
