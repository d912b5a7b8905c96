package org.layerlab.page.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AskerTest {
    /** A worker that keeps what it was asked. */
    private static final class Worker implements Asks {
        final List<String> questions = new ArrayList<>();
        final List<Consumer<Said>> answers = new ArrayList<>();
        final List<Consumer<String>> failures = new ArrayList<>();

        @Override
        @SuppressWarnings("unchecked")
        public <A extends Message> void ask(Question<A> question, Answered<A> answered, Consumer<String> failed) {
            questions.add(question.getType());
            answers.add(answer -> answered.answered((A) answer));
            failures.add(failed);
        }

        void answer(int question, String text) {
            answers.get(question).accept(Said.answer(question, text));
        }
    }

    private final List<String> heard = new ArrayList<>();
    private final Worker judge = new Worker();
    private final Worker training = new Worker();
    private final Asker asker = new Asker(why -> heard.add("default: " + why));

    private void ask(String type) {
        asker.ask(Said.of(type), answer -> heard.add(type + ": " + answer.text()));
    }

    @Test
    void withoutAWorkerNothingIsAsked() {
        ask("maps");
        assertEquals(List.of(), judge.questions);
    }

    @Test
    void anAnswerIsHeard() {
        asker.turnTo(judge);
        ask("maps");
        judge.answer(0, "four layers");
        assertEquals(List.of("maps"), judge.questions);
        assertEquals(List.of("maps: four layers"), heard);
    }

    @Test
    void theAnswerOfAWorkerThatIsNoLongerAskedIsDropped() {
        asker.turnTo(judge);
        ask("maps");
        asker.turnTo(training);
        judge.answer(0, "late");
        assertEquals(List.of(), heard);

        ask("maps");
        training.answer(0, "fresh");
        judge.answer(0, "late again");
        assertEquals(List.of("maps: fresh"), heard);
    }

    @Test
    void soIsItsFailure() {
        asker.turnTo(judge);
        ask("maps");
        asker.turnTo(training);
        judge.failures.get(0).accept("late");
        assertEquals(List.of(), heard);
    }

    @Test
    void aNewerQuestionOfTheSameTypeTakesTheInterest() {
        asker.turnTo(judge);
        ask("maps");
        ask("maps");
        judge.answer(0, "of the photo before");
        judge.answer(1, "of this photo");
        assertEquals(List.of("maps: of this photo"), heard);
    }

    @Test
    void questionsOfOtherTypesDoNot() {
        asker.turnTo(judge);
        ask("maps");
        ask("nearest");
        judge.answer(0, "four layers");
        judge.answer(1, "eight photos");
        assertEquals(List.of("maps: four layers", "nearest: eight photos"), heard);
    }

    @Test
    void whatIsForgottenIsNotHeard() {
        asker.turnTo(judge);
        ask("maps");
        ask("nearest");
        asker.forget("maps");
        judge.answer(0, "four layers");
        judge.answer(1, "eight photos");
        assertEquals(List.of("nearest: eight photos"), heard);
    }

    @Test
    void aFailureGoesToItsHearerOrToTheDefault() {
        asker.turnTo(judge);
        ask("maps");
        asker.ask(Said.of("nearest"), answer -> heard.add(answer.text()), why -> heard.add("nearest: " + why));
        judge.failures.get(0).accept("no network is there to ask");
        judge.failures.get(1).accept("no photos are loaded");
        assertEquals(List.of("default: no network is there to ask", "nearest: no photos are loaded"), heard);
    }

    @Test
    void turningToTheSameWorkerStartsOver() {
        asker.turnTo(judge);
        ask("maps");
        asker.turnTo(judge);
        judge.answer(0, "of the network before");
        assertEquals(List.of(), heard);
    }
}
