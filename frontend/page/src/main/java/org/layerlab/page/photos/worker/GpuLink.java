package org.layerlab.page.photos.worker;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.message.Answered;
import org.layerlab.page.message.GpuMessages;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.Question;
import org.layerlab.page.message.WorkerLink;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The link to a worker on the GPU. */
final class GpuLink {
    /** Hears of the worker. */
    interface Listener {
        /** The GPU of this name is open. */
        void opened(String device);

        /** It cannot be used, or no longer. */
        void failed(String why);
    }

    @JSFunctor
    private interface Answer extends JSObject {
        void there(boolean there);
    }

    private final boolean software;
    private final Supplier<Question<Message.Text>> begin;
    private final Listener listener;
    private @Nullable WorkerLink link;
    private boolean open;

    /**
     * Not open yet.
     *
     * @param software whether a GPU that is emulated in software will do
     * @param begin opens the GPU; the answer is its name
     */
    GpuLink(boolean software, Supplier<Question<Message.Text>> begin, Listener listener) {
        this.software = software;
        this.begin = begin;
        this.listener = listener;
    }

    /** Asks the browser first, so that the program is loaded only where it can be used. */
    void open() {
        open = true;
        ask(software, there -> {
            if (open && there) {
                start();
            } else if (open) {
                listener.failed("This browser doesn’t offer a GPU.");
            }
        });
    }

    private void start() {
        WorkerLink opened = GpuMessages.start(listener::failed);
        link = opened;
        opened.ask(begin.get(), answer -> listener.opened(answer.getText()), listener::failed);
    }

    /** Asks the worker; where it is not open, nothing happens. */
    <A extends Message> void ask(Question<A> question, Answered<A> answered) {
        if (link != null) {
            link.ask(question, answered, listener::failed);
        }
    }

    /** Tells the worker; where it is not open, nothing happens. */
    void send(Message message) {
        if (link != null) {
            link.send(message);
        }
    }

    /** Ends the worker; what it would still have told is not heard. */
    void close() {
        open = false;
        if (link != null) {
            link.end();
            link = null;
        }
    }

    /** Whether the browser has a GPU, and it is none that is emulated in software unless that will do. */
    @JSBody(
            params = {"software", "answer"},
            script = "if (!navigator.gpu) { answer(false); return; }"
                    + "navigator.gpu.requestAdapter({powerPreference: 'high-performance'}).then(function(adapter) {"
                    + "  answer(!!adapter && (software || !((adapter.info || {}).isFallbackAdapter || adapter.isFallbackAdapter)));"
                    + "}).catch(function() { answer(false); });")
    private static native void ask(boolean software, Answer answer);
}
