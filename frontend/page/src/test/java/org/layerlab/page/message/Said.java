package org.layerlab.page.message;

/**
 * A message as a test says it; in a browser messages are JavaScript objects.
 *
 * @param text what it holds besides type and token
 */
record Said(String type, int token, String text) implements Question<Said>, Message.Text {
    static Said of(String type) {
        return new Said(type, 0, "");
    }

    static Said news(String type, String text) {
        return new Said(type, 0, text);
    }

    static Said answer(int token, String text) {
        return new Said(Conversation.ANSWER, token, text);
    }

    static Said failure(int token, String why) {
        return new Said(Conversation.FAILED, token, why);
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public int getToken() {
        return token;
    }

    @Override
    public String getText() {
        return text;
    }
}
