package org.layerlab.backend.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.house.Seeds;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.SettingsJson;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Trainer;

/**
 * The scripts of runs on points with random settings. The properties {@code layerlab.scripts} and {@code
 * layerlab.scripts.seed} say how many, and which; otherwise half of them are new in each build ({@link Seeds}).
 */
class RandomRunsTest {
    private static final int COUNT = Integer.getInteger("layerlab.scripts", 45);
    private static final long[] NUMBERS = Seeds.numbers("layerlab.scripts.seed", COUNT);

    /** Those in float32 are other runs than those in float64. */
    private static final int FLOAT32 = 1_000_000;

    @TempDir
    private Path folder;

    /** What makes a run alone. */
    private static String name(long number) {
        return "-Dlayerlab.scripts=1 -Dlayerlab.scripts.seed=" + number;
    }

    @Test
    void float64GivesTheSameBits() throws Exception {
        // How many of the fresh ones diverge is left to chance.
        long[] known = LongStream.of(NUMBERS).filter(RandomRunsTest::isKnown).toArray();
        int compared = compare(known);
        assertTrue(compared >= known.length * 0.8, compared + " of " + known.length);
        compare(LongStream.of(NUMBERS).filter(number -> !isKnown(number)).toArray());
    }

    /** Its cost becomes infinite, and its weights stay finite because ReLU passes nothing of that on. */
    @Test
    void aRunThatDivergesGivesTheSameBits() throws Exception {
        ParameterFile run = diverging();
        assertEquals(1, run.card().costs().size(), "the mean cost of iterations 1 to 100 is infinite");
        compare(List.of("a run that diverges"), List.of(run));
    }

    private static ParameterFile diverging() {
        long seed = 2_908_966_257L;
        int iterations = 348;
        double noise = 53;
        LabeledSet train = Points.TF_BELLS.train(18, 25, 1, noise / 100, seed);
        Architecture architecture = new Architecture(
                new MapShape(1, 1, 2),
                List.of(
                        new LayerKind.Dense(11, Activation.SIGMOID),
                        new LayerKind.Dense(9, Activation.RELU),
                        LayerKind.output(1)));
        Hyperparameters h = Hyperparameters.builder(10.031186101138903, iterations)
                .optimizer(OptimizerKind.MOMENTUM)
                .momentum(0.1)
                .l1(0.015)
                .seed(seed)
                .build();
        Network network = new Network(
                new ReferenceKernels(),
                architecture,
                Initialization.NORMAL.onPoints(architecture, Points.TF_BELLS, 43, noise / 100, seed));
        Trainer trainer = new Trainer(network, train, h, Trainer.COST_EVERY);
        trainer.steps(iterations);
        JsonObject settings =
                SettingsJson.write(LearningSettings.ALL, h.chosen()).set("initialization", Initialization.NORMAL.id());
        CardBuilder card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.POINTS)
                .dataset(new JsonObject()
                        .add("id", Points.TF_BELLS.id())
                        .add("seed", seed)
                        .add("noise", noise)
                        .add("trainSize", 18)
                        .add("testSize", 25))
                .hyperparameters(settings)
                .iteration(trainer.iteration())
                .costs(trainer.costs())
                .engine("jvm")
                .precision(Precision.FLOAT64.id());
        return new ParameterFile(network.parameters(), card.build());
    }

    private static boolean isKnown(long number) {
        return number <= COUNT;
    }

    /** Compares runs with their scripts; returns how many did not diverge. */
    private int compare(long... numbers) throws Exception {
        List<ParameterFile> runs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (long number : numbers) {
            ParameterFile run;
            try {
                run = RandomRun.of(number, new ReferenceKernels());
            } catch (IllegalArgumentException e) {
                // It diverged: a file can't have NaN as a parameter.
                assertTrue(String.valueOf(e.getMessage()).contains("finite"), e.getMessage());
                continue;
            }
            runs.add(run);
            names.add(name(number));
        }
        compare(names, runs);
        return runs.size();
    }

    private void compare(List<String> names, List<ParameterFile> runs) throws Exception {
        Scripts scripts = new Scripts(folder);
        for (ParameterFile run : runs) {
            scripts.add(run.card());
        }
        scripts.run("numpy");
        for (int i = 0; i < runs.size(); i++) {
            ModelCard card = runs.get(i).card();
            Python.Result result = scripts.result(i);
            String told = names.get(i) + "\n" + card + "\n" + result.out();
            assertEquals(0, result.code(), told);
            assertTrue(
                    result.out().contains("the same as LayerLab's, to the last bit")
                            || (card.costs().isEmpty() && result.out().contains("no costs to compare with")),
                    told);
            Map<String, Tensor> theirs = Npz.read(scripts.parameters(i));
            for (Parameters.Named ours : runs.get(i).parameters().named()) {
                double[] there = Objects.requireNonNull(theirs.get(ours.name())).toDoubles();
                // −0 is 0.
                assertArrayEquals(ours.values(), there, 0.0, ours.name() + " of " + told);
            }
        }
    }

    @Test
    void float32GivesTheSameLinesOrSaysWhyNot() throws Exception {
        Scripts scripts = new Scripts(folder);
        List<Long> numbers = new ArrayList<>();
        List<String> cards = new ArrayList<>();
        for (int i = 0; i < COUNT; i += 3) {
            try {
                ModelCard card =
                        RandomRun.of(NUMBERS[i] + FLOAT32, new FloatKernels()).card();
                scripts.add(card);
                numbers.add(NUMBERS[i]);
                cards.add(name(NUMBERS[i]) + "\n" + card);
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("finite"), e.getMessage());
            }
        }
        scripts.run("numpy");
        // How many of the fresh ones are the same, and by how much others differ, is left to chance.
        int known = 0;
        int same = 0;
        for (int i = 0; i < cards.size(); i++) {
            Python.Result result = scripts.result(i);
            String told = cards.get(i) + "\n" + result.out();
            if (!isKnown(numbers.get(i))) {
                assertTrue(result.code() == 0 || result.out().contains("is the first that differs"), told);
                continue;
            }
            assertFalse(result.out().contains("Rounding cannot explain"), told);
            known++;
            if (result.code() == 0) {
                same++;
            } else {
                assertTrue(result.out().contains("is the first that differs"), told);
                assertTrue(result.out().contains("in another order"), told);
            }
        }
        assertTrue(known == 0 || same > 0.7 * known, same + " of " + known);
    }
}
