package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.CompiledPrograms;
import org.layerlab.backend.JavaCommand;
import org.layerlab.backend.Main;
import org.layerlab.network.file.StorageType;
import picocli.CommandLine;

class UsageTest {
    /** Refused, one a line; and so is no command at all. */
    private static final String BAD_USAGE = """
            fly
            circles --layers 2,x,1
            circles --layers 3,4,1
            circles --layers 2,4,2
            circles --iterations many
            circles --iterations -1
            circles --noise -1
            circles --points 1
            circles --seed -1
            circles --optimizer newton
            circles --out model.txt
            circles --bogus
            circles --seed 1 --seed 2
            circles --l2 1 --iterations 1 --weight-decay=2
            train --dataset drawings --out m.npz --center --no-center
            sweep circles --grid noise=0,1 --seed 1 --seed 2
            train --dataset drawings
            train --out model.npz
            train --dataset drawings --out m.npz --layers 100,1
            train --dataset drawings --out m.npz --dropout 1
            train --dataset drawings --out m.npz --limit 0
            train --dataset drawings --out m.npz --iterations 1 --epochs 1
            train --dataset drawings --out m.onnx
            train --dataset drawings --out m.npz --shift 40
            train --dataset drawings --out m.npz --side 48
            train --dataset drawings --out m.npz --validation 1
            train --dataset drawings --out m.npz --patience 3
            train --dataset drawings --out m.npz --recipe worst
            train --dataset drawings --out m.npz --seed -1
            train --dataset drawings --out m.npz --resize nearest
            train --dataset drawings --out m.npz --crop left
            train --dataset drawings --out m.npz --random-crop 0
            train --dataset drawings --out m.npz --random-crop 0.5 --shift 3
            train --dataset drawings --out m.npz --origins 1.5
            train --dataset drawings --out m.npz --label-smoothing 1
            train --dataset drawings --out m.npz --source 32
            train --dataset drawings --out m.npz --source 225
            train --dataset drawings --out m.npz --side 16 --source 20
            train --dataset drawings --out m.npz --source 96 --center
            train --dataset drawings --out m.npz --layers 31x31x3,conv3x4,gap,1
            train --dataset drawings --out m.npz --layers 225x225x3,conv3x4,gap,1
            train --dataset drawings --out m.npz --layers 32x128x3,conv3x4,gap,1
            prepare --dataset drawings
            prepare --dataset drawings --cache c --test-fraction 2
            evaluate --dataset drawings
            evaluate --model m.npz --dataset drawings --test-fraction 2
            evaluate --model m.npz --dataset drawings --test-fraction NaN
            evaluate --model m.npz --dataset photos --test-fraction -0.1
            evaluate --model m.npz --dataset photos --seed -1
            evaluate --model m.npz --dataset drawings --seed 99999999999
            predict --model m.npz
            convert in.npz out.txt
            serve --port 70000 --store nowhere
            serve --dataset nothing
            """;

    static Stream<String> badUsage() {
        return Stream.concat(Stream.of(""), BAD_USAGE.lines());
    }

