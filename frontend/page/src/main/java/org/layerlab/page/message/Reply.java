package org.layerlab.page.message;

/** Sends the answer to a message, at once or later. */
public final class Reply {
    /** Posts to the page. */
    interface Outbox {
        /** Posts a message with this type and token. */
        void post(String type, int token, Message message);

        /** Posts why the message with this token came to nothing. */
        void postFailure(int token, String why);

        /** Posts that the question with this token gets no answer. */
        void postDropped(int token);
    }

    /** What may fail. */
    public interface Action {
        void run() throws Exception;
    }

    private final Outbox outbox;
    private final int token;

    Reply(Outbox outbox, int token) {
        this.outbox = outbox;
        this.token = token;
    }

    /** Answers the question. */
    public void answer(Message answer) {
        outbox.post(Conversation.ANSWER, token, answer);
    }

    /** Says why the message came to nothing. */
    public void failed(String why) {
        outbox.postFailure(token, why);
    }

    /** Nobody waits for the answer. */
    public void drop() {
        outbox.postDropped(token);
    }

    /** Does something now and reports a failure to the sender. Later work must report its own failures. */
    @SuppressWarnings("CatchingUnchecked") // no failure may end the worker
    public void attempt(Action action) {
        try {
            action.run();
        } catch (Exception | OutOfMemoryError e) {
            failed(message(e));
        }
    }

    /** What a failure is called towards people. */
    public static String message(Throwable failure) {
        return failure instanceof OutOfMemoryError
                ? "This browser does not have enough memory for that."
                : String.valueOf(failure.getMessage());
    }
}
