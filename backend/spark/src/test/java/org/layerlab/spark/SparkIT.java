package org.layerlab.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.cli.Interruption;
import org.layerlab.backend.cli.LayerLabCommand;
import org.layerlab.backend.cli.SweepCommand;
import org.layerlab.backend.cli.TerminalOutput;
import org.layerlab.backend.sweep.LocalPlace;

/** The packaged program, as spark-submit starts it. */
class SparkIT {
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    @TempDir
    private Path folder;

    /** What Spark was started with, and what it said. */
    private record Result(int code, String said) {}

    private static String[] sweep(Path out) {
        return new String[] {
            "sweep",
            "circles",
            "--iterations",
            "3000",
            "--dropout",
            "0.1",
            "--halving",
            "eta=3",
            "--random",
            "9",
            "learningRate=log:0.01..1",
            "layers=2,10,1/2,8,4,1",
            "optimizer=sgd,adam",
            "--seeds",
            "1..4",
            "--out",
            out.toString()
        };
    }

    @Test
    void twoExecutorsOneOfThemLostWriteTheLocalRunsFiles() throws Exception {
        Path local = folder.resolve("local");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        TerminalOutput console = new TerminalOutput(nowhere, nowhere, false);
        assertEquals(
                0,
                LayerLabCommand.of(console, List.of(new SweepCommand(console, Interruption.none(), LocalPlace::open)))
                        .execute(sweep(local)));
        Path spark = folder.resolve("spark");
        List<Long> lost = new ArrayList<>();
        Result result = submit(
                "local-cluster[2,1,1024]",
                (line, process) -> {
                    if (lost.isEmpty() && line.contains(" of 52 trials")) {
                        lose(process, lost);
                    }
                },
                sweep(spark));
        assertEquals(0, result.code(), result.said());
        assertEquals(1, lost.size(), "no executor was found to be lost: " + result.said());
        assertTrue(result.said().contains("Lost executor"), result.said());
        for (String name : List.of("sweep.json", "sweep.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(local.resolve(name)), Files.readAllBytes(spark.resolve(name)), result.said());
        }
    }

    /** Ends one of the processes that make the runs. */
    private static void lose(Process process, List<Long> lost) {
        process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(EXECUTOR))
                .findFirst()
                .ifPresent(executor -> {
                    executor.destroyForcibly();
                    lost.add(executor.pid());
                });
    }

    @Test
    void aMasterThatIsNotThereIsNamed() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String master = "spark://localhost:" + closed;
        Result result = submit(master, (line, process) -> {}, "sweep", "circles", "--grid", "l2=0,1");
        assertEquals(1, result.code(), result.said());
        assertTrue(
                result.said().contains("layerlab sweep circles: the Spark master " + master + " can't be reached"),
                result.said());
    }

    private static Result submit(String master, BiConsumer<String, Process> ear, String... args)
            throws IOException, InterruptedException {
        String home = property("home");
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        words.addAll(Arrays.asList(property("opens").split(" ")));
        words.addAll(List.of("-cp", Path.of(home, "jars") + "/*", "org.apache.spark.deploy.SparkSubmit"));
        words.addAll(List.of("--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=localhost"));
        words.addAll(List.of("--conf", "spark.driver.bindAddress=127.0.0.1", "--master", master));
        words.addAll(List.of("--class", "org.layerlab.spark.SparkMain", property("jar")));
        words.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", home);
        // Of a whole Spark, its folders say it.
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                ear.accept(line, process);
            }
        } finally {
            process.destroy();
        }
        return new Result(process.waitFor(), said.toString());
    }

    private static String property(String name) {
        return String.valueOf(System.getProperty("layerlab.spark." + name));
    }
}
