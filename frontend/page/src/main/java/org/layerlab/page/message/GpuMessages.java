package org.layerlab.page.message;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * What a worker and the one on the GPU say to each other. The latter trains in legs: it is given a state of the run, or
 * goes on from the one it told last, and answers with the state that it came to. Or it opens a network, and tells what
 * the network sees in photos.
 */
public final class GpuMessages {
    public static final String BEGIN = "gpu-begin";
    public static final String GO = "gpu-go";
    public static final String HURRY = "gpu-hurry";
    public static final String OPEN = "gpu-open";
    public static final String FEATURES = "gpu-features";

    private GpuMessages() {}

    /** Starts the worker on the GPU; what happens to it unasked goes to this listener. */
    public static WorkerLink start(WorkerLink.Listener listener) {
        return WorkerLink.startGpu(message -> {}, listener);
    }

    /**
     * Opens the GPU for a run; the answer is its name.
     *
     * @param recipe as JSON
     * @param photos as in the example stream, one after another
     * @param software whether one that is emulated in software will do
     */
    public static Question<Message.Text> begin(
            String recipe, int costEvery, byte[] photos, byte[] labels, boolean software) {
        return Shapes.question(begin(
                BEGIN,
                recipe,
                costEvery,
                Int8Array.copyFromJavaArray(photos),
                Int8Array.copyFromJavaArray(labels),
                software));
    }

    @JSBody(
            params = {"type", "recipe", "costEvery", "photos", "labels", "software"},
            script = "return {type: type, recipe: recipe, costEvery: costEvery, photos: photos, labels: labels,"
                    + " software: software};")
    private static native Message begin(
            String type, String recipe, int costEvery, Int8Array photos, Int8Array labels, boolean software);

    /** What {@link #begin} holds. */
    public interface Begin extends Message {
        @JSProperty
        String getRecipe();

        @JSProperty
        int getCostEvery();

        @JSProperty
        Int8Array getPhotos();

        @JSProperty
        Int8Array getLabels();

        @JSProperty
        boolean isSoftware();
    }

    /**
     * Trains on.
     *
     * @param from the state to go on from; null for the one that was told last
     * @param until the last iteration of the leg
     * @param milliseconds that the leg should take at most
     */
    public static Question<State> go(@Nullable State from, int until, double milliseconds) {
        return Shapes.question(go(GO, from, until, milliseconds));
    }

    @JSBody(
            params = {"type", "from", "until", "milliseconds"},
            script = "return {type: type, from: from, until: until, milliseconds: milliseconds};")
    private static native Message go(String type, @Nullable State from, int until, double milliseconds);

    /** What {@link #go} holds. */
    public interface Go extends Message {
        @JSProperty
        @Nullable
        State getFrom();

        @JSProperty
        int getUntil();

        @JSProperty
        double getMilliseconds();
    }

    /** Ends the leg soon. */
    public static Message hurry() {
        return Shapes.command(HURRY);
    }

    /**
     * A run at one moment.
     *
     * @param numbers the parameters, then each of the optimizer's moments, in the order of files
     * @param costs iteration, cost, iteration, cost …
     * @param openSum of the costs that the next point will average in
     * @param openCount how many they are
     * @param cost before the last update
     * @param milliseconds that the leg took
     */
    public static State state(
            int iteration,
            float[] numbers,
            double[] costs,
            double openSum,
            int openCount,
            double cost,
            double milliseconds) {
        return state(
                iteration,
                Float32Array.copyFromJavaArray(numbers),
                Float64Array.copyFromJavaArray(costs),
                openSum,
                openCount,
                cost,
                milliseconds);
    }

    @JSBody(
            params = {"iteration", "numbers", "costs", "openSum", "openCount", "cost", "milliseconds"},
            script = "return {iteration: iteration, numbers: numbers, costs: costs, openSum: openSum,"
                    + " openCount: openCount, cost: cost, milliseconds: milliseconds};")
    private static native State state(
            int iteration,
            Float32Array numbers,
            Float64Array costs,
            double openSum,
            int openCount,
            double cost,
            double milliseconds);

    /** What {@link #state} holds. */
    public interface State extends Message {
        @JSProperty
        int getIteration();

        @JSProperty
        Float32Array getNumbers();

        @JSProperty
        Float64Array getCosts();

        @JSProperty
        double getOpenSum();

        @JSProperty
        int getOpenCount();

        @JSProperty
        double getCost();

        @JSProperty
        double getMilliseconds();
    }

    /**
     * Opens the GPU for a network; the answer is its name.
     *
     * @param file of the network
     * @param software whether one that is emulated in software will do
     */
    public static Question<Message.Text> open(byte[] file, boolean software) {
        return Shapes.question(open(OPEN, Int8Array.copyFromJavaArray(file), software));
    }

    @JSBody(
            params = {"type", "file", "software"},
            script = "return {type: type, file: file, software: software};")
    private static native Message open(String type, Int8Array file, boolean software);

    /** What {@link #open} holds. */
    public interface Open extends Message {
        @JSProperty
        Int8Array getFile();

        @JSProperty
        boolean isSoftware();
    }

    /**
     * The features of photos in the layers of the opened network that are worth a try, shape (features, photos), row by
     * row.
     *
     * @param photos as the network takes them, one after another
     * @param count how many they are
     * @param mirrored whether they are shown with left and right exchanged
     */
    public static Question<Message.Values> features(byte[] photos, int count, boolean mirrored) {
        return Shapes.question(features(FEATURES, Int8Array.copyFromJavaArray(photos), count, mirrored));
    }

    @JSBody(
            params = {"type", "photos", "count", "mirrored"},
            script = "return {type: type, photos: photos, count: count, mirrored: mirrored};")
    private static native Message features(String type, Int8Array photos, int count, boolean mirrored);

    /** What {@link #features} holds. */
    public interface Photos extends Message {
        @JSProperty
        Int8Array getPhotos();

        @JSProperty
        int getCount();

        @JSProperty
        boolean isMirrored();
    }
}
