package org.layerlab.backend.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.training.PointsSettings;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.photo.RecipeSettings;

class AxisTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "learningRate=0.03,0.10 | 0.03;0.1",
                "learning-rate=1e-3, 3 | 0.001;3",
                "layers=2,4,1/2, 10, 1 | 2,4,1;2,10,1",
                "layers='2,4,1;2,10,1' | 2,4,1;2,10,1",
                "activation=relu,tanh | relu;tanh",
                "batchSize=0,32 | 0;32"
            })
    void readsValuesAsTheSettingDoes(String text, String values) {
        Axis axis = Axis.parse(text.replace("'", ""), PointsSettings.ALL);
        assertEquals(List.of(values.split(";")), axis.values());
        assertEquals(axis, Axis.parse(axis.setting() + "=" + axis, PointsSettings.ALL));
    }

    @Test
    void readsFlags() {
        assertEquals(
                List.of("true", "false"),
                Axis.parse("mirror=true,false", RecipeSettings.ALL).values());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate=1 | axis 'rate' is unknown; there are layers, ",
                "learningRate | axis 'learningRate' has no values",
                "learningRate= | axis learningRate has no values",
                "learningRate=0 | learning rate is 0; it must be above 0 and at most 1000000",
                "learningRate=0.1,,0.2 | learning rate is empty",
                "learningRate=0.1,0.10 | axis learningRate has 0.1 twice",
                "learningRate=0.1..x | learning rate 'x' is not a number",
                "learningRate=0.3..0.1 | begins at 0.3 and ends at 0.1",
                "l2=log:0..1 | begins at 0; it must begin above 0",
                "l2=log:3 | 'log:3' is not a range",
                "optimizer=newton | optimizer 'newton' is unknown; there are sgd",
                "optimizer=0..1 | a range is for numbers",
                "batchSize=1.5 | batch size 1.5 is not a whole number",
                "layers=2,4,1//2,1 | axis layers has an empty value"
            })
    void refusesWhatTheSettingCannotHave(String text, String why) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Axis.parse(text, PointsSettings.ALL))
                        .getMessage());
        assertTrue(message.contains(why), message);
    }

    @Test
    void drawsFromTheWholeRangeAndNothingElse() {
        Setting<?> rate = Axis.parse("learningRate=1", PointsSettings.ALL).setting();
        Span span = Span.parse(rate, "log:0.001..1");
        assertEquals("0.001", span.draw(rate, 0));
        assertEquals("0.0316", span.draw(rate, 0.5));
        assertEquals("1", span.draw(rate, 1));
        assertEquals("0.55", Span.parse(rate, "0.1..1").draw(rate, 0.5));
        Setting<?> batch = Axis.parse("batchSize=1", PointsSettings.ALL).setting();
        assertEquals("64", Span.parse(batch, "log:16..256").draw(batch, 0.5));
    }

    @Test
    void randomCombinationsAreThoseOfTheSeedAndAllDifferent() {
        List<Axis> axes = List.of(
                Axis.parse("learningRate=log:0.001..1", PointsSettings.ALL),
                Axis.parse("activation=relu,tanh", PointsSettings.ALL));
        List<Map<String, String>> drawn = new Draws(50, 7).of(axes);
        assertEquals(50, drawn.stream().distinct().count());
        assertEquals(drawn, new Draws(50, 7).of(axes));
        // More draws go on where fewer end.
        assertEquals(drawn, new Draws(60, 7).of(axes).subList(0, 50));
        assertTrue(drawn.stream()
                .anyMatch(one -> !one.equals(new Draws(1, 8).of(axes).get(0))));
        List<Axis> few = List.of(Axis.parse("activation=relu,tanh", PointsSettings.ALL));
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> new Draws(3, 1).of(few))
                .getMessage());
        assertTrue(message.contains("--random is 3, but the axes gave only 2"), message);
    }
}
