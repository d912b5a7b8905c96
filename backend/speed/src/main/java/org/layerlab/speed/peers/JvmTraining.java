package org.layerlab.speed.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.jvm.OpenBlasKernels;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Trainer;
import org.layerlab.speed.LargeTraining;

/** The training of {@code train} in a process of its own: see {@link ChildProcess}. */
final class JvmTraining {
    private static final int WARM_UP_MS = 250;

    private JvmTraining() {}

    /** Answers until there are no more requests. There is only one figure, whatever it is called. */
    public static void main(String[] args) throws IOException {
        Kernels kernels = JvmKernels.best(Precision.FLOAT32, System.err);
        Trainer trainer = LargeTraining.trainer(kernels);
        System.out.println("Java " + Runtime.version().feature()
                + (kernels instanceof OpenBlasKernels ? " with OpenBLAS" : " without OpenBLAS"));
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            int milliseconds = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
            rate(trainer, WARM_UP_MS);
            System.out.println(rate(trainer, milliseconds));
        }
    }

    private static double rate(Trainer trainer, int milliseconds) {
        long start = System.nanoTime();
        int photos = 0;
        double seconds;
        do {
            trainer.step();
            photos += LargeTraining.BATCH;
            seconds = (System.nanoTime() - start) / 1e9;
        } while (1000 * seconds < milliseconds);
        return photos / seconds;
    }
}
