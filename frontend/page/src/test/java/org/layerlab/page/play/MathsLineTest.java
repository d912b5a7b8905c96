package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunBeginning;

class MathsLineTest {
    @TempDir
    private Path dir;

    static Stream<String> fragments() {
        Stream<String> penalties = Stream.of(
                "networkShape=4,3&activation=sigmoid,linear&regularization=L2&regularizationRate=0.01",
                "networkShape=3&optimizer=momentum&regularization=L1&regularizationRate=0.01",
                "networkShape=4&optimizer=adam&regularization=L2&regularizationRate=0.1");
        Stream<String> outputs = Stream.of(
                "networkShape=&learningRate=0.5",
                "dataset=spiral&classCount=4&networkShape=5&learningRate=0.5",
                "dataset=tf-reg-gauss&rules=layerlab&networkShape=4&activation=tanh&learningRate=0.1");
        Stream<String> activations = Stream.of(Activation.values())
                .map(activation -> "networkShape=5,3&learningRate=0.5&activation=" + activation.id());
        Stream<String> optimizers =
                Stream.of(OptimizerKind.values()).map(kind -> "networkShape=4&optimizer=" + kind.id());
        return Stream.of(penalties, outputs, activations, optimizers).flatMap(Function.identity());
    }

    /** The lines are not just decoration: run one after another, they make the very step that the network makes. */
    @ParameterizedTest
    @MethodSource("fragments")
    void numpyMakesTheSameStep(String fragment) throws Exception {
        PlaySettings settings = PlaySettings.parse(fragment + "&trainSize=20&initialization=he&seed=3")
                .settings();
        theSameStep(settings, settings.hyperparameters());
    }

    /** The command line has another momentum, and both penalties at once; its runs continue in the playground. */
    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void numpyMakesTheSameStepWithOtherChoicesThanThePlaygrounds(OptimizerKind optimizer) throws Exception {
        PlaySettings settings = PlaySettings.parse(
                        "networkShape=4&learningRate=0.3&trainSize=20&initialization=he&seed=3&optimizer="
                                + optimizer.id())
                .settings();
        Hyperparameters h = settings.hyperparameters().toBuilder()
                .momentum(0.5)
                .l1(0.013)
                .l2(0.07)
                .build();
        theSameStep(settings, h);
        String lines = MathsLines.code(MathsLines.of(settings.architecture(), h, settings.rules(), zeros(settings)));
        assertEquals(optimizer == OptimizerKind.MOMENTUM, lines.contains("VW1 = 0.5 * VW1 + "), lines);
    }

