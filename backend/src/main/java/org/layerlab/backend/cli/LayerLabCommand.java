package org.layerlab.backend.cli;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line: {@code layerlab COMMAND …}. */
@Command(
        name = "layerlab",
        description = "Trains L-layer neural networks, and serves the page that trains them in a browser.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        versionProvider = LayerLabCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; standard error says why", "2:bad usage", "130:interrupted"})
public final class LayerLabCommand implements Runnable {
    /** The values of an option as picocli lists them: by their names in Java. */
    private static final Pattern CONSTANTS =
            Pattern.compile("expected one of \\[([A-Z, ]+)] \\(case-insensitive\\) but was");

    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    private LayerLabCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /**
     * The command line with the given commands.
     *
     * @param commands annotated with picocli's {@code @Command}
     */
    public static CommandLine of(TerminalOutput console, List<Object> commands) {
        LayerLabCommand layerlab = new LayerLabCommand();
        CommandLine line = new CommandLine(layerlab);
        for (Object command : commands) {
            line.addSubcommand(commandLine(command));
        }
        OptionNumbers.addTo(line);
        line.registerConverter(Path.class, LayerLabCommand::path);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // A name that begins with @ is a file's; picocli would read its words as arguments.
        line.setExpandAtFiles(false);
        line.setOut(TerminalOutput.writer(console.out()));
        line.setErr(TerminalOutput.writer(console.err()));
        line.setExecutionStrategy(parsed -> {
            try {
                Integer helped = CommandLine.executeHelpRequest(parsed);
                return helped == null ? new RunLast().execute(parsed) : written(console, parsed, helped);
            } catch (OutOfMemoryError e) {
                // What the command held is free again.
                console.say(command(parsed) + ": " + oneLine(Memory.message(e)));
                if (layerlab.debug) {
                    console.say(e);
                }
                return FAILED;
            }
        });
        line.setParameterExceptionHandler((e, args) -> {
            String command = e.getCommandLine().getCommandSpec().qualifiedName();
            console.say(command + ": " + misuse(e) + likeAnOption(args) + " (see " + command + " --help)");
            return BAD_USAGE;
        });
        line.setExecutionExceptionHandler((e, failed, result) -> {
            if (e instanceof OutputException output && output.isClosed()) {
                return 0;
            }
            console.say(failed.getCommandSpec().qualifiedName() + ": " + message(e));
            if (layerlab.debug) {
                console.say(e);
            }
            return FAILED;
        });
        return line;
    }

    /**
     * The path of an option.
     *
     * @throws TypeConversionException when it is empty, which would be the current folder, or when it is not a path: in
     *     a locale without Unicode, Java has no name for some files
     */
    static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("the path is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(notAPath(text, e));
        }
    }

    /** What is said about text that is not a path. */
    static String notAPath(String text, InvalidPathException e) {
        String remedy = StandardCharsets.US_ASCII.newEncoder().canEncode(text)
                ? ""
                : "; a UTF-8 locale, such as LC_ALL=C.UTF-8, takes every name";
        return "'" + text + "' is not a path on this system: " + e.getReason() + remedy;
    }

    private static CommandLine commandLine(Object command) {
        CommandLine line = new CommandLine(command);
        if (command instanceof SettingOptions.Command settings) {
            SettingOptions.addTo(line.getCommandSpec(), settings);
        }
        if (command instanceof Group group) {
            group.commands().forEach(one -> line.addSubcommand(commandLine(one)));
        }
        return line;
    }

    /** A command that only has subcommands. */
    interface Group {
        /** Annotated with picocli's {@code @Command}. */
        List<Object> commands();
    }

    /** The exit code of a help that was printed, or that of a failure where standard output did not take it. */
    private static int written(TerminalOutput console, ParseResult parsed, int code) {
        try {
            console.requireWritten();
            return code;
        } catch (OutputException e) {
            if (e.isClosed()) {
                return code;
            }
            console.say(command(parsed) + ": " + e.getMessage());
            return FAILED;
        }
    }

    /** The name of the command that was asked for. */
    private static String command(ParseResult parsed) {
        List<CommandLine> asked = parsed.asCommandLineList();
        return asked.get(asked.size() - 1).getCommandSpec().qualifiedName();
    }

    /** A file whose name begins with a dash is taken for an option. */
    private static String likeAnOption(String[] args) {
        for (String arg : args) {
            if (arg.startsWith("-") && new File(arg).isFile()) {
                return "; for the file " + arg + " write ." + File.separator + arg;
            }
        }
        return "";
    }

    private static String misuse(ParameterException e) {
        CommandLine line = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched
                && !line.getSubcommands().isEmpty()
                && !unmatched.isUnknownOption()) {
            return "unknown command '" + unmatched.getUnmatched().get(0) + "'; available: "
                    + String.join(", ", line.getSubcommands().keySet());
        }
        // picocli starts some messages with a word that says nothing after the name of the program.
        String message = oneLine(String.valueOf(e.getMessage())).replaceFirst("^Error: ", "");
        return CONSTANTS
                .matcher(message)
                .replaceFirst(found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT) + " but was");
    }

    private static String message(Exception e) {
        return e instanceof CommandException || e instanceof OutputException
                ? oneLine(String.valueOf(e.getMessage()))
                : oneLine("unexpected failure (--debug shows more): " + e);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
    }

    /** The version of the program and of Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = LayerLabCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "LayerLab " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
            };
        }
    }
}
