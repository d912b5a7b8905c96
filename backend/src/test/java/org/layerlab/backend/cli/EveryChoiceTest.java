package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.backend.script.Scripts;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;

/**
 * Each activation with each optimizer, schedule and initialization: through the command line, a file's model card, and
 * the script that repeats the run with NumPy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryChoiceTest {
    /** Rising and falling parts of every schedule. */
    private static final int ITERATIONS = 8;

    private record Combination(
            Activation activation, OptimizerKind optimizer, Schedule schedule, Initialization initialization) {}

    private final List<Combination> combinations = new ArrayList<>();
    private final List<Cli.Result> printed = new ArrayList<>();
    private final List<ParameterFile> saved = new ArrayList<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    void trainEach() throws Exception {
        for (Activation activation : Activation.values()) {
            for (OptimizerKind optimizer : OptimizerKind.values()) {
                for (Schedule schedule : Schedule.values()) {
                    for (Initialization initialization : Initialization.values()) {
                        train(new Combination(activation, optimizer, schedule, initialization));
                    }
                }
            }
        }
    }

    private void train(Combination one) throws Exception {
        Path file = folder.resolve("model-" + combinations.size() + ".safetensors");
        Cli.Result result = Cli.run(
                "circles",
                "--layers",
                "2,5,3,1",
                "--points",
                40,
                "--batch-size",
                16,
                "--learning-rate",
                0.3,
                "--iterations",
                ITERATIONS,
                "--activation",
                one.activation.id(),
                "--optimizer",
                one.optimizer.id(),
                "--schedule",
                one.schedule.id(),
                "--initialization",
                one.initialization.id(),
                "--out",
                file);
        assertEquals(0, result.code(), one + ": " + result.err());
        combinations.add(one);
        printed.add(result);
        saved.add(ParameterFile.read(Files.readAllBytes(file)));
    }

    @Test
    void theCardOfEachSaysWhatWasChosen() throws Exception {
        for (int i = 0; i < combinations.size(); i++) {
            Combination one = combinations.get(i);
            ModelCard card = ModelCard.parse(saved.get(i).card().toString());
            assertEquals(
                    List.of(one.activation, one.activation, Activation.SIGMOID),
                    card.architecture().activations());
            JsonObject told = card.hyperparameters();
            assertEquals(one.optimizer, OptimizerKind.of(told.getString("optimizer", "")));
            assertEquals(one.schedule, Schedule.of(told.getString("schedule", "")));
            assertEquals(one.initialization, Initialization.of(told.getString("initialization", "")));
        }
    }

    @Test
    void theScriptOfEachMakesTheSameParametersAndLines() throws Exception {
        Scripts scripts = new Scripts(folder);
        for (ParameterFile file : saved) {
            scripts.add(file.card());
        }
        scripts.run("numpy");
        for (int i = 0; i < saved.size(); i++) {
            String one = combinations.get(i).toString();
            String out = scripts.result(i).out();
            List<String> lines = out.lines()
                    .filter(line -> line.startsWith("Cost after") || line.contains("accuracy:"))
                    .toList();
            assertEquals(printed.get(i).lines(), lines, one);
            assertTrue(out.contains("the same as LayerLab's, to the last bit"), one + out);
            Map<String, Tensor> theirs = Npz.read(scripts.parameters(i));
            for (int l = 1; l <= 3; l++) {
                assertArrayEquals(
                        saved.get(i).parameters().layers().get(l - 1).W(),
                        Objects.requireNonNull(theirs.get("W" + l)).toDoubles(),
                        0,
                        one);
            }
        }
    }

    @Test
    void everySchedulesStepsAreItsOwn() {
        // Else a script that ignores the schedule would pass as well.
        for (int i = 0; i < combinations.size(); i++) {
            Combination a = combinations.get(i);
            for (int k = 0; k < i; k++) {
                Combination b = combinations.get(k);
                boolean onlyScheduleDiffers = a.activation == b.activation
                        && a.optimizer == b.optimizer
                        && a.initialization == b.initialization;
                if (onlyScheduleDiffers) {
                    assertNotEquals(
                            saved.get(i).parameters().layers().get(2).b()[0],
                            saved.get(k).parameters().layers().get(2).b()[0],
                            a + " and " + b);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"optimizer", "schedule", "initialization", "changes"})
    void whatTheScriptDoesNotKnowIsRefused(String key) throws IOException {
        JsonObject hyperparameters = new JsonObject().add("learningRate", 0.5);
        if (key.equals("changes")) {
            hyperparameters.add(
                    key, new JsonArray().add(new JsonObject().add("from", 0).add("schedule", "nonsense")));
        } else {
            hyperparameters.add(key, "nonsense");
        }
        ModelCard card = new CardBuilder(Architecture.relu(2, 4, 1))
                .kind(ModelCard.Kind.POINTS)
                .iteration(10)
                .dataset(new JsonObject().add("id", "circle").add("trainSize", 20))
                .hyperparameters(hyperparameters)
                .build();
        String gap = NumpyScript.gap(card);
        assertFalse(gap.isEmpty());
        assertTrue(gap.contains("'nonsense' is unknown; there are "), gap);
    }
}
