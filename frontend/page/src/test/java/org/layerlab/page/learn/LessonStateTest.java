package org.layerlab.page.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.page.learn.LessonState.Stage;

class LessonStateTest {
    private static final LessonState PREDICTED = LessonState.ASKED.predict(2);
    private static final LessonState ANSWERED = PREDICTED.play().end(3);

    @Test
    void aLessonGoesFromItsQuestionToItsEnd() {
        assertEquals(Stage.PREDICTED, PREDICTED.stage());
        assertEquals(Stage.PLAYING, PREDICTED.play().stage());
        assertEquals(Stage.ANSWERED, ANSWERED.stage());
        assertEquals(Stage.CHECKED, ANSWERED.check(1, 2).stage());
        assertEquals(Stage.DONE, ANSWERED.check(1, 2).check(2, 2).stage());
    }

    @Test
    void aPredictionIsComparedWithWhatCameTrue() {
        assertFalse(ANSWERED.predictedRight());
        assertTrue(PREDICTED.play().end(2).predictedRight());
        assertFalse(PREDICTED.predictedRight());
    }

    @Test
    void nothingIsPredictedOrDecidedTwice() {
        assertEquals(PREDICTED, PREDICTED.predict(1));
        assertEquals(ANSWERED, ANSWERED.end(1));
        assertEquals(ANSWERED, ANSWERED.play());
        LessonState done = ANSWERED.check(2, 2);
        assertEquals(Stage.DONE, done.check(1, 2).stage());
    }

    @Test
    void nothingIsPlayedBeforeThePredictionOrCheckedBeforeTheAnswer() {
        assertEquals(LessonState.ASKED, LessonState.ASKED.play());
        assertEquals(LessonState.ASKED, LessonState.ASKED.end(1));
        assertEquals(PREDICTED, PREDICTED.check(1, 1));
    }

    @Test
    void theAnswerCanBeShownWithoutPlaying() {
        assertEquals(Stage.ANSWERED, PREDICTED.end(1).stage());
    }

    @Test
    void whatWasKeptComesBack() {
        for (LessonState state :
                new LessonState[] {LessonState.ASKED, PREDICTED, ANSWERED, ANSWERED.check(1, 2), ANSWERED.check(2, 2)
                }) {
            assertEquals(state, LessonState.of(state.text()));
        }
        assertEquals(PREDICTED, LessonState.of(PREDICTED.play().text()), "a run does not survive a reload");
        assertEquals(LessonState.ASKED, LessonState.of(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"predicted 4 0 0", "answered 1 4 0", "checked 1 2 3", "done 4 4 3"})
    void aChoiceThatTheLessonNoLongerHasIsABeginning(String text) {
        assertEquals(LessonState.ASKED, LessonState.of(text).among(3, 2));
        assertEquals(text, LessonState.of(text).among(4, 3).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "done", "done 0 0 0", "asked 1 0 0", "answered 2 x 0", "dreamed 1 1 1", "checked 1 2 0"})
    void whatWasKeptByMistakeIsABeginning(String text) {
        assertEquals(LessonState.ASKED, LessonState.of(text));
    }
}
