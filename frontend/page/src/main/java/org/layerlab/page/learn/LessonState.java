package org.layerlab.page.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;

/**
 * Where a learner is in a lesson.
 *
 * @param stage the last thing that was done
 * @param predicted the choice that was predicted, from 1; 0 before
 * @param outcome the choice that came true, from 1; 0 before
 * @param checked the answer to the check, from 1; 0 before
 */
record LessonState(Stage stage, int predicted, int outcome, int checked) {
    /** What has been done, in order. */
    enum Stage {
        /** The question was asked. */
        ASKED("asked"),
        /** A prediction was made. */
        PREDICTED("predicted"),
        /** The experiment runs. */
        PLAYING("playing"),
        /** The result is there, beside the prediction. */
        ANSWERED("answered"),
        /** The check was answered, wrong. */
        CHECKED("checked"),
        /** The check was answered, right. */
        DONE("done");

        private final String id;

        Stage(String id) {
            this.id = id;
        }

        /** As the page's {@code data-stage} has it. */
        String id() {
            return id;
        }
    }

    /** The beginning. */
    static final LessonState ASKED = new LessonState(Stage.ASKED, 0, 0, 0);

    /** After a prediction; it stays what it is once the experiment has begun. */
    LessonState predict(int choice) {
        return stage == Stage.ASKED ? new LessonState(Stage.PREDICTED, choice, 0, 0) : this;
    }

    /** The experiment runs. */
    LessonState play() {
        return stage == Stage.PREDICTED ? new LessonState(Stage.PLAYING, predicted, 0, 0) : this;
    }

    /** The experiment has ended, with the choice that came true. Later runs change nothing. */
    LessonState end(int choice) {
        return stage == Stage.PREDICTED || stage == Stage.PLAYING
                ? new LessonState(Stage.ANSWERED, predicted, choice, 0)
                : this;
    }

    /** The check was answered; a lesson that is done stays so. */
    LessonState check(int choice, int right) {
        return stage == Stage.ASKED || stage == Stage.PREDICTED || stage == Stage.PLAYING
                ? this
                : new LessonState(
                        choice == right || stage == Stage.DONE ? Stage.DONE : Stage.CHECKED,
                        predicted,
                        outcome,
                        choice);
    }

    /** Whether what was predicted came true. */
    boolean predictedRight() {
        return outcome != 0 && predicted == outcome;
    }

    /** Whether a stage is reached. */
    boolean reached(Stage other) {
        return stage.compareTo(other) >= 0;
    }

    /** As a text to keep. */
    String text() {
        return stage.id + " " + predicted + " " + outcome + " " + checked;
    }

    /** The state of a text that was kept; the beginning where it says nothing sensible. A run that was cut short starts over. */
    static LessonState of(@Nullable String text) {
        List<String> parts = Text.split(text == null ? "" : text, ' ');
        if (parts.size() != 4) {
            return ASKED;
        }
        for (Stage stage : Stage.values()) {
            if (stage.id.equals(parts.get(0))) {
                LessonState state =
                        new LessonState(stage, digit(parts.get(1)), digit(parts.get(2)), digit(parts.get(3)));
                return state.isWhole() ? state.settled() : ASKED;
            }
        }
        return ASKED;
    }

    /**
     * The same, or the beginning where it names a choice that the lesson no longer has.
     *
     * @param predictions to choose from
     * @param answers to the check
     */
    LessonState among(int predictions, int answers) {
        return Math.max(predicted, outcome) <= predictions && checked <= answers ? this : ASKED;
    }

    private LessonState settled() {
        return stage == Stage.PLAYING ? new LessonState(Stage.PREDICTED, predicted, 0, 0) : this;
    }

    private boolean isWhole() {
        return (predicted > 0) == reached(Stage.PREDICTED)
                && (outcome > 0) == reached(Stage.ANSWERED)
                && (checked > 0) == reached(Stage.CHECKED);
    }

    private static int digit(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9' ? text.charAt(0) - '0' : 0;
    }
}
