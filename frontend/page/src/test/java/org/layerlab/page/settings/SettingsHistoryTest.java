package org.layerlab.page.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.WeightChange;

class SettingsHistoryTest {
    private static final Architecture ARCHITECTURE = Architecture.relu(2, 4, 1);
    private static final WeightChange BIAS = new WeightChange(1, 0, -1, 0.5);
    private static final Hyperparameters PLAIN = Hyperparameters.plain(0.2, 400);

    @Test
    void aRunWhoseChoicesWereChangedIsMadeAgainFromItsCard() throws ParameterFileException {
        Hyperparameters begun = of(0.01, 400, Schedule.CONSTANT, 0, 0);
        Trainer first = trainer(begun);
        SettingsHistory course = new SettingsHistory(begun);
        run(first, 150);
        change(course, first, of(0.03, 400, Schedule.CONSTANT, 0, 0));
        run(first, 200);
        change(course, first, of(0.03, 450, Schedule.COSINE, 0, 0.01));
        run(first, 333);
        change(course, first, of(0.03, 500, Schedule.COSINE, 0.002, 0));
        run(first, 421);

        SettingsHistory read = SettingsHistory.of(card(course, 421), first.hyperparameters());
        Trainer again = trainer(read.at(0));
        while (again.iteration() < 421) {
            again.adjust(
                    read.at(again.iteration()).with(read.at(again.iteration()).learningRate(), 500));
            if (read.at(again.iteration()).schedule() == Schedule.COSINE) {
                again.adjust(read.at(again.iteration()));
            }
            again.steps(Math.min(421 - again.iteration(), read.until(again.iteration())));
        }
        assertEquals(first.costs(), again.costs());
        assertEquals(first.cost(), again.cost());
    }

    static Stream<Setting<?>> changeable() {
        // The number of iterations matters only with a schedule, and is told with it.
        return LearningSettings.CHANGEABLE.stream().filter(row -> row != LearningSettings.ITERATIONS);
    }

    @ParameterizedTest
    @MethodSource("changeable")
    void whateverMayChangeComesBackFromTheCard(Setting<?> row) throws ParameterFileException {
        String other = row == LearningSettings.SCHEDULE ? "cosine" : "0.25";
        Hyperparameters changed = Hyperparameters.of(PLAIN.chosen().parse(row, other));
        SettingsHistory course = new SettingsHistory(PLAIN);
        course.change(100, changed);
        SettingsHistory read = SettingsHistory.of(card(course, 200), changed);
        assertEquals(PLAIN, read.at(99));
        assertEquals(changed, read.at(100));
    }

    @Test
    void oneChoiceIsNotTold() throws ParameterFileException {
        SettingsHistory course = new SettingsHistory(PLAIN);
        course.change(0, PLAIN.with(0.3, 400));
        course.change(10, PLAIN.with(0.3, 9000));
        ModelCard card = card(course, 20);
        assertNull(card.hyperparameters().get("changes"));
        assertEquals(0.3, course.at(15).learningRate());
        assertEquals(Integer.MAX_VALUE, course.until(0));
    }

    @Test
    void whatCameLaterIsNotToldOfAMomentBefore() throws ParameterFileException {
        SettingsHistory course = new SettingsHistory(PLAIN);
        course.change(100, PLAIN.with(0.1, 400));
        course.change(300, PLAIN.with(0.05, 400));
        course.weights().set(320, BIAS);
        SettingsHistory read = SettingsHistory.of(card(course, 200), PLAIN);
        assertEquals(0.1, read.at(350).learningRate());
        assertEquals(-1, read.weights().first());
        assertEquals(320, SettingsHistory.of(card(course, 320), PLAIN).weights().first());

        course.cut(250);
        assertEquals(0.1, course.at(350).learningRate());
        assertEquals(-1, course.weights().first());
    }

    @Test
    void aChangeThatNothingWasDoneWithYetDoesNotHideWhatWasBefore() throws ParameterFileException {
        SettingsHistory course = new SettingsHistory(PLAIN);
        course.change(100, PLAIN.with(0.1, 400));
        SettingsHistory read = SettingsHistory.of(card(course, 100), PLAIN.with(0.1, 400));
        assertEquals(0.2, read.at(99).learningRate());
        assertEquals(0.1, read.at(100).learningRate());
    }