    @ParameterizedTest
    @MethodSource("badUsage")
    void badUsageIsOneLineAndCode2(String line) {
        if (line.startsWith("serve")) {
            CompiledPrograms.required();
        }
        Cli.Result result = Cli.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));
        assertEquals(2, result.code(), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serve", "train", "prepare", "calibrate", "evaluate", "predict", "convert", "circles", "sweep"})
    void eachCommandHasHelp(String command) {
        Cli.Result result = Cli.run(command, "--help");
        assertEquals(0, result.code());
        assertTrue(result.out().contains("Usage: layerlab " + command), result.out());
        assertTrue(result.out().contains("--debug"), result.out());
        String line = result.out().replaceAll("\\s+", " ");
        assertFalse(line.matches(".* Default: ([^ ]+)\\. Default: .*"), "a default is said twice: " + line);
    }

    /** A list of commands shows the first line of each. */
    @Test
    void eachDescriptionBeginsWithAWholeSentence() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Queue<CommandLine> all = new ArrayDeque<>(
                List.of(Main.commandLine(new TerminalOutput(nowhere, nowhere, false), Interruption.none())));
        int commands = 0;
        for (CommandLine line = all.poll(); line != null; line = all.poll()) {
            String first = line.getCommandSpec().usageMessage().description()[0];
            assertTrue(first.endsWith("."), line.getCommandSpec().qualifiedName() + ": " + first);
            all.addAll(line.getSubcommands().values());
            commands++;
        }
        assertTrue(commands > 15, commands + " commands");
    }

    @Test
    void theKnownPartsAreListedAsTheyAreTyped() {
        Cli.Result result = Cli.run("evaluate", "--model", "m", "--dataset", "drawings", "--split", "validation");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("expected one of train, test, all but was 'validation'"), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--limit= | '' is not a whole number",
                "--limit 1,5 | '1,5' is not a whole number",
                "--limit ٣ | '٣' is not a whole number",
                "--limit 0x10 | '0x10' is not a whole number",
                "--limit 1e-400 | '1e-400' is not a whole number",
                "--limit 99999999999 | '99999999999' is not a whole number of at most 2147483647",
                "--limit 0e5 | --limit 0 leaves no photo to train on",
                "--test-fraction 0.1f | '0.1f' is not a number",
                "--test-fraction 0x1p-3 | '0x1p-3' is not a number",
                "--outliers 3 | made-up pictures 3 is not between 0 and 0.5",
                "--test-fraction NaN | --test-fraction is NaN; it must be at least 0 and below 1",
                "--iterations=1e-400 | is not a whole number"
            })
    void anOptionReadsNumbersAsASettingDoes(String option, String said) {
        String line = "train --dataset drawings --out m.npz " + option;
        Cli.Result result = Cli.run((Object[]) line.split(" "));
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(said), result.err());
        assertFalse(result.err().contains(" int"), result.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sweep circles --grid l2=0 --out= | option '--out': the path is empty",
                "circles --out= | option '--out': the path is empty",
                "serve --dataset cats= | --dataset cats=: the path is empty",
                "predict --model= a.png | option '--model': the path is empty",
                "models list --store= | --store is empty; it must be a folder or s3://BUCKET/PREFIX"
            })
    void anEmptyPathIsNotTheCurrentFolder(String line, String said) {
        Cli.Result result = Cli.run((Object[]) line.split(" "));
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(said), result.err());
    }

    @Test
    void anEmptyPathIsNotAModel() {
        Cli.Result in = Cli.run("convert", "", "a.npz");
        assertEquals(2, in.code(), in.err());
        assertTrue(in.err().contains("index 0 (IN): the path is empty"), in.err());
        Cli.Result out = Cli.run("convert", "a.npz", "");
        assertEquals(2, out.code(), out.err());
        assertTrue(out.err().contains("index 1 (OUT): the path is empty"), out.err());
    }

    @Test
    void aFileWhoseNameBeginsWithAnAtSignIsNotReadAsArguments(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("words"), "--iterations 1 --secret");
        Cli.Result result = Cli.run("circles", "@" + file);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("'@" + file + "'"), result.err());
        assertFalse(result.err().contains("secret"), result.err());
    }

    @Test
    void anEndingIsRefusedNamingThoseThatTheCommandWrites() {
        for (String line : List.of(
                "circles --out m.txt",
                "train --dataset drawings --out m.txt",
                "calibrate --model a.npz --dataset drawings --out m.txt")) {
            Cli.Result result = Cli.run((Object[]) line.split(" "));
            assertEquals(2, result.code(), result.err());
            assertTrue(result.err().contains(": --out m.txt does not end in .safetensors or .npz (see"), result.err());
        }
        Cli.Result convert = Cli.run("convert", "in.npz", "m.txt");
        assertTrue(convert.err().contains(": m.txt does not end in .safetensors, .npz or .onnx (see"), convert.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"circles", "train", "convert"})
    void theHelpNamesEveryNumberFormat(String command) {
        String help = Cli.run(command, "--help").out().replaceAll("\\s+", " ");
        String types = Stream.of(StorageType.values())
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        assertTrue(help.contains(": " + types + " (not with .npz)."), help);
    }

    @Test
    void theVersionIsTold() {
        Cli.Result result = Cli.run("--version");
        assertEquals(0, result.code());
        assertTrue(result.out().startsWith("LayerLab "), result.out());
    }

    @Test
    void aTextThatIsNotAPathIsRefusedInWords() {
        Cli.Result result = Cli.run("convert", "in.npz", "a\0b.npz");
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains("is not a path on this system: Nul character not allowed"), result.err());
        assertFalse(result.err().contains("java."), result.err());
    }

    @Test
    void aFileThatLooksLikeAnOptionIsToldHowToBeWritten(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("-dash.jpg"));
        List<String> command = JavaCommand.of(Main.class, "predict", "--model", "m.npz", "-dash.jpg");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), said);
        String file = "." + folder.getFileSystem().getSeparator() + "-dash.jpg";
        assertTrue(said.contains("; for the file -dash.jpg write " + file + " (see layerlab predict --help)"), said);
    }

    @Test
    void aLocaleWithoutTheLettersOfAPathIsNamed() throws Exception {
        List<String> command = JavaCommand.of(Main.class);
        command.addAll(List.of("convert", "in.npz", "modèle.npz"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        // Some systems take every name in any locale.
        assumeTrue(code != 1, said);
        assertEquals(2, code, said);
        assertTrue(said.contains("is not a path on this system: "), said);
        assertTrue(said.contains("a UTF-8 locale, such as LC_ALL=C.UTF-8, takes every name"), said);
    }

    @Test
    void onnxAsInputIsRefusedByName() {
        assertTrue(Cli.run("convert", "net.onnx", "out.npz").err().contains("net.onnx"));
    }

    @Test
    void failuresAreOneLineUnlessDebugged(@TempDir Path folder) {
        Path missing = folder.resolve("missing.npz");
        Cli.Result plain = Cli.run("convert", missing, folder.resolve("out.npz"));
        assertEquals(1, plain.code());
        assertEquals("layerlab convert: " + missing + " can't be read: it does not exist\n", plain.err());
        Cli.Result debugged = Cli.run("convert", missing, folder.resolve("out.npz"), "--debug");
        assertEquals(1, debugged.code());
        assertTrue(debugged.err().contains("\tat org.layerlab"), debugged.err());
        assertFalse(Files.exists(folder.resolve("out.npz")));
    }

    @Test
    void anUnknownDataSetFailsByName(@TempDir Path folder) {
        Cli.Result result = Cli.run(
                "train",
                "--dataset",
                folder.resolve("nowhere"),
                "--out",
                folder.resolve("m.npz"),
                "--layers",
                "12288,1");
        assertEquals(1, result.code());
        assertTrue(result.err().contains("nowhere does not exist"), result.err());
        assertEquals(1, result.err().lines().count());
    }
}
