package org.layerlab.backend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.backend.store.StoreReport;
import org.layerlab.backend.store.StoreReport.Line;
import org.layerlab.backend.store.StoredModel;
import org.layerlab.network.file.ModelCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For the operator of a server: lists what is in its store, and deletes or blocks models. */
@Command(
        name = "models",
        description = {
            "Lists, shows, deletes, blocks and verifies the models in a server's store.",
            "Works whether or not the server is running."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class ModelsCommand implements Runnable {
    private static final String MODEL = "A model's id, or the address of its page.";

    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#]+/m/([^/?#]+)/?(?:[?#].*)?");

    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions store;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ModelsCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private StorePlace store() {
        return store.place(spec);
    }

    @Command(
            name = "list",
            description = {
                "Prints one line per model, newest first.",
                "Tab-separated columns: id, state, time saved, size in bytes, listed or unlisted, name."
            })
    int list(@Option(names = "--all", description = "Include deleted and blocked models.") boolean all)
            throws CommandException {
        for (Line line : lines()) {
            if (all || !line.state().isGood() || line.model().isPresent()) {
                console.print(text(line));
            }
        }
        return 0;
    }

    private List<Line> lines() throws CommandException {
        try (StoreReport report = store().report()) {
            return report.lines();
        } catch (StoreException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Line line) {
        String id = line.id() + "\t" + state(line);
        return line.model()
                .map(model -> id + "\t" + created(model) + "\t" + model.bytes() + "\t"
                        + (model.listed() ? "listed" : "unlisted") + "\t"
                        + model.name().orElse(""))
                .orElse(id);
    }

    private static String state(Line line) {
        return line.state().name().toLowerCase(Locale.ROOT);
    }

    private static String created(StoredModel model) {
        return model.created().map(Object::toString).orElse("");
    }

    @Command(name = "show", description = "Prints what the store knows about a model, one fact per line.")
    int show(@Parameters(paramLabel = "ID", description = MODEL) String model) throws CommandException {
        Line line;
        Optional<ModelCard> card = Optional.empty();
        try (StoreReport report = store().report()) {
            line = report.verified(report.find(id(model)));
            if (line.model().isPresent()) {
                card = Optional.of(report.card(line.id()));
            }
        } catch (StoreException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        console.print("id: " + line.id());
        console.print("state: " + state(line));
        if (line.model().isPresent() && card.isPresent()) {
            print(line.model().get(), card.get());
        }
        return line.state().isGood() ? 0 : 1;
    }

    private void print(StoredModel model, ModelCard card) {
        console.print("name: " + model.name().orElse(""));
        console.print("description: " + model.description().orElse(""));
        console.print("author: " + card.author().orElse(""));
        console.print("license: " + card.licence().orElse(""));
        console.print("saved: " + created(model));
        console.print("listed: " + (model.listed() ? "yes" : "no"));
        console.print("layers: "
                + model.layers()
                        .orElseGet(() ->
                                model.layerDims().stream().map(String::valueOf).collect(Collectors.joining(","))));
        console.print("classes: " + String.join(", ", card.classes()));
        console.print("bytes: " + model.bytes());
        console.print("sha256: " + model.sha256());
    }

    /** The id in the address of a model's page; anything else as it is. */
    private static String id(String given) {
        Matcher address = ADDRESS.matcher(given);
        return address.matches() ? address.group(1) : given;
    }

    @Command(
            name = "delete",
            description =
                    "Deletes models, whoever saved them. Their addresses say so; the same content may be saved again.")
    int delete(@Parameters(arity = "1..*", paramLabel = "ID", description = MODEL) List<String> models)
            throws CommandException {
        return remove(models, false);
    }

    @Command(name = "block", description = "Deletes models and blocks their content from being saved again.")
    int block(@Parameters(arity = "1..*", paramLabel = "ID", description = MODEL) List<String> models)
            throws CommandException {
        return remove(models, true);
    }

    /** Tries each of them, and then names those that stay. */
    private int remove(List<String> models, boolean block) throws CommandException {
        StorePlace place = store();
        try (StoreReport report = place.report()) {
            // Where there is no store, it says so before anything is made.
            report.lines();
        } catch (StoreException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        List<StoreException> failures = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (String model : models) {
            String id = id(model);
            try {
                place.remove(id, block);
                console.print(id + "\t" + (block ? "blocked" : "deleted"));
            } catch (StoreException e) {
                String why = String.valueOf(e.getMessage());
                reasons.add(why.contains(id) ? why : id + ": " + why);
                failures.add(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException("interrupted", e);
            }
        }
        if (!failures.isEmpty()) {
            throw new CommandException(String.join("; ", reasons), failures.get(0));
        }
        return 0;
    }

    @Command(
            name = "verify",
            description = {
                "Reads all models, and checks their parameters against the SHA-256 from when they were saved.",
                "Prints a line for each that is missing, unreadable or changed; the exit code is 1 if there are any, and"
                        + " 0 if there are no models."
            })
    int verify() throws CommandException {
        StorePlace place = store();
        try (StoreReport report = place.report()) {
            return verify(place, report);
        } catch (StoreException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private int verify(StorePlace place, StoreReport report) throws StoreException {
        List<Line> lines = report.lines();
        if (lines.isEmpty()) {
            console.say("no models in " + place);
            return 0;
        }
        int bad = 0;
        try (TerminalOutput.Progress progress = console.progress("verify", lines.size())) {
            for (int i = 0; i < lines.size(); i++) {
                Line line = report.verified(lines.get(i));
                if (!line.state().isGood()) {
                    bad++;
                    console.print(text(line));
                }
                progress.at(i + 1, bad + " bad");
            }
        }
        console.say((lines.size() - bad) + " of " + lines.size() + " are good");
        return bad == 0 ? 0 : 1;
    }
}
