package org.layerlab.page.message;

import java.util.List;

/** Replies whose posts a test reads. */
public final class Replies {
    private Replies() {}

    /** A reply to the question with this token; what it posts is written down as words. */
    public static Reply to(int token, List<String> posted) {
        return new Reply(
                new Reply.Outbox() {
                    @Override
                    public void post(String type, int to, Message message) {
                        posted.add(type + " " + to + ": " + ((Message.Text) message).getText());
                    }

                    @Override
                    public void postFailure(int to, String why) {
                        posted.add("failed " + to + ": " + why);
                    }

                    @Override
                    public void postDropped(int to) {
                        posted.add("dropped " + to);
                    }
                },
                token);
    }
}
