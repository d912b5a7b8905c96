package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.data.InputFeature;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.page.parts.GoalKind;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunBeginning;

/** The tasks that a teacher can send with one click: not done at once, and solved by changing the network alone. */
class ClassTasksTest {
    private static final Path PAGE = Path.of("..", "..", "static", "pages", "class.html");

    /** What a pupil may come to: more units, or more layers. */
    private static final List<String> LARGER = List.of("4", "10", "16,16");

    /** In percent: below the noise limit, so that luck with the test points is not needed. */
    private static final double ROOM = 2;

    private static final int SEEDS = 3;

    /** The page looks at each of its pictures; here often enough to see a run pass by a goal. */
    private static final int LOOK_EVERY = 20;

    static Stream<String> tasks() throws IOException {
        return Pattern.compile("data-task=\"([^\"]*)\"")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"));
    }

    private static Lesson lesson(String task) {
        return Lesson.of(PlaySettings.parse(task).others());
    }

    private static PlaySettings settings(String task) {
        return PlaySettings.parse(task).settings();
    }

    /** The same on some points: a pupil may ask for new ones. */
    private static Stream<PlaySettings> settings(String task, String change) {
        return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> settings(task).with("seed=" + seed + change));
    }

    /** Whether a run of these settings reaches the goals of a lesson at any time. */
    private static boolean reaches(PlaySettings settings, Lesson lesson) {
        List<InputFeature> features = settings.features();
        LabeledSet train = InputFeature.of(features, RunBeginning.train(settings));
        LabeledSet test = InputFeature.of(features, Objects.requireNonNull(RunBeginning.test(settings)));
        Network network = settings.rules()
                .network(new ReferenceKernels(), settings.architecture(), RunBeginning.parameters(settings));
        Trainer trainer = settings.rules().trainer(network, train, settings.hyperparameters(), Trainer.COST_EVERY);
        Predictor predictor = new Predictor(network);
        while (!trainer.done()) {
            trainer.step();
            if (trainer.iteration() % LOOK_EVERY == 0 || trainer.done()) {
                RunResult run = new RunResult(
                        settings,
                        trainer.iteration(),
                        trainer.cost(),
                        predictor.evaluate(train).score(),
                        predictor.evaluate(test).score(),
                        List.of());
                if (lesson.reached(run)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void thereAreTasksAndTheirLinksAreRight() throws IOException {
        assertEquals(3, tasks().count());
        for (String task : tasks().toList()) {
            assertEquals(List.of(), PlaySettings.parse(task).problems());
            assertEquals(List.of(), lesson(task).problems());
            assertFalse(lesson(task).goals().isEmpty(), task);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theGoalIsBelowTheNoiseLimit(String task) {
        PlaySettings settings = settings(task);
        double limit = 100 * BayesOptimum.accuracy(settings.dataset(), settings.classes(), settings.noise() / 100);
        for (Lesson.Goal goal : lesson(task).goals()) {
            if (goal.kind() == GoalKind.TEST || goal.kind() == GoalKind.TRAIN) {
                assertTrue(goal.bound() <= limit - ROOM, goal + " where the noise limit is " + limit);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theSettingsThatAreSentDoNotReachTheGoal(String task) {
        assertTrue(settings(task, "").noneMatch(settings -> reaches(settings, lesson(task))));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aLargerNetworkReachesTheGoalWithinTheIterations(String task) {
        assertTrue(
                LARGER.stream()
                        .anyMatch(shape -> settings(task, "&networkShape=" + shape)
                                .allMatch(settings -> reaches(settings, lesson(task)))),
                "none of " + LARGER);
    }
}
