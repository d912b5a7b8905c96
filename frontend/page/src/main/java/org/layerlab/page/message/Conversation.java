package org.layerlab.page.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The page's half of what is said: messages wait until the worker is awake, a question gets a token, and the answer with
 * that token goes to whoever asked. Everything else that the worker says is news.
 */
final class Conversation implements Asks {
    /** The worker listens. */
    static final String AWAKE = "awake";

    /** The answer to the question of that token. */
    static final String ANSWER = "answer";

    /** Why the question of that token, or the last command, came to nothing. */
    static final String FAILED = "failed";

    /** The question of that token gets no answer: another took its place. */
    static final String DROPPED = "dropped";

    /** Takes messages to the worker. */
    interface Wire {
        /** Sends a message with this token. */
        void post(Message message, int token);
    }

    /** Hears what the worker says unasked. */
    interface News {
        /** One piece of news. */
        void heard(Message message);

        /** A command came to nothing, or the worker died. */
        void failed(String why);
    }

    private record Posted(Message message, int token) {}

    private record Asked(Answered<Message> answered, Consumer<String> failed) {}

    private final Wire wire;
    private final News news;
    private final List<Posted> waiting = new ArrayList<>();
    private final Map<Integer, Asked> asked = new HashMap<>();
    private boolean awake;
    /** Why the worker died; null while it lives. */
    private @Nullable String died;

    private int tokens;

    Conversation(Wire wire, News news) {
        this.wire = wire;
        this.news = news;
    }

    /** Sends a command. */
    void send(Message message) {
        post(message, 0);
    }

    @Override
    @SuppressWarnings("unchecked") // the token brings a question its own answer
    public <A extends Message> void ask(Question<A> question, Answered<A> answered, Consumer<String> failed) {
        String why = died;
        if (!awake && why != null) {
            failed.accept(why);
            return;
        }
        tokens++;
        asked.put(tokens, new Asked((Answered<Message>) answered, failed));
        post(question, tokens);
    }

    private void post(Message message, int token) {
        if (awake) {
            wire.post(message, token);
        } else {
            waiting.add(new Posted(message, token));
        }
    }

    /** Hears the worker. */
    void heard(Message message) {
        int token = message.getToken();
        switch (message.getType()) {
            case AWAKE -> {
                awake = true;
                waiting.forEach(posted -> wire.post(posted.message(), posted.token()));
                waiting.clear();
            }
            case ANSWER -> {
                Asked question = asked.remove(token);
                if (question != null) {
                    question.answered().answered(message);
                }
            }
            case FAILED -> failed(token, ((Message.Text) message).getText());
            case DROPPED -> asked.remove(token);
            default -> news.heard(message);
        }
    }

    private void failed(int token, String why) {
        Asked question = asked.remove(token);
        if (question != null) {
            question.failed().accept(why);
        } else if (token == 0) {
            news.failed(why);
        }
    }

    /** Whether the worker died before it woke, so that nothing it is sent will come to anything. */
    boolean isDead() {
        return !awake && died != null;
    }

    /** The worker died: questions that wait fail with it; where it was never awake, later ones do too. */
    void died(String why) {
        died = why;
        List<Asked> open = List.copyOf(asked.values());
        asked.clear();
        news.failed(why);
        open.forEach(question -> question.failed().accept(why));
    }
}
