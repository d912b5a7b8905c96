package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Parameters;

/** The file of the network that did best while training goes on. */
class BestSoFarTest extends WithNoisePhotos {
    @ParameterizedTest
    @ValueSource(strings = {"", "--center --side 16", "--averaging 0.5 --precision float64"})
    void isTheModelThatTheTrainingKeepsInTheEnd(String settings) throws Exception {
        int seed = new Random().nextInt(1000);
        Path best = folder.resolve("best.safetensors");
        Object[] args =
                train("m.safetensors", "--iterations", 60, "--validation", 0.3, "--seed", seed, "--best-so-far", best);
        Stream<String> more = settings.isEmpty() ? Stream.of() : Stream.of(settings.split(" ", -1));
        Cli.Result result = Cli.run(Stream.concat(Stream.of(args), more).toArray());
        assertEquals(0, result.code(), result.err());
        ParameterFile kept = ParameterFile.read(Files.readAllBytes(best));
        ParameterFile model = ParameterFile.read(Files.readAllBytes(folder.resolve("m.safetensors")));
        assertEquals(model.card().iteration(), kept.card().iteration(), "seed " + seed);
        for (int l = 0; l < 2; l++) {
            Parameters.Dense expected = model.parameters().layers().get(l);
            Parameters.Dense layer = kept.parameters().layers().get(l);
            assertArrayEquals(expected.W(), layer.W(), "seed " + seed);
            assertArrayEquals(expected.b(), layer.b(), "seed " + seed);
        }
        assertTrue(kept.extra().isEmpty(), "it is a model, not a checkpoint");
        assertEquals(
                model.card().json().get("validationAccuracy"),
                kept.card().json().get("validationAccuracy"));
    }

    @Test
    void canBeUsedWhereTheTrainingIsInterrupted() throws Exception {
        Path best = folder.resolve("best.npz");
        Cli.Result result =
                Cli.run("iteration 100:", train("m.safetensors", "--validation", 0.3, "--best-so-far", best));
        assertEquals(Interruption.EXIT_CODE, result.code(), result.err());
        assertFalse(Files.exists(folder.resolve("m.safetensors")));
        Cli.Result asked = Cli.run("predict", "--model", best, photos.resolve("Test_data/cat.60.png"));
        assertEquals(0, asked.code(), asked.err());
    }

    @Test
    void aFileThatCannotBeWrittenDoesNotEndTheTraining() throws Exception {
        Path gone = Files.createDirectories(folder.resolve("gone"));
        Path best = gone.resolve("best.safetensors");
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (toString(StandardCharsets.UTF_8).contains("iteration 0:") && Files.exists(gone)) {
                    try {
                        Files.move(gone, folder.resolve("elsewhere"));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object[] args = train("m.safetensors", "--iterations", 30, "--validation", 0.3, "--best-so-far", best);
        assertEquals(0, Cli.run(out, err, Interruption.none(), args));
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("; training continues"), said);
        assertTrue(Files.exists(folder.resolve("m.safetensors")));
    }

    @Test
    void asksForValidationPhotosAndForAFileOfItsOwn() throws Exception {
        Path best = folder.resolve("best.safetensors");
        Cli.Result none = Cli.run(train("m.safetensors", "--iterations", 2, "--best-so-far", best));
        assertEquals(2, none.code());
        assertTrue(none.err().contains("--best-so-far needs validation photos"), none.err());
        Cli.Result twice =
                Cli.run(train("best.safetensors", "--iterations", 2, "--validation", 0.3, "--best-so-far", best));
        assertEquals(2, twice.code());
        assertTrue(twice.err().contains("which this training writes as well"), twice.err());
        assertFalse(Files.exists(best));
    }
}
