package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.Main;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.TerminalOutput;
import picocli.CommandLine;

/**
 * A reader can type what the documentation says: Maven's profiles, modules, tests and properties are there, and the
 * command line takes all options with their values. That the build's two commands work is what CI shows.
 */
class DocumentedCommandsTest {
    private static final String PROGRAM = "java -jar backend/target/layerlab.jar ";
    /** Properties of Maven's plugins. */
    private static final Pattern OF_MAVEN = Pattern.compile("-D(surefire|failsafe)\\.failIfNoSpecifiedTests=false");

    /** Poms and sources, in which a property that means something is read. */
    private final String poms = Sources.under(Sources.ROOT, "pom.xml").stream()
            .filter(pom -> !Sources.name(pom).contains("target/"))
            .map(Sources::read)
            .collect(Collectors.joining());

    private final String sources = Sources.java().stream().map(Sources::read).collect(Collectors.joining());

    @Test
    void theCommandLineTakesTheProgramsCommands() {
        List<String> refused = new ArrayList<>();
        int parsed = 0;
        for (Path page : Documents.pages()) {
            for (String command : Documents.commands(page)) {
                // COMMAND stands for any, and dots for more of the same.
                if (!command.startsWith(PROGRAM) || command.contains("COMMAND")) {
                    continue;
                }
                List<String> words = Documents.words(command.substring(PROGRAM.length()));
                words.remove("…");
                try {
                    commandLine().parseArgs(words.toArray(String[]::new));
                } catch (CommandLine.ParameterException e) {
                    refused.add(Sources.name(page) + ": " + command + ": " + e.getMessage());
                }
                parsed++;
            }
        }
        assertEquals(List.of(), refused);
        assertTrue(parsed >= 7, "the documentation has only " + parsed + " commands of the program");
    }

    private static CommandLine commandLine() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Main.commandLine(new TerminalOutput(nowhere, nowhere, false), Interruption.none());
    }

    @Test
    void mavensCommandsNameWhatIsThere() {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (Path page : Documents.pages()) {
            for (String command : Documents.commands(page)) {
                if (command.startsWith("mvn ")) {
                    complaint(Documents.words(command))
                            .ifPresent(why -> wrong.add(Sources.name(page) + ": " + command + ": " + why));
                    checked++;
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(checked >= 15, "the documentation has only " + checked + " commands of Maven");
    }

    private Optional<String> complaint(List<String> words) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                String module = words.get(++i);
                if (!Files.exists(Sources.ROOT.resolve(module).resolve("pom.xml"))) {
                    return Optional.of("there is no module " + module);
                }
            } else if (word.startsWith("-P")) {
                if (!poms.contains("<id>" + word.substring(2) + "</id>")) {
                    return Optional.of("there is no profile " + word.substring(2));
                }
            } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
                Optional<String> missing = missingTest(word.substring(word.indexOf('=') + 1));
                if (missing.isPresent()) {
                    return missing;
                }
            } else if (word.startsWith("-D") && !OF_MAVEN.matcher(word).matches()) {
                String property = word.substring(2).replaceFirst("=.*", "");
                if (!poms.contains(property) && !sources.contains('"' + property + '"')) {
                    return Optional.of("nothing reads " + property);
                }
            }
        }
        return Optional.empty();
    }

    /** Which entries of a list of classes, methods and patterns are not tests. */
    private Optional<String> missingTest(String tests) {
        for (String test : tests.split(",", -1)) {
            String[] parts = test.split("#", 2);
            String pattern = parts[0].replace("*", "\\w*");
            boolean isThere = test.equals("None")
                    || Pattern.compile("\\bclass " + pattern + "\\b")
                            .matcher(sources)
                            .find();
            if (!isThere || (parts.length == 2 && !sources.contains(" " + parts[1] + "("))) {
                return Optional.of("there is no test " + test);
            }
        }
        return Optional.empty();
    }
}
