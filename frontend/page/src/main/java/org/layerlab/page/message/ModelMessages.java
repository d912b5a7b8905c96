package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * What the worker of a saved model hears and tells, besides what {@link RunMessages} has of an opened run and, for
 * photos, {@link NetworkMessages#classify}.
 */
public final class ModelMessages {
    public static final String VERIFY = "verify";
    public static final String HALT = "halt";

    private static final String VERIFYING = "verifying";

    private ModelMessages() {}

    /** Hears of a saved model. */
    public interface Listener extends RunMessages.Listener {
        /** How many iterations of a saved run have been repeated. */
        default void verifying(int done, int total) {}
    }

    /** Starts a worker whose news go to this listener. */
    public static WorkerLink start(Listener listener) {
        return WorkerLink.start(message -> heard(message, listener), listener);
    }

    private static void heard(Message message, Listener listener) {
        if (message.getType().equals(VERIFYING)) {
            listener.verifying(((Verifying) message).getDone(), ((Verifying) message).getTotal());
        } else {
            RunMessages.heard(message, listener);
        }
    }

    /** Trains a saved run again from its recipe and compares; the verdict as JSON. */
    public static Question<Message.Text> verify(Int8Array file) {
        return Shapes.question(Shapes.bytes(VERIFY, file));
    }

    /** Ends the repetition that {@link #verify} began; its question gets no answer. */
    public static Message halt() {
        return Shapes.command(HALT);
    }

    /** See {@link Listener#verifying}. */
    public static Message verifying(int done, int total) {
        return verifying(VERIFYING, done, total);
    }

    @JSBody(
            params = {"type", "done", "total"},
            script = "return {type: type, done: done, total: total};")
    private static native Message verifying(String type, int done, int total);

    private interface Verifying extends Message {
        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }
}
