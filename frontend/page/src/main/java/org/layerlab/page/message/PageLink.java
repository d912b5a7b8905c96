package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** A worker's end of the line to its page. */
public final class PageLink {
    @JSFunctor
    private interface Listener extends JSObject {
        void heard(Message message);
    }

    private static final Reply.Outbox OUTBOX = new Reply.Outbox() {
        @Override
        public void post(String type, int token, Message message) {
            PageLink.post(type, token, message);
        }

        @Override
        public void postFailure(int token, String why) {
            PageLink.post(Conversation.FAILED, token, Answers.text(why));
        }

        @Override
        public void postDropped(int token) {
            PageLink.post(Conversation.DROPPED, token, Answers.text(""));
        }
    };

    private PageLink() {}

    /** What a worker does with messages; nothing yet. */
    public static Requests requests() {
        return requests(() -> {});
    }

    /**
     * The same for a worker that may be in the middle of something.
     *
     * @param settle comes to a state that is of one moment; called before every message but those of {@link
     *     Requests#onAtOnce}
     */
    public static Requests requests(Runnable settle) {
        return new Requests(OUTBOX, settle);
    }

    /** Hears what the page says from now on, and tells it so. */
    public static void listen(Requests requests) {
        onMessage(requests::hear);
        post(Conversation.AWAKE, 0, Answers.text(""));
    }

    /** Posts a piece of news. */
    public static void post(Message message) {
        post(message.getType(), 0, message);
    }

    /** Posts that something the page did not ask for, or asked for a while ago, went wrong. */
    public static void postFailure(String why) {
        OUTBOX.postFailure(0, why);
    }

    // Scripts that measure workers send messages without a token.
    @JSBody(
            params = "listener",
            script = "self.onmessage = function(event) { event.data.token |= 0; listener(event.data); };")
    private static native void onMessage(Listener listener);

    @JSBody(
            params = {"type", "token", "message"},
            script = "message.type = type; message.token = token; self.postMessage(message);")
    private static native void post(String type, int token, Message message);
}