    @Test
    void moreIterationsAskedForInThePastChangeNothingOfIt() {
        SettingsHistory course = new SettingsHistory(PLAIN);
        course.change(300, PLAIN.with(0.05, 400));
        course.change(100, PLAIN.with(0.2, 9000));
        assertEquals(0.05, course.at(300).learningRate());
        course.change(100, PLAIN.with(0.1, 9000));
        assertEquals(0.1, course.at(300).learningRate());
        course.change(100, PLAIN);
        assertEquals(Integer.MAX_VALUE, course.until(0), "as it was at first");
    }

    @Test
    void ratesOfAnEarlierCardAreRead() throws ParameterFileException {
        SettingsHistory course = SettingsHistory.of(card("{\"learningRates\": [[0, 0.2], [50, 0.1]]}"), PLAIN);
        assertEquals(0.2, course.at(49).learningRate());
        assertEquals(0.1, course.at(50).learningRate());
    }

    @Test
    void aScheduleThatEndsBeforeTheRunIsSeen() {
        SettingsHistory course = new SettingsHistory(of(0.1, 100, Schedule.COSINE, 0, 0));
        assertEquals(-1, course.shortfall(100));
        assertEquals(100, course.shortfall(101));
        course.change(90, of(0.1, 400, Schedule.COSINE, 0, 0));
        assertEquals(-1, course.shortfall(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "\"many\"",
                "[]",
                "[1, 2]",
                "[[0]]",
                "[[5, 0.1]]",
                "[[0, 0.1], [0, 0.2]]",
                "[[0, -1]]",
                "[[0, \"x\"]]",
                "[{}]",
                "[{\"from\": 1.5}]",
                "[{\"from\": 0, \"schedule\": \"none\"}]",
                "[{\"from\": 0}, {\"from\": 3, \"l1\": -1}]"
            })
    void whatMakesNoSenseIsUntold(String list) throws ParameterFileException {
        SettingsHistory course = SettingsHistory.of(card("{\"changes\": " + list + "}"), PLAIN);
        assertFalse(course.isTold());
        assertEquals(PLAIN, course.at(0));
        assertEquals(Integer.MAX_VALUE, course.until(0));
        assertTrue(SettingsHistory.of(card("{}"), PLAIN).isTold());
    }

    @Test
    void moreChangesThanACardTellsAreSaidToBeSo() throws ParameterFileException {
        SettingsHistory course = new SettingsHistory(PLAIN);
        for (int i = 1; i < 1100; i++) {
            course.change(i, PLAIN.with(0.1 + i, 2000));
            course.weights().set(i, BIAS);
        }
        SettingsHistory read = SettingsHistory.of(card(course, 1100), PLAIN);
        assertFalse(read.isTold());
        assertEquals(1, read.weights().first());
    }

    private static Hyperparameters of(double rate, int iterations, Schedule schedule, double l1, double l2) {
        return Hyperparameters.builder(rate, iterations)
                .batchSize(16)
                .optimizer(OptimizerKind.ADAM)
                .schedule(schedule)
                .l1(l1)
                .l2(l2)
                .seed(3)
                .build();
    }

    private static ModelCard card(SettingsHistory course, int iteration) throws ParameterFileException {
        JsonObject hyperparameters = Json.object();
        CardBuilder builder = new CardBuilder(ARCHITECTURE);
        course.addTo(builder, hyperparameters, iteration);
        return ModelCard.parse(builder.hyperparameters(hyperparameters).build().toString());
    }

    private static ModelCard card(String hyperparameters) throws ParameterFileException {
        return ModelCard.parse("{\"layerDims\": [2, 4, 1], \"activations\": [\"relu\", \"sigmoid\"],"
                + " \"hyperparameters\": " + hyperparameters + "}");
    }

    private static Trainer trainer(Hyperparameters choices) {
        Network network =
                new Network(new ReferenceKernels(), ARCHITECTURE, Initialization.HE.parameters(ARCHITECTURE, 3));
        return new Trainer(network, Points.MOONS.generate(60, 0.1, 3), choices);
    }

    private static void run(Trainer trainer, int to) {
        while (trainer.iteration() < to) {
            trainer.steps(to - trainer.iteration());
        }
    }

    private static void change(SettingsHistory course, Trainer trainer, Hyperparameters choices) {
        course.change(trainer.iteration(), choices);
        trainer.adjust(choices);
    }
}