    private void theSameStep(PlaySettings settings, Hyperparameters h) throws IOException, InterruptedException {
        Parameters before = settings.initialization().parameters(settings.architecture(), settings.seed());
        LabeledSet examples = RunBeginning.train(settings);
        Network network = new Network(new ReferenceKernels(), settings.architecture(), before);
        Trainer trainer = new Trainer(network, examples, h);
        trainer.step();

        StringBuilder script = new StringBuilder("import numpy as np\n");
        script.append("X = ").append(array(examples.X(), 2)).append("Y = ").append(array(examples.Y(), 1));
        if (settings.classes() > 2) {
            script.append("Y = (Y == np.arange(" + settings.classes() + ")[:, None]) * 1.0\n");
        }
        script.append("m = 20; t = 1; alpha = ").append(settings.learningRate()).append('\n');
        for (int l = 1; l <= settings.architecture().depth(); l++) {
            Parameters.Dense dense = before.layers().get(l - 1);
            script.append("W" + l + " = ").append(array(dense.W(), dense.rows()));
            script.append("b" + l + " = ").append(array(dense.b(), dense.rows()));
            for (String moment : List.of("VW", "Vb", "MW", "Mb", "SW", "Sb")) {
                script.append(moment + l + " = 0\n");
            }
        }
        MathsLines.of(settings.architecture(), h, settings.rules(), zeros(settings))
                .forEach(line -> script.append(line.numpy()).append('\n'));
        script.append("print(J)\n");
        for (int l = 1; l <= settings.architecture().depth(); l++) {
            script.append("print(*W" + l + ".ravel(), *b" + l + ".ravel())\n");
        }

        List<String> printed = numpy(script.toString());
        assertEquals(trainer.cost(), Double.parseDouble(printed.get(0)), 1e-14);
        for (int l = 1; l <= settings.architecture().depth(); l++) {
            Parameters.Dense after = network.parameters().layers().get(l - 1);
            double[] expected = Arrays.copyOf(after.W(), after.W().length + after.b().length);
            System.arraycopy(after.b(), 0, expected, after.W().length, after.b().length);
            double[] made = Arrays.stream(printed.get(l).trim().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertEquals(expected.length, made.length);
            for (int i = 0; i < made.length; i++) {
                assertEquals(expected[i], made[i], 1e-12, "layer " + l + ", " + i);
            }
        }
    }

    @Test
    void theFirstNumberIsWorkedOut() {
        PlaySettings settings = PlaySettings.parse("networkShape=1").settings();
        Map<String, MathsLine.Corner> corners = zeros(settings);
        corners.put("X", new MathsLine.Corner(2, 300, new double[] {0.5, 0, 0, 0, -0.25, 0, 0, 0}));
        corners.put("W1", new MathsLine.Corner(1, 2, new double[] {2, -1}));
        corners.put("b1", new MathsLine.Corner(1, 1, new double[] {0.125}));
        corners.put("Z1", new MathsLine.Corner(1, 300, new double[] {1.375, 0, 0, 0}));
        List<MathsLine> lines =
                MathsLines.of(settings.architecture(), settings.hyperparameters(), settings.rules(), corners);
        assertEquals("Z1 = W1 @ X + b1", lines.get(0).numpy());
        assertTrue(
                lines.get(0).example().endsWith("[0, 0] = 2 · 0.5 + (−1) · (−0.25) + 0.125 = 1.375"),
                lines.get(0).example());
        assertEquals(List.of("Z1", "W1", "X", "b1"), lines.get(0).matrices());
        assertEquals(List.of("=", "·", "+"), lines.get(0).signs(), "they stand as the statement does");
        assertEquals(List.of(), lines.get(1).signs(), lines.get(1).numpy());
    }

    @Test
    void whatIsCopiedHasTheCodeAndTheNumbersOfALine() {
        Map<String, MathsLine.Corner> corners =
                zeros(PlaySettings.parse("networkShape=").settings());
        corners.put("W1", new MathsLine.Corner(5, 2, new double[] {1, 2, 3, 4, 5, 6, 7, 8}));
        corners.put("X", new MathsLine.Corner(2, 300, new double[] {1, 2, 3, 4, 5, 6, 7, 8}));
        List<MathsLine> lines = List.of(
                new MathsLine(1, "", "", "Z1 = W1 @ X", "", List.of("W1", "X"), ""),
                new MathsLine(1, "", "", "b1 -= alpha * db1", "", List.of("b1", "none"), ""));
        assertEquals("""
                Z1 = W1 @ X
                b1 -= alpha * db1

                # W1, shape (5, 2)
                #  1.0 2.0
                #  3.0 4.0
                #  5.0 6.0
                #  7.0 8.0
                #  ⋮

                # X, shape (2, 300)
                #  1.0 2.0 3.0 4.0 …
                #  5.0 6.0 7.0 8.0 …
                """, MathsLines.copied(lines, 0, corners));
        assertEquals("""
                Z1 = W1 @ X
                b1 -= alpha * db1

                # b1, shape (1, 1)
                #  0.0
                """, MathsLines.copied(lines, 1, corners));
        assertEquals("", MathsLines.copied(List.of(), 0, corners));
    }

    /** The first W, b and what the optimizer keeps of them, of each layer, and the next update's gradients. */
    private static Map<String, MathsLine.Corner> firsts(PlaySettings settings, Trainer trainer) {
        Map<String, MathsLine.Corner> corners = zeros(settings);
        put(corners, "α", trainer.trial().rate());
        put(corners, "t", trainer.iteration() + 1);
        puts(corners, "", trainer.network().parameters());
        puts(corners, "d", trainer.network().gradients());
        List<Parameters> moments = trainer.optimizerState();
        for (int i = 0; i < moments.size(); i++) {
            puts(corners, moments.size() == 1 ? "V" : i == 0 ? "M" : "S", moments.get(i));
        }
        return corners;
    }

    private static void puts(Map<String, MathsLine.Corner> corners, String prefix, Parameters parameters) {
        for (int l = 1; l <= parameters.layers().size(); l++) {
            put(corners, prefix + "W" + l, parameters.layers().get(l - 1).W()[0]);
            put(corners, prefix + "b" + l, parameters.layers().get(l - 1).b()[0]);
        }
    }

    private static void put(Map<String, MathsLine.Corner> corners, String name, double value) {
        corners.put(name, new MathsLine.Corner(1, 1, new double[] {value}));
    }

    /** A number as it is shown. */
    private static double number(String shown) {
        return Double.parseDouble(shown.replace('−', '-'));
    }

    /** What the last update lines work out, from what the optimizer kept, is what the trainer then makes. */
    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void updatesAreWorkedOutAsTheTrainerMakesThem(OptimizerKind optimizer) {
        PlaySettings settings = PlaySettings.parse(
                        "networkShape=4&learningRate=0.05&trainSize=20&initialization=he&seed=3&optimizer="
                                + optimizer.id())
                .settings();
        for (double l2 : new double[] {0, 0.3}) {
            Hyperparameters h = settings.hyperparameters().toBuilder()
                    .l1(optimizer == OptimizerKind.SGD ? 0 : l2 / 10)
                    .l2(l2)
                    .build();
            Network network = new Network(
                    new ReferenceKernels(),
                    settings.architecture(),
                    settings.initialization().parameters(settings.architecture(), settings.seed()));
            Trainer trainer = new Trainer(network, RunBeginning.train(settings), h);
            for (int step = 0; step < 4; step++) {
                Map<String, MathsLine.Corner> before = firsts(settings, trainer);
                List<MathsLine> lines = MathsLines.of(settings.architecture(), h, settings.rules(), before);
                trainer.step();
                Map<String, MathsLine.Corner> after = firsts(settings, trainer);
                for (MathsLine line : lines.subList(lines.size() - 4, lines.size())) {
                    worked(line, lines, before, after);
                }
            }
        }
    }

    private static void worked(
            MathsLine line,
            List<MathsLine> lines,
            Map<String, MathsLine.Corner> before,
            Map<String, MathsLine.Corner> after) {
        String W = line.matrices().get(0);
        String copied = MathsLines.copied(lines, lines.indexOf(line), before);
        for (String moment : List.of("V", "M", "S")) {
            int at = copied.indexOf("# " + moment + "[0, 0] = ");
            boolean kept = line.numpy().startsWith(moment)
                    || (moment.equals("S") && line.numpy().startsWith("M"));
            assertEquals(kept, at > 0, copied);
            if (kept) {
                String worked = copied.substring(at, copied.indexOf('\n', at));
                double expected = MathsLine.corner(after, moment + W).at(0, 0);
                double found = number(worked.substring(worked.lastIndexOf(' ') + 1));
                assertEquals(expected, found, 1e-3 * Math.abs(expected), worked);
                double old = MathsLine.corner(before, moment + W).at(0, 0);
                assertTrue(worked.contains(" · " + MathsLine.factor(old) + " + "), worked);
                assertTrue(copied.contains("# " + moment + W + ", shape (1, 1)\n#  " + old + "\n"), copied);
            }
        }
        String worked = copied.substring(copied.lastIndexOf("\n# " + W + "[0, 0] = ") + 3)
                .trim();
        double expected = MathsLine.corner(after, W).at(0, 0);
        double found = number(worked.substring(worked.lastIndexOf(' ') + 1));
        assertEquals(expected, found, 1e-5 * Math.abs(expected), copied);
    }

    private static Map<String, MathsLine.Corner> zeros(PlaySettings settings) {
        Map<String, MathsLine.Corner> corners = new HashMap<>();
        for (String name : List.of("X", "Y", "J", "α", "t")) {
            corners.put(name, new MathsLine.Corner(1, 1, new double[1]));
        }
        for (int l = 1; l <= settings.architecture().depth(); l++) {
            for (String name : List.of("W", "b", "Z", "A", "dZ", "dW", "db", "VW", "Vb", "MW", "Mb", "SW", "Sb")) {
                corners.put(name + l, new MathsLine.Corner(1, 1, new double[1]));
            }
        }
        return corners;
    }

    private static String array(double[] values, int rows) {
        return "np.array(" + Arrays.toString(values) + ").reshape(" + rows + ", -1)\n";
    }

    /** What a script prints, line by line, with the first Python that has NumPy. */
    private List<String> numpy(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(dir.resolve("step.py"), script);
        for (String python : List.of("python3", "/usr/bin/python3")) {
            Process process;
            try {
                process = new ProcessBuilder(python, file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("output.txt").toFile())
                        .start();
            } catch (IOException e) {
                continue;
            }
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(python + " takes more than a minute");
            }
            List<String> output = Files.readAllLines(dir.resolve("output.txt"));
            if (process.exitValue() == 0) {
                return output;
            }
            assertTrue(output.toString().contains("No module named 'numpy'"), output.toString());
        }
        return abort("no Python with NumPy here: not checked against it");
    }
}
