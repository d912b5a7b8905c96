package org.layerlab.page.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.Architecture;
import org.layerlab.network.Hyperparameters;
import org.layerlab.network.Initialization;
import org.layerlab.network.Network;
import org.layerlab.network.Trainer;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.ReferenceKernels;

class RatesTest {
    @Test
    void aRunWhoseRateWasChangedIsMadeAgainFromItsCard() {
        Trainer first = trainer(0.2);
        Rates rates = new Rates(0.2);
        run(first, 150);
        change(rates, first, 0.05);
        run(first, 333);
        change(rates, first, 0.4);
        run(first, 400);
        JsonObject card = Json.object();
        rates.addTo(card);

        Rates read = Rates.of(Json.parse(card.toString()).asObject(), 0.4);
        Trainer again = trainer(read.first());
        while (!again.done()) {
            read.apply(again);
            again.steps(Math.min(100, read.until(again.iteration())));
        }
        assertEquals(first.costs(), again.costs());
        assertEquals(first.cost(), again.cost());
    }

    @Test
    void oneRateIsNotTold() {
        Rates rates = new Rates(0.2);
        rates.change(0, 0.3);
        rates.change(10, 0.3);
        JsonObject card = Json.object();
        rates.addTo(card);
        assertEquals(List.of(), card.names());
        assertEquals(0.3, rates.first());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "[]", "[1, 2]", "[[0]]", "[[5, 0.1]]", "[[0, 0.1], [0, 0.2]]", "[[0, -1]]", "[[0, \"x\"]]"})
    void whatMakesNoSenseIsPassedOver(String list) {
        Rates rates = Rates.of(Json.object().add("learningRates", Json.parse(list)), 0.25);
        assertEquals(0.25, rates.first());
        assertEquals(Integer.MAX_VALUE, rates.until(0));
    }

    private static Trainer trainer(double rate) {
        Architecture architecture = Architecture.relu(2, 4, 1);
        Network network =
                new Network(new ReferenceKernels(), architecture, Initialization.HE.parameters(architecture, 3));
        return new Trainer(network, Points.MOONS.generate(60, 0.1, 3), Hyperparameters.plain(rate, 400));
    }

    private static void run(Trainer trainer, int to) {
        while (trainer.iteration() < to) {
            trainer.steps(to - trainer.iteration());
        }
    }

    private static void change(Rates rates, Trainer trainer, double rate) {
        rates.change(trainer.iteration(), rate);
        trainer.adjust(rate, 400);
    }
}
