package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.script.Python;
import org.layerlab.backend.script.Scripts;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.training.CostPoint;

/** The script that trains a saved run again, where a Python with NumPy runs it. */
class NumpyScriptTest {
    @TempDir
    private Path dir;

    private static List<String> told(String out) {
        return out.lines()
                .filter(line -> line.startsWith("Cost after") || line.contains("accuracy:"))
                .toList();
    }

    private Python numpy() throws IOException, InterruptedException {
        return Python.with("numpy", dir);
    }

    private String runAgain(ModelCard card) throws IOException, InterruptedException {
        Files.writeString(dir.resolve("run.py"), NumpyScript.load().of(card));
        return numpy().print("run.py");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--layers 2,1 --dataset blobs --noise 0.5 --learning-rate 1",
                "--dataset moons --activation tanh --initialization xavier --weight-decay 0.003",
                "--dataset xor --batch-size 32 --optimizer momentum --initialization he --points 101",
                "--dataset spiral --layers 2,8,6,1 --optimizer adam --learning-rate 0.01 --schedule cosine --seed 7",
                "--layers 2,16,8,1 --initialization he --dropout 0.3 --batch-size 50 --activation leakyRelu --l1 0.001"
            })
    void printsTheSameLines(String options) throws Exception {
        numpy();
        Path file = dir.resolve("model.safetensors");
        List<Object> args = new ArrayList<>(List.of("circles", "--iterations", 1001, "--out", file));
        Arrays.stream(options.split(" ", -1)).filter(arg -> !arg.isEmpty()).forEach(args::add);
        Cli.Result ours = Cli.run(args.toArray());
        assertEquals(0, ours.code(), ours.err());
        ParameterFile saved = ParameterFile.read(Files.readAllBytes(file));

        String theirs = runAgain(saved.card());

        assertEquals(11, ours.costLines().size());
        assertEquals(ours.lines(), told(theirs));
        assertTrue(theirs.contains("all 11 costs are the same as LayerLab's, to the last bit"), theirs);
        Tensor W1 = Objects.requireNonNull(
                Npz.read(Files.readAllBytes(dir.resolve("parameters.npz"))).get("W1"));
        assertArrayEquals(saved.parameters().layers().get(0).W(), W1.toDoubles());
    }

    private ParameterFile circles(Object... options) throws Exception {
        Path file = dir.resolve("model.safetensors");
        List<Object> args = new ArrayList<>(List.of("circles", "--out", file));
        args.addAll(List.of(options));
        Cli.Result trained = Cli.run(args.toArray());
        assertEquals(0, trained.code(), trained.err());
        return ParameterFile.read(Files.readAllBytes(file));
    }

    /** A card with another cost in place of one of its own. */
    private static ModelCard with(ModelCard card, int index, double cost) {
        List<CostPoint> costs = new ArrayList<>(card.costs());
        costs.set(index, new CostPoint(costs.get(index).iteration(), cost));
        return new CardBuilder(card).costs(costs).build();
    }

    @Test
    void namesTheFirstLineThatDiffersAndWhatThatMeans() throws Exception {
        ModelCard float64 = circles("--iterations", 301).card();
        ModelCard float32 =
                circles("--iterations", 301, "--precision", "float32").card();
        double cost = float64.costs().get(2).cost();
        Scripts scripts = new Scripts(dir);
        scripts.add(with(float64, 2, cost + 0.01));
        scripts.add(with(with(float64, 1, float64.costs().get(1).cost() * (1 + 1e-12)), 2, cost + 1e-3));
        scripts.add(with(float64, 2, cost * (1 + 1e-12)));
        scripts.add(with(float64, 2, cost * (1 + 1e-12)), "--blas");
        scripts.add(with(float32, 3, float32.costs().get(3).cost() + 2e-6));
        scripts.add(with(float32, 3, 2.0));
        scripts.add(with(float32, 0, 2.0));
        scripts.run("numpy");
        String here = CostPoint.sixDecimals(cost);
        String wrong = "line 3 (iteration 200) is the first that differs: LayerLab %s, here %s %s";
        String[] expected = {
            String.format(wrong, CostPoint.sixDecimals(cost + 0.01), here, "Rounding cannot explain this"),
            String.format(
                    wrong, CostPoint.sixDecimals(cost + 1e-3), here, "The costs part at iteration 100, by 1e-12 of"),
            "all 4 costs print the same six decimals as LayerLab's; the largest difference is 1e-12 of a cost",
            "all 4 costs print the same six decimals as LayerLab's; the largest difference is 1e-12 of a cost",
            "as it does when sums of float32 are rounded in another order",
            "is the first that differs: LayerLab 2.000000",
            "Rounding cannot explain this: the costs part at iteration 0"
        };
        for (int i = 0; i < expected.length; i++) {
            assertTrue(
                    scripts.result(i).out().replace('\n', ' ').contains(expected[i]),
                    expected[i] + scripts.result(i).out());
            assertEquals(i == 2 || i == 3 ? 0 : 1, scripts.result(i).code());
        }
    }

    @Test
    void aCertainAndWrongAnswerCostsInFloat32WhatLayerLabSays() throws Exception {
        ModelCard card = circles(
                        "--layers",
                        "2,4,1",
                        "--iterations",
                        301,
                        "--precision",
                        "float32",
                        "--learning-rate",
                        300,
                        "--initialization",
                        "he",
                        "--dataset",
                        "xor")
                .card();
        double highest =
                card.costs().stream().mapToDouble(CostPoint::cost).max().orElse(0);
        assertTrue(highest > 3, card.costs() + " is not saturated");
        String out = runAgain(card);
        assertFalse(out.contains("inf"), out);
        assertEquals(Scripts.costLines(card).get(1), Scripts.costLines(out).get(1), out);
    }

    @Test
    void trainsOnPointsThatAPersonPlaced() throws Exception {
        JsonArray points = new JsonArray();
        for (int i = 0; i < 10; i++) {
            points.add(new JsonArray().add(i < 5 ? -1 : 1).add(0.1 * i).add(i < 5 ? 0 : 1));
        }
        ModelCard card = card().set("points", points)
                .dataset(new JsonObject().add("id", "custom").add("percTrainData", 80))
                .build();
        String out = runAgain(card);
        assertTrue(out.contains("train accuracy: 100.00 %"), out);
        assertTrue(out.contains("test accuracy: 100.00 %"), out);
    }

    private static CardBuilder card() {
        return new CardBuilder(org.layerlab.network.layer.Architecture.relu(2, 4, 1))
                .kind(ModelCard.Kind.POINTS)
                .iteration(201)
                .hyperparameters(new JsonObject().add("learningRate", 0.5).add("initialization", "he"));
    }

    @Test
    void cardOfAStrangerCannotBreakOutOfTheScript() throws Exception {
        String hostile = "\"\"\"\n'''\\\"); import os; os.abort() #\u2028\ud83d\ude00";
        ModelCard card = card().dataset(new JsonObject()
                        .add("id", "circle")
                        .add("noise", 15)
                        .add("trainSize", 20)
                        .add("testSize", 20)
                        .add("seed", 1)
                        .add("remark", hostile))
                .build();
        String script = NumpyScript.load().of(card);
        assertTrue(script.chars().allMatch(c -> c < 128));
        assertFalse(script.contains("@RECIPE@"));
        Python python = numpy();
        Files.writeString(dir.resolve("run.py"), script + "\nprint(ascii(DATASET['remark']))\n");
        String out = python.print("run.py");
        assertTrue(out.contains("os.abort() #\\u2028\\U0001f600'"), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited", "start", "changes"})
    void runThatNoSeedBringsBackHasNoScript(String why) throws Exception {
        CardBuilder card = card().dataset(new JsonObject()
                .add("id", "circle")
                .add("noise", 15)
                .add("trainSize", 20)
                .add("seed", 1));
        card.set("edited", new JsonArray().add(12)).set("weightsSet", new JsonArray().add("12:W1.3.1=0.5"));
        assertEquals("", NumpyScript.gap(card.build()));
        card.remove("edited").remove("weightsSet");
        assertEquals("", NumpyScript.gap(card.build()));
        switch (why) {
            case "edited" -> card.set("edited", new JsonArray().add(12));
            case "start" -> card.set("start", Json.value("file"));
            default ->
                card.hyperparameters(new JsonObject().add("learningRate", 0.5).add("changes", "more than are told"));
        }
        assertFalse(NumpyScript.gap(card.build()).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> NumpyScript.load().of(card.build()));
    }

    @Test
    void cardThatDoesNotTellHowItWasTrainedHasNoScript() throws Exception {
        NumpyScript script = NumpyScript.load();
        ModelCard silent = new CardBuilder(org.layerlab.network.layer.Architecture.relu(2, 4, 1))
                .set("note", Json.value("from elsewhere"))
                .build();
        assertThrows(IllegalArgumentException.class, () -> script.of(silent));
    }
}
