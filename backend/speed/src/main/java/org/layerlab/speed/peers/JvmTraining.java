package org.layerlab.speed.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.jvm.OpenBlasKernels;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Trainer;
import org.layerlab.speed.LargeTraining;

/** The training of {@code train} in a process of its own: see {@link ChildProcess}. */
final class JvmTraining {
    private static final int WARM_UP_MS = 250;

    private JvmTraining() {}

    /** Answers until there are no more requests. A figure is a network and its batch: {@code LAYERS/BATCH}. */
    public static void main(String[] args) throws IOException {
        Kernels kernels = JvmKernels.best(Precision.FLOAT32, System.err);
        Map<String, Trainer> trainers = new HashMap<>();
        System.out.println("Java " + Runtime.version().feature()
                + (kernels instanceof OpenBlasKernels ? " with OpenBLAS" : " without OpenBLAS"));
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            int space = line.lastIndexOf(' ');
            int slash = line.lastIndexOf('/');
            Architecture architecture = Architecture.parse(line.substring(0, slash), Activation.RELU);
            int batch = Integer.parseInt(line.substring(slash + 1, space));
            Trainer trainer = trainers.computeIfAbsent(
                    line.substring(0, space), figure -> LargeTraining.trainer(kernels, architecture, batch));
            rate(trainer, batch, WARM_UP_MS);
            System.out.println(rate(trainer, batch, Integer.parseInt(line.substring(space + 1))));
        }
    }

    private static double rate(Trainer trainer, int batch, int milliseconds) {
        long start = System.nanoTime();
        int photos = 0;
        double seconds;
        do {
            trainer.step();
            photos += batch;
            seconds = (System.nanoTime() - start) / 1e9;
        } while (1000 * seconds < milliseconds);
        return photos / seconds;
    }
}
