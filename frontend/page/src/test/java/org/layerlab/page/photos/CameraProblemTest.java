package org.layerlab.page.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CameraProblemTest {
    @Test
    void eachProblemHasASentenceOfItsOwnThatSaysWhatToDo() {
        List<String> sentences = List.of(
                        CameraProblem.INSECURE,
                        CameraProblem.ENDED,
                        "NotAllowedError",
                        "NotFoundError",
                        "NotReadableError")
                .stream()
                .map(CameraProblem::of)
                .toList();
        assertEquals(5, sentences.stream().distinct().count(), sentences.toString());
        for (String sentence : sentences) {
            assertTrue(sentence.endsWith("hoose a photo instead."), sentence);
        }
    }

    @Test
    void namesThatMeanTheSameAndUnknownOnesHaveOneToo() {
        assertEquals(CameraProblem.of("NotAllowedError"), CameraProblem.of("SecurityError"));
        assertEquals(CameraProblem.of("NotFoundError"), CameraProblem.of("OverconstrainedError"));
        assertEquals(CameraProblem.of("NotReadableError"), CameraProblem.of("AnErrorOfTheYear2040"));
    }
}
