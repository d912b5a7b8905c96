package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** What a worker can be asked of a network on photos. Photos have the pixels that the network takes, row by row, in BGR. */
public final class NetworkMessages {
    public static final String CLASSIFY = "classify";
    public static final String CLOSER = "closer";
    public static final String JUDGE = "judge";
    public static final String FRAME = "frame";
    public static final String MATTER = "matter";
    public static final String MAPS = "maps";
    public static final String NEAREST = "nearest";
    public static final String WEIGHTS = "weights";

    private NetworkMessages() {}

    /** What the network says of a photo. */
    public static Question<Verdict> classify(byte[] photo) {
        return Shapes.question(Shapes.bytes(CLASSIFY, Int8Array.copyFromJavaArray(photo)));
    }

    /** What a network says of a photo. */
    public interface Verdict extends Message {
        /** The probability of a dog. */
        @JSProperty
        double getDog();

        /** How much there was to go by; NaN where that is not known. */
        @JSProperty
        double getFound();

        /** Whether the network is to be asked once more, by {@link #closer}. */
        @JSProperty
        boolean isAgain();
    }

    /** Answers {@link #classify} and {@link #closer}. */
    @JSBody(
            params = {"dog", "found", "again"},
            script = "return {dog: dog, found: found, again: again};")
    public static native Verdict verdict(double dog, double found, boolean again);

    /**
     * What the network says of a photo after a second look.
     *
     * @param photo with more pixels than the network takes, as it is prepared for that
     * @param first what it said before
     */
    public static Question<Verdict> closer(byte[] photo, Verdict first) {
        return Shapes.question(closer(CLOSER, Int8Array.copyFromJavaArray(photo), first.getDog(), first.getFound()));
    }

    @JSBody(
            params = {"type", "photo", "dog", "found"},
            script = "return {type: type, bytes: photo, dog: dog, found: found};")
    private static native Message closer(String type, Int8Array photo, double dog, double found);

    /** What {@link #closer} holds. */
    public interface Closer extends Verdict, Message.Bytes {}

    /** What the network says about a decoded picture, an ImageBitmap that is transferred. */
    public static Question<Verdict> frame(JSObject bitmap) {
        return Shapes.question(Shapes.bitmap(FRAME, bitmap));
    }

    /** What the network says of a file; fails where it holds no photo. */
    public static Question<Judged> judge(File file) {
        return Shapes.question(judge(JUDGE, file));
    }

    @JSBody(
            params = {"type", "file"},
            script = "return {type: type, file: file};")
    private static native Message judge(String type, File file);

    /** What {@link #judge} holds. */
    public interface Judge extends Message {
        @JSProperty
        File getFile();
    }

    /** What a network says of a file, with the photo's pixels. */
    public interface Judged extends Verdict, Message.Bytes {}

    /** Answers {@link #judge}. */
    public static Judged judged(byte[] photo, double dog, double found) {
        return judged(Int8Array.copyFromJavaArray(photo), dog, found);
    }

    @JSBody(
            params = {"photo", "dog", "found"},
            script = "return {bytes: photo, dog: dog, found: found};")
    private static native Judged judged(Int8Array photo, double dog, double found);

    /** What mattered in a photo. */
    public static Question<Mattered> matter(byte[] photo) {
        return Shapes.question(Shapes.bytes(MATTER, Int8Array.copyFromJavaArray(photo)));
    }

    /** What mattered in a photo: three times a number for each pixel, the last of them not for all networks. */
    public interface Mattered extends Message {
        @JSProperty
        Float32Array getCovered();

        @JSProperty
        Float32Array getSensitive();

        @JSProperty
        Float32Array getMapped();
    }

    /** Answers {@link #matter}. */
    public static Mattered mattered(float[] covered, float[] sensitive, float[] mapped) {
        return mattered(
                Float32Array.copyFromJavaArray(covered),
                Float32Array.copyFromJavaArray(sensitive),
                Float32Array.copyFromJavaArray(mapped));
    }

    @JSBody(
            params = {"covered", "sensitive", "mapped"},
            script = "return {covered: covered, sensitive: sensitive, mapped: mapped};")
    private static native Mattered mattered(Float32Array covered, Float32Array sensitive, Float32Array mapped);

    /** What a convolutional network's layers make of a photo. */
    public static Question<Mapped> maps(byte[] photo) {
        return Shapes.question(Shapes.bytes(MAPS, Int8Array.copyFromJavaArray(photo)));
    }

    /** What a convolutional network's layers make of a photo. */
    public interface Mapped extends Message {
        /** The layers as JSON. */
        @JSProperty
        String getLayers();

        /** The maps of all layers, a byte a pixel. */
        @JSProperty
        Int8Array getPictures();
    }

    /** Answers {@link #maps}. */
    public static Mapped mapped(String layers, byte[] pictures) {
        return mapped(layers, Int8Array.copyFromJavaArray(pictures));
    }

    @JSBody(
            params = {"layers", "pictures"},
            script = "return {layers: layers, pictures: pictures};")
    private static native Mapped mapped(String layers, Int8Array pictures);

    /** The training photos that are nearest to one. */
    public static Question<Near> nearest(byte[] photo) {
        return Shapes.question(Shapes.bytes(NEAREST, Int8Array.copyFromJavaArray(photo)));
    }

    /** The training photos that are nearest to one, the nearest first. */
    public interface Near extends Message {
        /** By what they are near: {@code activations}, {@code features} or {@code pixels}. */
        @JSProperty
        String getBy();

        /** How many photos were looked through. */
        @JSProperty
        int getSearched();

        @JSProperty
        Int8Array getPixels();

        @JSProperty
        Int8Array getLabels();
    }

    /** Answers {@link #nearest}. */
    public static Near near(String by, int searched, byte[] pixels, byte[] labels) {
        return near(by, searched, Int8Array.copyFromJavaArray(pixels), Int8Array.copyFromJavaArray(labels));
    }

    @JSBody(
            params = {"by", "searched", "pixels", "labels"},
            script = "return {by: by, searched: searched, pixels: pixels, labels: labels};")
    private static native Near near(String by, int searched, Int8Array pixels, Int8Array labels);

    /** The first layer's strongest units, up to this many. */
    public static Question<Layer> weights(int atMost) {
        return Shapes.question(Shapes.value(WEIGHTS, atMost));
    }

    /** The first layer's strongest units. */
    public interface Layer extends Message {
        /** How many units the layer has. */
        @JSProperty
        int getUnits();

        /** Whether what is left of the random start is taken off. */
        @JSProperty
        boolean isLessStart();

        /** How many are shown. */
        @JSProperty
        int getCount();

        /** Their weights, square pictures of one size in BGR. */
        @JSProperty
        Int8Array getPictures();

        /** For each picture, positive where the unit pulls to dog; empty for filters, which pull to no side. */
        @JSProperty
        Float64Array getDogwards();
    }

    /** Answers {@link #weights}. */
    public static Layer layer(int units, boolean lessStart, int count, byte[] pictures, double[] dogwards) {
        return layer(
                units,
                lessStart,
                count,
                Int8Array.copyFromJavaArray(pictures),
                Float64Array.copyFromJavaArray(dogwards));
    }

    @JSBody(
            params = {"units", "lessStart", "count", "pictures", "dogwards"},
            script = "return {units: units, lessStart: lessStart, count: count, pictures: pictures,"
                    + "dogwards: dogwards};")
    private static native Layer layer(
            int units, boolean lessStart, int count, Int8Array pictures, Float64Array dogwards);
}
