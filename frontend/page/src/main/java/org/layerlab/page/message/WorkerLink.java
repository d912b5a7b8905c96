package org.layerlab.page.message;

import java.util.function.Consumer;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The page's end of the line to its worker. */
public final class WorkerLink implements Asks {
    /** Hears what went wrong. */
    public interface Listener {
        /** A command came to nothing, or the worker died. */
        void failed(String why);
    }

    /** Takes a piece of news that the worker tells unasked to the listener of its program. */
    interface News {
        void heard(Message message);
    }

    @JSFunctor
    private interface Heard extends JSObject {
        void heard(Message message);
    }

    @JSFunctor
    private interface Failed extends JSObject {
        void failed(String why);
    }

    private final Conversation conversation;
    private final Listener listener;
    private final JSObject worker;

    private WorkerLink(String program, News news, Listener listener) {
        this.listener = listener;
        conversation = new Conversation(this::post, new Conversation.News() {
            @Override
            public void heard(Message message) {
                news.heard(message);
            }

            @Override
            public void failed(String why) {
                listener.failed(why);
            }
        });
        worker = create(program, conversation::heard, why -> conversation.died("The page’s worker stopped: " + why));
    }

    /** Starts a worker of the same program as this page. */
    static WorkerLink start(News news, Listener listener) {
        return new WorkerLink("", news, listener);
    }

    /** Starts a worker of the lab's program, which reads every kind of file. */
    static WorkerLink startLab(News news, Listener listener) {
        return new WorkerLink("lab", news, listener);
    }

    /** Starts the worker that computes on the GPU, for a page or for another worker. */
    static WorkerLink startGpu(News news, Listener listener) {
        return new WorkerLink("gpu", news, listener);
    }

    /** Sends a command; those sent before the worker is awake wait for it. */
    public void send(Message message) {
        conversation.send(message);
    }

    /** Asks a question; where there is no answer, the listener hears why. */
    public <A extends Message> void ask(Question<A> question, Answered<A> answered) {
        conversation.ask(question, answered, listener::failed);
    }

    @Override
    public <A extends Message> void ask(Question<A> question, Answered<A> answered, Consumer<String> failed) {
        conversation.ask(question, answered, failed);
    }

    /** Whether the worker could not be loaded; another may be started in its place. */
    public boolean isDead() {
        return conversation.isDead();
    }

    /** Ends the worker; what it would still have told is not heard. */
    public void end() {
        end(worker);
    }

    private void post(Message message, int token) {
        post(worker, message, token);
    }

    @JSBody(
            params = {"program", "heard", "failed"},
            // What another program's worker computes with says nothing about this page's.
            script = "var worker = self.LayerLab.worker(program);"
                    + "worker.onmessage = function(event) {"
                    + "  var chosen = event.data.chosen;"
                    + "  if (!chosen) { heard(event.data); }"
                    + " else if (!program) { Object.assign(document.documentElement.dataset, chosen); }"
                    + "};"
                    + "worker.onerror = function(event) {"
                    + "  failed(event.message || 'it could not be loaded');"
                    + "};"
                    + "return worker;")
    private static native JSObject create(String program, Heard heard, Failed failed);

    @JSBody(params = "worker", script = "worker.onmessage = null; worker.terminate();")
    private static native void end(JSObject worker);

    @JSBody(
            params = {"worker", "message", "token"},
            script = "message.token = token; var moved = message.bitmap || (message.photos && message.photos.buffer)"
                    + " || (message.from && message.from.numbers.buffer);"
                    + "worker.postMessage(message, moved ? [moved] : []);")
    private static native void post(JSObject worker, Message message, int token);
}
