package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/** What the photo page's worker can be asked of the user's own classes. */
public final class ClassMessages {
    public static final String TRAIN = "class-train";
    public static final String STOP = "class-stop";
    public static final String ASK = "class-ask";
    public static final String FRAME = "class-frame";
    public static final String SAVE = "class-save";

    /** How many classes a person can have. */
    public static final int MOST_CLASSES = 10;

    /** Of fewer photos nobody is told how many were classified correctly: it would say nothing. */
    public static final int LEAST_MEASURED = 10;

    private ClassMessages() {}

    /** Learns classes from labeled photos; answers with a summary as JSON, or not once it is stopped. The classes' names as JSON. */
    public static Question<Message.Text> train(String names, byte[] photos, byte[] labels) {
        return Shapes.question(
                train(TRAIN, names, Int8Array.copyFromJavaArray(photos), Int8Array.copyFromJavaArray(labels)));
    }

    @JSBody(
            params = {"type", "names", "photos", "labels"},
            script = "return {type: type, names: names, photos: photos, labels: labels};")
    private static native Message train(String type, String names, Int8Array photos, Int8Array labels);

    /** What {@link #train} holds. */
    public interface Labeled extends Message {
        @JSProperty
        String getNames();

        @JSProperty
        Int8Array getPhotos();

        @JSProperty
        Int8Array getLabels();
    }

    /** Learns no more. */
    public static Message stop() {
        return Shapes.command(STOP);
    }

    /** The probability of each class for a photo, which has the pixels that the network takes, row by row, in BGR. */
    public static Question<Message.Values> ask(byte[] photo) {
        return Shapes.question(Shapes.bytes(ASK, Int8Array.copyFromJavaArray(photo)));
    }

    /** The same for a decoded picture, an ImageBitmap that is transferred. */
    public static Question<Message.Values> frame(JSObject bitmap) {
        return Shapes.question(Shapes.bitmap(FRAME, bitmap));
    }

    /** The network of the classes as a parameter file; what its card says of it, as JSON. */
    public static Question<Message.Bytes> save(String about) {
        return Shapes.question(Shapes.text(SAVE, about));
    }
}
