package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.verdict.Predictor;

/** A network that a page has fetched, on the JVM, and how it takes photos: what the command line says. */
record PhotoJudge(Predictor predictor, PhotoPreparation how) {
    /** The saved model of this id. */
    static PhotoJudge of(LiveServer server, String id)
            throws IOException, InterruptedException, ParameterFileException {
        return of(server.get(server.address("/api/models/" + id + "/parameters.safetensors"))
                .body());
    }

    /** The model in a file. */
    static PhotoJudge of(byte[] bytes) throws ParameterFileException {
        ParameterFile file = ParameterFile.read(bytes);
        Network network = new Network(
                JvmKernels.best(Precision.FLOAT32, System.err), file.card().architecture(), file.parameters());
        return new PhotoJudge(new Predictor(network), file.card().preparation());
    }

    byte[] prepare(String name, byte[] photo) throws PhotoException {
        return new PhotoDecoder().prepare(name, photo, how);
    }

    /** The probability of a dog. */
    double says(byte[] pixels) {
        return predictor.probabilities(how.features(pixels), 1)[0];
    }

    /** Decoders may differ by 2 of 255. */
    static void assertSame(String name, byte[] expected, byte[] actual) {
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((expected[i] & 0xff) - (actual[i] & 0xff));
            assertTrue(
                    difference <= 2,
                    name + ": value " + i + " is " + (actual[i] & 0xff) + ", the decoder has " + (expected[i] & 0xff));
        }
    }
}
