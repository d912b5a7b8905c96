package org.layerlab.page.message;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** What the workers of all programs that train hear, and tell of a run. */
public final class RunMessages {
    public static final String OPEN = "open";
    public static final String PLAY = "play";
    public static final String PAUSE = "pause";
    public static final String SAVE = "save";
    public static final String CARD = "card";

    private static final String READY = "ready";
    private static final String SNAPSHOT = "snapshot";

    private RunMessages() {}

    /** Hears of a run. */
    public interface Listener extends WorkerLink.Listener {
        /** A run is ready. */
        default void ready(Ready ready) {}

        /** A run at one moment. */
        default void snapshot(Snapshot snapshot) {}
    }

    /** Takes a piece of news to its listener. */
    static void heard(Message message, Listener listener) {
        switch (message.getType()) {
            case READY -> listener.ready((Ready) message);
            case SNAPSHOT -> listener.snapshot((Snapshot) message);
            default -> throw new IllegalArgumentException("the worker says " + message.getType());
        }
    }

    // ---- commands ----

    /** Shows a saved parameter file. */
    public static Message open(Int8Array file) {
        return Shapes.bytes(OPEN, file);
    }

    /** Goes on by itself. */
    public static Message play() {
        return Shapes.command(PLAY);
    }

    /** Stands still. */
    public static Message pause() {
        return Shapes.command(PAUSE);
    }

    // ---- questions ----

    /** The run as a parameter file; what its card says of it, as JSON. */
    public static Question<Message.Bytes> save(String about) {
        return Shapes.question(Shapes.text(SAVE, about));
    }

    /** The model card of the run as it stands, as JSON. */
    public static Question<Message.Text> card() {
        return Shapes.question(Shapes.command(CARD));
    }

    // ---- news ----

    /**
     * A run is at its beginning, or a saved one at its end.
     *
     * @param settings as in a link's fragment; empty for photos
     * @param card the model card as JSON; empty for a new run
     * @param window {x low, x high, y low, y high}: the part of the plane that the boundary shows
     */
    public static Message ready(
            String settings,
            String card,
            double[] trainX,
            double[] trainY,
            double[] testX,
            double[] testY,
            double[] window) {
        return ready(
                READY,
                settings,
                card,
                Float64Array.copyFromJavaArray(trainX),
                Float64Array.copyFromJavaArray(trainY),
                Float64Array.copyFromJavaArray(testX),
                Float64Array.copyFromJavaArray(testY),
                Float64Array.copyFromJavaArray(window));
    }

    /** A run on photos is ready; its card as JSON, empty for a new run. */
    public static Message ready(String card) {
        double[] none = {};
        return ready("", card, none, none, none, none, none);
    }

    @JSBody(
            params = {"type", "settings", "card", "trainX", "trainY", "testX", "testY", "window"},
            script = "return {type: type, settings: settings, card: card, trainX: trainX, trainY: trainY, testX: testX,"
                    + " testY: testY, window: window};")
    private static native Message ready(
            String type,
            String settings,
            String card,
            Float64Array trainX,
            Float64Array trainY,
            Float64Array testX,
            Float64Array testY,
            Float64Array window);

    /** What {@link #ready} holds: points as shape (2, m), row by row. */
    public interface Ready extends Message {
        @JSProperty
        String getSettings();

        @JSProperty
        String getCard();

        @JSProperty
        Float64Array getTrainX();

        @JSProperty
        Float64Array getTrainY();

        @JSProperty
        Float64Array getTestX();

        @JSProperty
        Float64Array getTestY();

        @JSProperty
        Float64Array getWindow();
    }

    /**
     * A run at one moment.
     *
     * @param iteration updates made
     * @param furthest the most that were made, before the run was taken back
     * @param perSecond updates a second, lately; 0 while paused
     * @param cost before the last update; NaN before the first
     * @param train accuracy on the training examples, 0 to 1
     * @param test accuracy on the test examples, 0 to 1
     * @param running whether it continues by itself
     * @param done whether all iterations are made
     * @param costs cost points since the last snapshot: iteration, cost, iteration, cost …
     * @param boundary probabilities on the grid of the window, rows from its top; null where there is nothing new
     */
    public static Message snapshot(
            int iteration,
            int furthest,
            double perSecond,
            double cost,
            double train,
            double test,
            boolean running,
            boolean done,
            double[] costs,
            float @Nullable [] boundary) {
        return snapshot(
                SNAPSHOT,
                iteration,
                furthest,
                perSecond,
                cost,
                train,
                test,
                running,
                done,
                Float64Array.copyFromJavaArray(costs),
                boundary == null ? null : Float32Array.copyFromJavaArray(boundary));
    }

    /** A run that stands still and is only looked at: the iteration and the boundary, see {@link #snapshot}. */
    public static Message still(int iteration, float[] boundary) {
        return snapshot(
                iteration, iteration, 0, Double.NaN, Double.NaN, Double.NaN, false, true, new double[0], boundary);
    }

    @JSBody(
            params = {
                "type",
                "iteration",
                "furthest",
                "perSecond",
                "cost",
                "train",
                "test",
                "running",
                "done",
                "costs",
                "boundary"
            },
            script = "return {type: type, iteration: iteration, furthest: furthest, perSecond: perSecond, cost: cost,"
                    + " train: train, test: test, running: running, done: done, costs: costs, boundary: boundary};")
    private static native Message snapshot(
            String type,
            int iteration,
            int furthest,
            double perSecond,
            double cost,
            double train,
            double test,
            boolean running,
            boolean done,
            Float64Array costs,
            @Nullable Float32Array boundary);

    /** What {@link #snapshot} holds. */
    public interface Snapshot extends Message {
        @JSProperty
        int getIteration();

        @JSProperty
        int getFurthest();

        @JSProperty
        double getPerSecond();

        @JSProperty
        double getCost();

        @JSProperty
        double getTrain();

        @JSProperty
        double getTest();

        @JSProperty
        boolean isRunning();

        @JSProperty
        boolean isDone();

        @JSProperty
        Float64Array getCosts();

        @JSProperty
        @Nullable
        Float32Array getBoundary();
    }
}
