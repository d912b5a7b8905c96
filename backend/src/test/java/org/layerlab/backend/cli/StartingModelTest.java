package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Parameters;

/** Trainings that begin with another model's parameters. */
class StartingModelTest extends WithNoisePhotos {
    private Cli.Result begin(String layers, String out, int iterations, Object... more) {
        Object[] args = NoisePhotos.train(photos, layers, folder.resolve(out), more);
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].equals(210) ? iterations : args[i];
        }
        return Cli.run(args);
    }

    private ParameterFile read(String name) throws Exception {
        return ParameterFile.read(Files.readAllBytes(folder.resolve(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12288,3,1 | 12288,3tanh,1 | it has the layers 12288, 3, 1, but this run has 12288, 3tanh, 1;",
                "64x64x3,conv3x2,pool2,relu,gap,1 | 64x64x3,conv3x2s2,relu,gap,1 | 64x64x3, conv3x2s2, relu, gap, 1;",
                "64x64x3,conv3x2,relu,gap,1 | 64x64x3,conv3x2,tanh,gap,1 | 64x64x3, conv3x2, relu, gap, 1, but"
            })
    void otherLayersOfTheSameShapesAreRefusedNamingBoth(String there, String here, String said) {
        assertEquals(0, begin(there, "a.safetensors", 1).code());
        Path from = folder.resolve("a.safetensors");
        Cli.Result refused = begin(here, "b.safetensors", 1, "--from", from);
        assertEquals(1, refused.code(), refused.err());
        assertTrue(refused.err().contains("--from " + from + ": it has the layers "), refused.err());
        assertTrue(refused.err().contains(said), refused.err());
        assertFalse(Files.exists(folder.resolve("b.safetensors")));
        Cli.Result same = begin(there, "b.safetensors", 1, "--from", from);
        assertEquals(0, same.code(), same.err());
    }

    @Test
    void dropoutMayDiffer() {
        assertEquals(0, begin("64x64x3,conv3x2,relu,gap,1", "a.safetensors", 1).code());
        Path from = folder.resolve("a.safetensors");
        Cli.Result more = begin("64x64x3,conv3x2,relu,dropout0.1,gap,dropout0.2,1", "b.safetensors", 1, "--from", from);
        assertEquals(0, more.code(), more.err());
        Cli.Result less =
                begin("64x64x3,conv3x2,relu,gap,1", "c.safetensors", 1, "--from", folder.resolve("b.safetensors"));
        assertEquals(0, less.code(), less.err());
    }

    @Test
    void aFileThatNamesNoActivationsTakesThoseOfTheRun() throws Exception {
        assertEquals(0, begin("12288,3,1", "a.safetensors", 1).code());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameters.Named tensor : read("a.safetensors").parameters().named()) {
            tensors.put(tensor.name(), Tensor.of(tensor.values(), tensor.rows(), tensor.columns()));
        }
        Path plain = Files.write(folder.resolve("plain.npz"), Npz.write(tensors));
        Cli.Result result = begin("12288,3tanh,1", "b.safetensors", 1, "--from", plain);
        assertEquals(0, result.code(), result.err());
    }

    @Test
    void anInterruptedRunFromAModelGoesOn() {
        assertEquals(0, begin("12288,3,1", "a.safetensors", 1).code());
        Object[] args = train("b.safetensors", "--from", folder.resolve("a.safetensors"));
        assertEquals(Interruption.EXIT_CODE, Cli.run("iteration 100:", args).code());
        Cli.Result resumed = Cli.run(train("b.safetensors", "--from", folder.resolve("a.safetensors"), "--resume"));
        assertEquals(0, resumed.code(), resumed.err());
    }

    /** A weight on a mean of pixels does what all of their weights did. */
    @Test
    void weightsForWholePhotosAreAddedUpForSmallOnes() throws Exception {
        assertEquals(0, begin("12288,3,1", "whole.safetensors", 20).code());
        Cli.Result small =
                begin("12288,3,1", "small.safetensors", 0, "--side", 32, "--from", folder.resolve("whole.safetensors"));
        assertEquals(0, small.code(), small.err());
        double[] before = read("whole.safetensors").parameters().layers().get(0).W();
        double[] after = read("small.safetensors").parameters().layers().get(0).W();
        int row = 64 * 3;
        for (int i = 0; i < before.length; i++) {
            boolean first = i / 3 % 64 % 2 == 0 && i / row % 64 % 2 == 0;
            if (first) {
                double sum = before[i] + before[i + 3] + before[i + row] + before[i + row + 3];
                assertEquals(sum / 4, after[i], 1e-8);
                assertEquals(after[i], after[i + row + 3]);
            }
        }
    }
}
