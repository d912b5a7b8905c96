package org.layerlab.page.message;

import java.util.List;
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

    /**
     * Hears what the page says from now on, and tells it so.
     *
     * @param settle comes to a state that is of one moment; called before every message but those of {@code atOnce}
     * @param atOnce the types that can be heard in the middle of an update
     * @param handlers are asked in this order
     */
    public static void listen(Runnable settle, List<String> atOnce, Requests.Handler... handlers) {
        onMessage(new Requests(OUTBOX, settle, atOnce, List.of(handlers))::hear);
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
            script = "message.type = type; message.token = token;"
                    + "self.postMessage(message, message.numbers ? [message.numbers.buffer] : []);")
    private static native void post(String type, int token, Message message);
}
