package org.layerlab.page.settings;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.layer.Parameters;

/** What a run of the playground begins with: its points and its parameters. */
public final class RunBeginning {
    private RunBeginning() {}

    /**
     * The training points.
     *
     * @throws IllegalArgumentException when a person has yet to place them
     */
    public static LabeledSet train(PlaySettings s) {
        if (s.dataset() != Points.CUSTOM) {
            return s.dataset().train(s.trainSize(), s.testSize(), s.classes(), s.noise() / 100, s.seed());
        }
        LabeledSet placed = s.points().train(s.percTrainData());
        if (placed == null) {
            throw new IllegalArgumentException("there are no points to learn from yet");
        }
        return placed;
    }

    /**
     * The test points: from the next seed, from the same draw, or held out of those that the user placed; null where
     * there are none.
     */
    public static @Nullable LabeledSet test(PlaySettings s) {
        return s.dataset() == Points.CUSTOM
                ? s.points().test(s.percTrainData())
                : s.dataset().test(s.trainSize(), s.testSize(), s.classes(), s.noise() / 100, s.seed());
    }

    /** The first weights and biases. */
    public static Parameters parameters(PlaySettings s) {
        return s.initialization()
                .onPoints(s.architecture(), s.dataset(), s.trainSize() + s.testSize(), s.noise() / 100, s.seed());
    }
}
