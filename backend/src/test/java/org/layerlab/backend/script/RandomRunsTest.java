package org.layerlab.backend.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.FloatKernels;
import org.layerlab.network.matrix.ReferenceKernels;

/**
 * The scripts of runs on points with random settings. The properties {@code layerlab.scripts} and {@code
 * layerlab.scripts.seed} say how many, and which.
 */
class RandomRunsTest {
    private static final int COUNT = Integer.getInteger("layerlab.scripts", 45);
    private static final long SEED = Long.getLong("layerlab.scripts.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void float64GivesTheSameBits() throws Exception {
        Scripts scripts = new Scripts(folder);
        List<ParameterFile> runs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            ParameterFile run;
            try {
                run = RandomRun.of(SEED + i, new ReferenceKernels());
            } catch (IllegalArgumentException e) {
                // It diverged: NaN is no parameter of a file.
                assertTrue(String.valueOf(e.getMessage()).contains("finite"), e.getMessage());
                continue;
            }
            runs.add(run);
            scripts.add(run.card());
        }
        assertTrue(runs.size() > COUNT * 0.8, runs.size() + " of " + COUNT);
        scripts.run("numpy");
        for (int i = 0; i < runs.size(); i++) {
            ModelCard card = runs.get(i).card();
            Python.Result result = scripts.result(i);
            String told = card + "\n" + result.out();
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
        List<ModelCard> cards = new ArrayList<>();
        for (int i = 0; i < COUNT / 3; i++) {
            try {
                ModelCard card =
                        RandomRun.of(SEED + COUNT + i, new FloatKernels()).card();
                scripts.add(card);
                cards.add(card);
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("finite"), e.getMessage());
            }
        }
        scripts.run("numpy");
        int same = 0;
        for (int i = 0; i < cards.size(); i++) {
            Python.Result result = scripts.result(i);
            String told = cards.get(i) + "\n" + result.out();
            assertFalse(result.out().contains("Rounding cannot explain"), told);
            if (result.code() == 0) {
                same++;
            } else {
                assertTrue(result.out().contains("is the first that differs"), told);
                assertTrue(result.out().contains("in another order"), told);
            }
        }
        assertTrue(same > 0.7 * cards.size(), same + " of " + cards.size());
    }
}
