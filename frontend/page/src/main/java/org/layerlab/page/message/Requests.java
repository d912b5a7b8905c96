package org.layerlab.page.message;

import java.util.HashMap;
import java.util.Map;

/**
 * What a worker does with each type of message, and the one place that catches what goes wrong in it. A question's answer
 * is posted with the question's token.
 */
public final class Requests {
    /** Does what a command says. */
    public interface Command<M extends Message> {
        void run(M message) throws Exception;
    }

    /** Answers a question at once. */
    public interface Answering<M extends Message> {
        Message answer(M question) throws Exception;
    }

    /** Answers a question now or later. */
    public interface AnsweringLater<M extends Message> {
        void hear(M question, Reply reply) throws Exception;
    }

    private record Handler(AnsweringLater<Message> action, boolean settled) {}

    private final Map<String, Handler> handlers = new HashMap<>();
    private final Reply.Outbox outbox;
    private final Runnable settle;

    Requests(Reply.Outbox outbox, Runnable settle) {
        this.outbox = outbox;
        this.settle = settle;
    }

    /** Does this with commands of that type. */
    public <M extends Message> void on(String type, Command<M> command) {
        later(type, (M message, Reply reply) -> command.run(message));
    }

    /** Answers questions of that type. */
    public <M extends Message> void answer(String type, Answering<M> answering) {
        later(type, (M question, Reply reply) -> reply.answer(answering.answer(question)));
    }

    /** Answers questions of that type, perhaps later. */
    public <M extends Message> void later(String type, AnsweringLater<M> action) {
        put(type, action, true);
    }

    /** Does this with commands of that type even in the middle of an update. */
    public <M extends Message> void onAtOnce(String type, Command<M> command) {
        put(type, (M message, Reply reply) -> command.run(message), false);
    }

    @SuppressWarnings("unchecked") // a type has one shape
    private <M extends Message> void put(String type, AnsweringLater<M> action, boolean settled) {
        handlers.put(type, new Handler((AnsweringLater<Message>) action, settled));
    }

    /** Hears a message of the page. */
    void hear(Message message) {
        Reply reply = new Reply(outbox, message.getToken());
        Handler handler = handlers.get(message.getType());
        if (handler == null) {
            reply.failed("no message is called " + message.getType());
            return;
        }
        reply.attempt(() -> {
            if (handler.settled()) {
                settle.run();
            }
            handler.action().hear(message, reply);
        });
    }
}
