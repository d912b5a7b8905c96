package org.layerlab.page.message;

import java.util.List;

/**
 * What a worker hears, and the one place that catches what goes wrong in it. What a handler answers is posted with the
 * question's token.
 */
public final class Requests {
    /** Does what some types of messages ask for. */
    public interface Handler {
        /**
         * Does what a message asks for.
         *
         * @param reply takes the answer to a question, now or later
         * @return false where the message is of a type for another handler
         */
        boolean hear(Message message, Reply reply) throws Exception;
    }

    private final Reply.Outbox outbox;
    private final Runnable settle;
    private final List<String> atOnce;
    private final List<Handler> handlers;

    Requests(Reply.Outbox outbox, Runnable settle, List<String> atOnce, List<Handler> handlers) {
        this.outbox = outbox;
        this.settle = settle;
        this.atOnce = atOnce;
        this.handlers = handlers;
    }

    /** Hears a message of the page. */
    void hear(Message message) {
        Reply reply = new Reply(outbox, message.getToken());
        reply.attempt(() -> {
            if (!atOnce.contains(message.getType())) {
                settle.run();
            }
            for (Handler handler : handlers) {
                if (handler.hear(message, reply)) {
                    return;
                }
            }
            throw new IllegalArgumentException("no message is called " + message.getType());
        });
    }
}
