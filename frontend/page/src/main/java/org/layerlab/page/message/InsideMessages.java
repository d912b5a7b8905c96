package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/** What the worker that looks inside a convolutional network is asked. Its layers are in groups, counted from 0. */
public final class InsideMessages {
    public static final String OPEN = "inside";
    public static final String LOOK = "look";
    public static final String MAP = "map";
    public static final String TRACE = "trace";

    private InsideMessages() {}

    /** Starts a worker that answers these questions. */
    public static WorkerLink start(WorkerLink.Listener listener) {
        return WorkerLink.start(message -> {}, listener);
    }

    /** Opens a network from safetensors; the answer is its card and its groups as JSON. */
    public static Question<Message.Text> open(Int8Array file) {
        return Shapes.question(Shapes.bytes(OPEN, file));
    }

    /** Shows a photo to the network; the answer has the strongest maps of each group. */
    public static Question<NetworkMessages.Mapped> look(byte[] photo) {
        return Shapes.question(Shapes.bytes(LOOK, Int8Array.copyFromJavaArray(photo)));
    }

    /** One map of a group, and what goes into the group, as pictures. */
    public static Question<NetworkMessages.Mapped> map(int group, int channel) {
        return Shapes.question(place(MAP, group, channel, 0, 0));
    }

    /** How one value of the last photo comes about, as JSON. */
    public static Question<Message.Text> trace(int group, int channel, int y, int x) {
        return Shapes.question(place(TRACE, group, channel, y, x));
    }

    /** A value of a group's output. */
    public interface Place extends Message {
        @JSProperty
        int getGroup();

        @JSProperty
        int getChannel();

        /** The row. */
        @JSProperty
        int getY();

        /** The column. */
        @JSProperty
        int getX();
    }

    @JSBody(
            params = {"type", "group", "channel", "y", "x"},
            script = "return {type: type, group: group, channel: channel, y: y, x: x};")
    private static native Message place(String type, int group, int channel, int y, int x);
}
