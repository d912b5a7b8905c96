package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;

/** What a terminal gets to see of text that strangers wrote. */
class TerminalOutputTest {
    private static final String HOSTILE =
            "a\u001b]0;title\u0007b\u009b31mc\rd\u202ee\u2066f\u2069g\u0000h\u007fi\u0008j\u2028k";
    private static final String SHOWN =
            "a\\u001b]0;title\\u0007b\\u009b31mc\\u000dd\\u202ee\\u2066f\\u2069g\\u0000h\\u007fi\\u0008j\\u2028k";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private TerminalOutput console(boolean terminal) {
        return new TerminalOutput(stream(out), stream(err), terminal);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static void assertHarmless(String text) {
        assertFalse(text.matches("(?s).*[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069&&[^\\n\\t]].*"), text);
    }

    private Path model(String resize) throws Exception {
        Architecture layers = Architecture.relu(12288, 1);
        Path file = folder.resolve("model.safetensors");
        CardBuilder card = new CardBuilder(layers).input(new JsonObject().add("resize", resize));
        Files.write(
                file,
                new ParameterFile(Initialization.NORMAL.parameters(layers, 1), card.build())
                        .toSafetensors(StorageType.F32));
        return file;
    }

    @Test
    void commandsToTheTerminalAreShownAsText() {
        TerminalOutput console = console(false);
        console.print(HOSTILE);
        console.printEvenUnread(HOSTILE);
        console.say(HOSTILE);
        assertEquals(SHOWN + "\n" + SHOWN + "\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(SHOWN + "\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void otherTextAndTabsStayAsTheyAre() {
        String text = "Größe 64×64\t猫 🐱 \\u001b $1 é \u200d שלום";
        console(false).print(text);
        assertEquals(text + "\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aStackTraceKeepsItsLines() {
        console(false).say(new IllegalStateException(HOSTILE + "\nsecond"));
        String trace = err.toString(StandardCharsets.UTF_8);
        assertTrue(trace.startsWith("java.lang.IllegalStateException: " + "a\\u001b]0;title"), trace);
        assertTrue(trace.contains("\nsecond\n\tat org.layerlab"), trace);
        assertHarmless(trace);
    }

    @Test
    void theProgressBarIsDrawnAndErased() throws Exception {
        TerminalOutput console = console(true);
        try (TerminalOutput.Progress progress = console.progress("training", 10)) {
            progress.at(5, "cost 0.5");
        }
        console.say("done");
        String bar = err.toString(StandardCharsets.UTF_8);
        assertTrue(bar.startsWith("\r\u001b[Ktraining"), bar);
        assertTrue(bar.endsWith("\r\u001b[Kdone\n"), bar);
    }

    @Test
    void aCardCannotCommandTheTerminal() throws Exception {
        Cli.Result result = Cli.run("predict", "--model", model(HOSTILE), "cat.png");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("a\\u001b]0;title"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertHarmless(result.err());
        assertHarmless(Cli.run("predict", "--model", folder.resolve("model.safetensors"), "cat.png", "--debug")
                .err());
    }

    @Test
    void theNamesInAZipCannotCommandTheTerminal() throws Exception {
        Path zip = folder.resolve("photos.zip");
        try (ZipOutputStream files = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name :
                    new String[] {"Test_data/dog.1.png", "Test_data/cat.\u202e\u2067.png", "Test_data/dog.\u001b[2J.png"
                    }) {
                files.putNextEntry(new ZipEntry(name));
                files.write(Files.readAllBytes(Path.of("src/test/resources/golden/resize/00-64x64.png")), 0, 60);
            }
        }
        Cli.Result result = Cli.run("evaluate", "--model", model("opencv-cubic"), "--dataset", zip);
        assertTrue(result.err().contains("cat.\\u202e\\u2067.png"), result.err());
        assertHarmless(result.err());
        assertHarmless(result.out());
    }

    @Test
    void aFileNameCannotForgeAVerdict() throws Exception {
        Path photo = folder.resolve("a\tdog\t1.0\n\u001b[1Ab.png");
        Files.copy(Path.of("src/test/resources/golden/resize/00-64x64.png"), photo);
        Cli.Result result = Cli.run("predict", "--model", model("opencv-cubic"), photo);
        assertEquals(0, result.code(), result.err());
        assertEquals(1, result.lines().size(), result.out());
        String[] fields = result.lines().get(0).split("\t", -1);
        assertEquals(3, fields.length, result.out());
        assertTrue(fields[0].endsWith("a\\u0009dog\\u00091.0\\u000a\\u001b[1Ab.png"), fields[0]);
    }
}
