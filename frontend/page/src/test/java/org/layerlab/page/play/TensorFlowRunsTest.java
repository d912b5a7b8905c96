package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.text.Text;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunBeginning;

/**
 * Links of TensorFlow Playground as they stand in public repositories, and what its own code makes of them: its test accuracy
 * and loss after some epochs; {@code -Dlayerlab.links=FILE} takes others.
 */
class TensorFlowRunsTest {
    private static final int[] EPOCHS = {100, 300, 1000};

    /** All 1,000 epochs take half a minute more. */
    private static final int CHECKED = Integer.getInteger("layerlab.epochs", 300);

    static List<String> links() throws IOException {
        String others = System.getProperty("layerlab.links");
        if (others != null) {
            return lines(Files.readString(Path.of(others)));
        }
        try (InputStream in = TensorFlowRunsTest.class.getResourceAsStream("/tensorflow-links.tsv")) {
            assertNotNull(in);
            return lines(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static List<String> lines(String all) {
        return all.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @ParameterizedTest
    @MethodSource("links")
    void aLinkTrainsToItsOwnTestAccuracyOrLoss(String line) {
        List<String> told = Text.split(line, '\t');
        TensorFlowLink link = TensorFlowLink.of(told.get(0));
        PlaySettings.Parsed parsed = PlaySettings.parse(link.fragment());
        assertEquals(List.of(), parsed.problems());
        PlaySettings settings = parsed.settings();
        LabeledSet train = InputFeature.of(settings.features(), RunBeginning.train(settings));
        LabeledSet test = InputFeature.of(settings.features(), Objects.requireNonNull(RunBeginning.test(settings)));
        Network network = settings.rules()
                .network(new ReferenceKernels(), settings.architecture(), RunBeginning.parameters(settings));
        Trainer trainer = settings.rules().trainer(network, train, settings.hyperparameters(), Trainer.COST_EVERY);
        int perEpoch = settings.rules().perEpoch(settings.trainSize(), settings.batchSize());
        List<String> off = new ArrayList<>();
        for (int i = 0; i < EPOCHS.length && EPOCHS[i] <= CHECKED; i++) {
            while (trainer.iteration() < EPOCHS[i] * perEpoch) {
                trainer.steps(EPOCHS[i] * perEpoch - trainer.iteration());
            }
            Evaluation here = new Predictor(network).evaluate(test);
            if (settings.dataset().isRegression()) {
                double loss = Double.parseDouble(told.get(2 + 2 * i));
                if (!(Math.abs(here.cost() - loss) <= 0.02 * loss + 1e-6)) {
                    off.add(EPOCHS[i] + " epochs: a loss of " + here.cost() + " for " + loss);
                }
                continue;
            }
            double accuracy = Double.parseDouble(told.get(1 + 2 * i));
            if (!(Math.abs(100 * here.accuracy() - accuracy) <= 2)) {
                off.add(EPOCHS[i] + " epochs: " + 100 * here.accuracy() + " % for " + accuracy + " %");
            }
        }
        assertEquals(List.of(), off);
    }
}
