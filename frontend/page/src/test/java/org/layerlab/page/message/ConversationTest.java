package org.layerlab.page.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final List<String> posted = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Conversation conversation =
            new Conversation((message, token) -> posted.add(message.getType() + " " + token), new Conversation.News() {
                @Override
                public void heard(Message message) {
                    heard.add(message.getType() + ": " + ((Message.Text) message).getText());
                }

                @Override
                public void failed(String why) {
                    heard.add("failed: " + why);
                }
            });

    private void wake() {
        conversation.heard(Said.of(Conversation.AWAKE));
    }

    private void ask(String type) {
        conversation.ask(
                Said.of(type),
                answer -> heard.add(type + " -> " + answer.text()),
                why -> heard.add(type + " -x " + why));
    }

    @Test
    void messagesWaitUntilTheWorkerIsAwake() {
        conversation.send(Said.of("play"));
        ask("explain");
        conversation.send(Said.of("pause"));
        assertEquals(List.of(), posted);

        wake();

        assertEquals(List.of("play 0", "explain 1", "pause 0"), posted);
    }

    @Test
    void anAwakeWorkerGetsThemAtOnce() {
        wake();
        conversation.send(Said.of("play"));
        assertEquals(List.of("play 0"), posted);
        wake();
        assertEquals(List.of("play 0"), posted);
    }

    @Test
    void eachQuestionHasATokenOfItsOwn() {
        wake();
        ask("maps");
        ask("maps");
        ask("nearest");
        assertEquals(List.of("maps 1", "maps 2", "nearest 3"), posted);
    }

    @Test
    void anAnswerComesToWhoeverAsked() {
        wake();
        ask("maps");
        ask("nearest");
        conversation.heard(Said.answer(2, "eight photos"));
        conversation.heard(Said.answer(1, "four layers"));
        assertEquals(List.of("nearest -> eight photos", "maps -> four layers"), heard);
    }

    @Test
    void aQuestionIsAnsweredOnce() {
        wake();
        ask("maps");
        conversation.heard(Said.answer(1, "four layers"));
        conversation.heard(Said.answer(1, "again"));
        conversation.heard(Said.failure(1, "too late"));
        assertEquals(List.of("maps -> four layers"), heard);
    }

    @Test
    void anAnswerThatNobodyAskedForIsDropped() {
        wake();
        conversation.heard(Said.answer(7, "?"));
        assertEquals(List.of(), heard);
    }

    @Test
    void aFailureIsThatOfItsQuestion() {
        wake();
        ask("maps");
        ask("nearest");
        conversation.heard(Said.failure(2, "no photos are loaded"));
        conversation.heard(Said.answer(1, "four layers"));
        assertEquals(List.of("nearest -x no photos are loaded", "maps -> four layers"), heard);
    }

    @Test
    void aFailureWithoutATokenIsACommands() {
        wake();
        ask("maps");
        conversation.heard(Said.failure(0, "Training stopped"));
        assertEquals(List.of("failed: Training stopped"), heard);
    }

    @Test
    void aDroppedQuestionIsNeitherAnsweredNorFailed() {
        wake();
        ask("maps");
        conversation.heard(new Said(Conversation.DROPPED, 1, ""));
        conversation.heard(Said.answer(1, "four layers"));
        conversation.died("The worker stopped");
        assertEquals(List.of("failed: The worker stopped"), heard);
    }

    @Test
    void everythingElseIsNews() {
        wake();
        conversation.heard(Said.news("note", "no optimizer state"));
        assertEquals(List.of("note: no optimizer state"), heard);
    }

    @Test
    void whenTheWorkerDiesSoDoItsQuestions() {
        wake();
        ask("maps");
        conversation.died("The worker stopped");
        conversation.heard(Said.answer(1, "late"));
        assertEquals(List.of("failed: The worker stopped", "maps -x The worker stopped"), heard);
    }

    @Test
    void aWorkerThatDidNotLoadFailsEachQuestionAtOnce() {
        assertFalse(conversation.isDead());
        ask("maps");
        conversation.died("it could not be loaded");
        assertTrue(conversation.isDead());
        ask("nearest");
        assertEquals(
                List.of(
                        "failed: it could not be loaded",
                        "maps -x it could not be loaded",
                        "nearest -x it could not be loaded"),
                heard);
        assertEquals(List.of(), posted);
    }

    @Test
    void anAwakeWorkerWithAnErrorIsAskedOn() {
        wake();
        conversation.died("an error");
        assertFalse(conversation.isDead());
        ask("maps");
        conversation.heard(Said.answer(1, "four layers"));
        assertEquals(List.of("failed: an error", "maps -> four layers"), heard);
    }

    @Test
    void anAnswerMayAskTheNextQuestion() {
        wake();
        conversation.ask(Said.of("first"), answer -> ask("second"), heard::add);
        conversation.heard(Said.answer(1, "one"));
        conversation.heard(Said.answer(2, "two"));
        assertEquals(List.of("first 1", "second 2"), posted);
        assertEquals(List.of("second -> two"), heard);
    }
}
