package org.layerlab.backend.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.choice.WholeSetting;
import org.layerlab.page.learn.LessonDraft;
import org.layerlab.page.settings.PlayRows;

/** A lesson ends with its run, so the page that writes it and the course take only iterations that the playground takes. */
class LessonIterationsTest {
    private final Map<String, String> fields = new TreeMap<>(Map.of(
            "number", "1",
            "minutes", "5",
            "predictionRight", "1",
            "checkRight", "2"));

    private final LessonDraft draft = new LessonDraft(name -> fields.getOrDefault(name, "words"));

    LessonIterationsTest() {
        for (String empty : List.of("measured", "bounds", "name")) {
            fields.put(empty, "");
        }
    }

    private Lesson read() {
        return Lesson.preview(draft.file("en", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iterations=2,000",
                "iterations=",
                "iterations=0",
                "iterations=2e3",
                "iterations=-5",
                "iterations=+5",
                "iterations=10000001",
                "iterations=99999999999",
                "iterations=5&iterations=x"
            })
    void aRunWithoutAnEndIsToldAndRefused(String iterations) {
        fields.put("widget", "dataset=xor&" + iterations + "&seed=1");
        String wrong = iterations.substring(iterations.lastIndexOf('&') + 1);
        assertEquals(wrong, draft.wrongIterations());
        assertFalse(draft.lacksIterations());
        assertEquals(List.of("widget"), draft.problems("en"));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, this::read);
        assertEquals(
                "'widget' says " + wrong + "; iterations must be a whole number from 1 to 10000000",
                refused.getMessage());
    }

    /** Changes of a run, and a table of points. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset=xor&iterations=5&changed=3:learningRate=0.7,4:W1.0.1=-0.5",
                "dataset=custom&points=ABCDE~AAB&iterations=5"
            })
    void settingsThatThePlaygroundWritesAreTaken(String settings) {
        fields.put("widget", settings);
        assertEquals(List.of(), draft.problems("en"));
        assertEquals(settings, read().widget().target());
    }

    @Test
    void aLessonMayHaveAsManyAsThePlayground() {
        WholeSetting iterations = (WholeSetting) PlayRows.ITERATIONS.setting();
        assertEquals(iterations.most(), LessonDraft.MOST_ITERATIONS);
        assertEquals(iterations.most(), Widget.MOST_ITERATIONS);
        for (long number : List.of(iterations.least(), iterations.most())) {
            String settings = "dataset=xor&iterations=" + number + "&x_iterations=y";
            fields.put("widget", settings);
            assertEquals("", draft.wrongIterations());
            assertEquals(List.of(), draft.problems("en"));
            assertEquals(settings, read().widget().target());
        }
    }
}
