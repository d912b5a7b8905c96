package org.layerlab.page.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final List<String> posted = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Requests requests = new Requests(
            new Reply.Outbox() {
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
            },
            () -> done.add("settled"));

    private void hear(String type, int token, String text) {
        requests.hear(new Said(type, token, text));
    }

    @Test
    void aCommandIsDone() {
        requests.on("step", (Said message) -> done.add("step " + message.text()));
        hear("step", 0, "3");
        assertEquals(List.of("settled", "step 3"), done);
        assertEquals(List.of(), posted);
    }

    @Test
    void aCommandAtOnceFindsTheUpdateUnderWay() {
        requests.onAtOnce("pause", (Said message) -> done.add("pause"));
        hear("pause", 0, "");
        assertEquals(List.of("pause"), done);
    }

    @Test
    void anAnswerCarriesTheQuestionsToken() {
        requests.answer("maps", (Said photo) -> Said.news("", "maps of " + photo.text()));
        hear("maps", 41, "a cat");
        hear("maps", 42, "a dog");
        assertEquals(List.of("answer 41: maps of a cat", "answer 42: maps of a dog"), posted);
    }

    @Test
    void anAnswerMayComeLater() {
        List<Reply> waiting = new ArrayList<>();
        requests.later("nearest", (Said photo, Reply reply) -> waiting.add(reply));
        hear("nearest", 5, "");
        hear("nearest", 6, "");
        assertEquals(List.of(), posted);
        waiting.get(1).answer(Said.news("", "second"));
        waiting.get(0).drop();
        assertEquals(List.of("answer 6: second", "dropped 5"), posted);
    }

    @Test
    void whatAHandlerThrowsIsTheQuestionsFailure() {
        requests.answer("maps", (Said photo) -> {
            throw new IOException("truncated after 12 bytes");
        });
        hear("maps", 7, "");
        assertEquals(List.of("failed 7: truncated after 12 bytes"), posted);
    }

    @Test
    void soIsWhatIsThrownLater() {
        List<Reply> waiting = new ArrayList<>();
        requests.later("nearest", (Said photo, Reply reply) -> waiting.add(reply));
        hear("nearest", 8, "");
        waiting.get(0).attempt(() -> {
            throw new IllegalStateException("no photos are loaded");
        });
        assertEquals(List.of("failed 8: no photos are loaded"), posted);
    }

    @Test
    void anUpdateThatCannotBeSettledIsAFailureToo() {
        Requests unsettled = new Requests(
                new Reply.Outbox() {
                    @Override
                    public void post(String type, int token, Message message) {}

                    @Override
                    public void postFailure(int token, String why) {
                        posted.add("failed " + token + ": " + why);
                    }

                    @Override
                    public void postDropped(int token) {}
                },
                () -> {
                    throw new IllegalStateException("a thread was lost");
                });
        unsettled.on("step", (Said message) -> done.add("step"));
        unsettled.hear(Said.of("step"));
        assertEquals(List.of("failed 0: a thread was lost"), posted);
        assertEquals(List.of(), done);
    }

    @Test
    void missingMemoryIsSaidInWords() {
        requests.on("points", (Said message) -> {
            throw new OutOfMemoryError("Java heap space");
        });
        hear("points", 0, "");
        assertEquals(List.of("failed 0: " + Reply.message(new OutOfMemoryError())), posted);
    }

    @Test
    void aTypeThatNobodyHandlesIsNamed() {
        hear("play", 3, "");
        assertEquals(List.of("failed 3: no message is called play"), posted);
    }

    @Test
    void theLastHandlerOfATypeCounts() {
        requests.on("play", (Said message) -> done.add("first"));
        requests.on("play", (Said message) -> done.add("second"));
        hear("play", 0, "");
        assertEquals(List.of("settled", "second"), done);
    }
}
