package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.training.WeightChange;

class WeightHistoryTest {
    private static final Architecture LAYERS = Architecture.relu(2, 3, 1);

    private static ModelCard card(WeightHistory history, int iteration) {
        CardBuilder card = new CardBuilder(LAYERS).iteration(iteration);
        history.addTo(card, iteration);
        return card.build();
    }

    private static ModelCard card(String members) throws ParameterFileException {
        return ModelCard.parse("{\"format\": 1, \"layerDims\": [2, 3, 1], \"activations\": [\"relu\", \"sigmoid\"], "
                + members.replace('\'', '"') + "}");
    }

    private static WeightChange anyWeight(Random random) {
        boolean first = random.nextBoolean();
        int column = random.nextInt(-1, first ? 2 : 3);
        return new WeightChange(
                first ? 1 : 2,
                first ? random.nextInt(3) : 0,
                column,
                random.nextGaussian() * Math.pow(10, random.nextInt(-9, 9)));
    }

    @RepeatedTest(20)
    void whatACardTellsIsReadAgainToTheLastDigit() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        WeightHistory history = new WeightHistory();
        int iteration = 0;
        for (int i = 0; i < 30; i++) {
            iteration += random.nextInt(3);
            history.set(iteration, anyWeight(random));
        }
        int saved = random.nextInt(iteration + 2);
        List<WeightHistory.Entry> expected = new ArrayList<>(history.entries());
        expected.removeIf(entry -> entry.iteration() > saved);
        WeightHistory read = WeightHistory.of(card(history, saved));
        assertEquals(expected, read.entries(), "seed " + seed);
        assertTrue(read.isTold());
        history.cut(saved);
        assertEquals(expected, history.entries(), "seed " + seed);
        assertEquals(history.first(), read.first(), "seed " + seed);
    }

    @Test
    void theLastValueOfAMomentCounts() {
        WeightHistory history = new WeightHistory();
        WeightChange other = new WeightChange(1, 0, 0, -0.0);
        history.set(5, new WeightChange(2, 0, -1, 1));
        history.set(5, other);
        history.set(5, new WeightChange(2, 0, -1, 3));
        history.set(7, new WeightChange(2, 0, -1, 4));
        assertEquals(List.of(other, new WeightChange(2, 0, -1, 3)), history.at(5));
        assertEquals(List.of(), history.at(6));
        assertEquals(5, history.until(0));
        assertEquals(2, history.until(5));
        assertEquals(Integer.MAX_VALUE, history.until(7));
        assertEquals(
                "[\"5:W1.0.0=0\",\"5:b2.0=3\",\"7:b2.0=4\"]",
                String.valueOf(card(history, 9).json().get("weightsSet")));
        assertEquals("[5,7]", String.valueOf(card(history, 9).json().get("edited")));
        history.cut(4);
        assertEquals(-1, history.first());
        assertEquals(null, card(history, 9).json().get("weightsSet"));
        assertEquals(null, card(history, 9).json().get("edited"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'edited': [3]",
                "'edited': [3], 'weightsSet': []",
                "'edited': [3], 'weightsSet': 'many'",
                "'edited': [3], 'weightsSet': ['4:b1.0=1']",
                "'edited': [3, 4], 'weightsSet': ['3:b1.0=1']",
                "'edited': [3], 'weightsSet': ['3:b1.0=1', '4:b1.0=1']",
                "'edited': [3], 'weightsSet': ['3:b1.3=1']",
                "'edited': [3], 'weightsSet': ['3:b1.0=Infinity']",
                "'edited': [3], 'weightsSet': ['3b1.0=1']",
                "'edited': [3], 'weightsSet': ['']",
                "'edited': [3], 'weightsSet': [3]",
                "'edited': [3, 2], 'weightsSet': ['3:b1.0=1', '2:b1.0=1']"
            })
    void itIsKnownThatSomethingWasSetWhereACardDoesNotSayWhich(String members) throws ParameterFileException {
        WeightHistory history = WeightHistory.of(card(members));
        assertFalse(history.isTold());
        assertEquals(3, history.first());
        assertEquals(List.of(), history.entries());
        // What is set from here on does not make up for it.
        history.set(9, new WeightChange(1, 0, 0, 1));
        assertFalse(WeightHistory.of(card(history, 10)).isTold());
        history.cut(1);
        assertTrue(history.isTold());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'edited': 'always' | 0",
                "'edited': [1.5] | 0",
                "'weightsSet': ['3:b1.0=1'] | -1",
                "'edited': [] | -1"
            })
    void aCardThatMakesNoSenseIsReadWithCare(String members, int first) throws ParameterFileException {
        WeightHistory history = WeightHistory.of(card(members));
        assertEquals(first, history.first());
        assertEquals(first < 0, history.isTold());
    }

    @Test
    void moreThanACardTellsAreSaidToBeSo() {
        WeightHistory history = new WeightHistory();
        for (int i = 0; i < 1000; i++) {
            history.set(i, new WeightChange(1, 0, 0, i));
        }
        assertEquals(1000, WeightHistory.of(card(history, 2000)).entries().size());
        history.set(1500, new WeightChange(1, 0, 0, 1));
        WeightHistory read = WeightHistory.of(card(history, 2000));
        assertFalse(read.isTold());
        assertEquals(0, read.first());
        assertTrue(read.isSetAt(1500));
        assertTrue(Json.parse(card(history, 2000).toString()).asObject().get("weightsSet") == null);
    }
}
