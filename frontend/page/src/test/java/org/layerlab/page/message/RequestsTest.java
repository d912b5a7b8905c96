package org.layerlab.page.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final List<String> posted = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Reply> later = new ArrayList<>();
    private Exception refusal = new IllegalStateException();
    private final Reply.Outbox outbox = new Reply.Outbox() {
        @Override
        public void post(String type, int token, Message message) {
            posted.add(type + " " + token + ": " + ((Message.Text) message).getText());
        }

        @Override
        public void postFailure(int token, String why) {
            posted.add("failed " + token + ": " + why);
        }

        @Override
        public void postDropped(int token) {
            posted.add("dropped " + token);
        }
    };
    private final Requests requests =
            new Requests(outbox, () -> done.add("settled"), List.of("pause"), List.of(this::course, this::network));

    private boolean course(Message message, Reply reply) {
        switch (message.getType()) {
            case "step", "pause", "both" -> done.add(message.getType() + " " + ((Said) message).text());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean network(Message message, Reply reply) throws Exception {
        switch (message.getType()) {
            case "maps" -> reply.answer(Said.news("", "maps of " + ((Said) message).text()));
            case "nearest" -> later.add(reply);
            case "refused" -> throw refusal;
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            case "both" -> done.add("never");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void hear(String type, int token, String text) {
        requests.hear(new Said(type, token, text));
    }

    @Test
    void aCommandIsDoneOnceTheUpdateIsSettled() {
        hear("step", 0, "3");
        assertEquals(List.of("settled", "step 3"), done);
        assertEquals(List.of(), posted);
    }

    @Test
    void aCommandAtOnceFindsTheUpdateUnderWay() {
        hear("pause", 0, "");
        assertEquals(List.of("pause "), done);
    }

    @Test
    void theFirstHandlerOfATypeHearsIt() {
        hear("both", 0, "");
        assertEquals(List.of("settled", "both "), done);
    }

    @Test
    void anAnswerCarriesTheQuestionsToken() {
        hear("maps", 41, "a cat");
        hear("maps", 42, "a dog");
        assertEquals(List.of("answer 41: maps of a cat", "answer 42: maps of a dog"), posted);
    }

    @Test
    void anAnswerMayComeLater() {
        hear("nearest", 5, "");
        hear("nearest", 6, "");
        assertEquals(List.of(), posted);
        later.get(1).answer(Said.news("", "second"));
        later.get(0).drop();
        assertEquals(List.of("answer 6: second", "dropped 5"), posted);
    }

    @Test
    void whatAHandlerThrowsIsTheQuestionsFailure() {
        refusal = new IOException("truncated after 12 bytes");
        hear("refused", 7, "");
        assertEquals(List.of("failed 7: truncated after 12 bytes"), posted);
    }

    @Test
    void soIsWhatIsThrownLater() {
        hear("nearest", 8, "");
        later.get(0).attempt(() -> {
            throw new IllegalStateException("no photos are loaded");
        });
        assertEquals(List.of("failed 8: no photos are loaded"), posted);
    }

    @Test
    void aCommandsFailureHasNoToken() {
        refusal = new IllegalArgumentException("no such layer");
        hear("refused", 0, "");
        assertEquals(List.of("failed 0: no such layer"), posted);
    }

    @Test
    void anUpdateThatCannotBeSettledIsAFailureToo() {
        Requests unsettled = new Requests(
                outbox,
                () -> {
                    throw new IllegalStateException("a thread was lost");
                },
                List.of(),
                List.of(this::course));
        unsettled.hear(Said.of("step"));
        assertEquals(List.of("failed 0: a thread was lost"), posted);
        assertEquals(List.of(), done);
    }

    @Test
    void missingMemoryIsSaidInWords() {
        hear("memory", 0, "");
        assertEquals(List.of("failed 0: " + Reply.message(new OutOfMemoryError())), posted);
    }

    @Test
    void aTypeThatNobodyHandlesIsNamed() {
        hear("play", 3, "");
        assertEquals(List.of("failed 3: no message is called play"), posted);
    }
}
