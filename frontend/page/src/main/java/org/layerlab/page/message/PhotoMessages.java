package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** How the photo page's worker is told to load photos and to train on them, and what it tells of that unasked. */
public final class PhotoMessages {
    public static final String PHOTOS = "photos";
    public static final String RESUME = "resume";
    public static final String STOP = "stop";
    public static final String CONTINUE = "continue";
    public static final String KEPT = "kept?";
    public static final String KEEP = "keep";
    public static final String FORGET = "forget";
    public static final String LOOK = "look";
    public static final String OWN = "own";
    public static final String PIXELS = "pixels";
    public static final String SURVEY = "survey";
    public static final String TIME = "time";

    private static final String TESTED = "tested";
    private static final String LOADING = "loading";
    private static final String LOADED = "loaded";
    private static final String VALIDATED = "validated";
    private static final String MEASURED = "measured";
    private static final String SAVED = "saved";
    private static final String CALIBRATED = "calibrated";
    private static final String NOT_KEPT = "not-kept";
    private static final String ENGINE = "engine";

    /** The training accuracy is measured on at most this many photos, spread over all. */
    public static final int SAMPLE = 500;

    private PhotoMessages() {}

    /** Hears of photos and of a run on them. */
    public interface Listener extends RunMessages.Listener {
        /** The probabilities for the test photos, in their order. */
        default void tested(double[] probabilities) {}

        /** How far the photos have come, or how much of a training on own classes is done. */
        default void loading(Loading loading) {}

        /** The photos are there. */
        default void loaded(Loaded loaded) {}

        /** A run was measured on its validation set. */
        default void validated(Validated validated) {}

        /** What a resumed run was measured at before: iteration, training and test accuracy, iteration … */
        default void measured(double[] accuracies) {}

        /** What part of the test photos the saved network is right on, where it differs from the one in training. */
        default void saved(double accuracy) {}

        /** How far the network's probabilities can be trusted, as JSON; empty where that is not known. */
        default void calibrated(String calibration) {}

        /** This browser cannot keep the run. */
        default void notKept(String why) {}

        /** This computes from now on. */
        default void engine(EngineChoice choice) {}
    }

    /** Starts a worker whose news go to this listener. */
    public static WorkerLink start(Listener listener) {
        return WorkerLink.start(message -> heard(message, listener), listener);
    }

    private static void heard(Message message, Listener listener) {
        switch (message.getType()) {
            case TESTED ->
                listener.tested(((Message.Values) message).getValues().copyToJavaArray());
            case LOADING -> listener.loading((Loading) message);
            case LOADED -> listener.loaded((Loaded) message);
            case VALIDATED -> listener.validated((Validated) message);
            case MEASURED ->
                listener.measured(((Message.Values) message).getValues().copyToJavaArray());
            case SAVED -> listener.saved(((Message.Values) message).getValues().get(0));
            case CALIBRATED -> listener.calibrated(((Message.Text) message).getText());
            case NOT_KEPT -> listener.notKept(((Message.Text) message).getText());
            case ENGINE -> listener.engine(EngineChoice.of(((Message.Text) message).getText()));
            default -> RunMessages.heard(message, listener);
        }
    }

    // ---- commands ----

    /** Loads the photos that are missing, begins a run on them and trains; the settings as JSON. */
    public static Message photos(String settings) {
        return Shapes.text(PHOTOS, settings);
    }

    /** Takes up the run that this browser keeps, and continues. */
    public static Message resume() {
        return Shapes.command(RESUME);
    }

    /** Takes a saved run on photos up where it stopped, and waits there. */
    public static Message continueRun(Int8Array file) {
        return Shapes.bytes(CONTINUE, file);
    }

    /** Keeps the run in this browser as it is now, because the page may be about to close. */
    public static Message keep() {
        return Shapes.command(KEEP);
    }

    /** Deletes the run that this browser keeps. */
    public static Message forget() {
        return Shapes.command(FORGET);
    }

    /** Loads photos of a data set without training on them; its source as JSON. */
    public static Message look(String source) {
        return Shapes.text(LOOK, source);
    }

    /** Takes a person's own photos to learn from; files and their paths, in the same order. */
    public static Message own(JSArray<File> files, JSArray<JSString> paths) {
        return own(OWN, files, paths);
    }

    @JSBody(
            params = {"type", "files", "paths"},
            script = "return {type: type, files: files, paths: paths};")
    private static native Message own(String type, JSArray<File> files, JSArray<JSString> paths);

    /** What {@link #own} holds. */
    public interface Files extends Message {
        @JSProperty
        JSArray<File> getFiles();

        @JSProperty
        JSArray<JSString> getPaths();
    }

    // ---- questions ----

    /**
     * Stands still, and begins nothing that was asked for before; the answer is empty. What is told before it is of the run
     * that was stopped.
     */
    public static Question<Message.Text> stop() {
        return Shapes.question(Shapes.command(STOP));
    }

    /** What is known of the run that this browser keeps, as JSON; empty where there is none. */
    public static Question<Message.Text> kept() {
        return Shapes.question(Shapes.command(KEPT));
    }

    /**
     * How many milliseconds an update takes on this device, measured now: the least and the median. A recipe as JSON with
     * {@code photosAtOnce}, the photos in an update.
     */
    public static Question<Message.Values> time(String recipe) {
        return Shapes.question(Shapes.text(TIME, recipe));
    }

    /** The probabilities of a dog for all photos of {@code train} or {@code test}. */
    public static Question<Message.Values> survey(String split) {
        return Shapes.question(Shapes.text(SURVEY, split));
    }

    /** Some photos of {@code train} or {@code test}, by their indices. */
    public static Question<Message.Bytes> pixels(String split, int[] indices) {
        return Shapes.question(pixels(PIXELS, split, Int32Array.copyFromJavaArray(indices)));
    }

    @JSBody(
            params = {"type", "split", "indices"},
            script = "return {type: type, split: split, indices: indices};")
    private static native Message pixels(String type, String split, Int32Array indices);

    /** What {@link #pixels} holds. */
    public interface Pixels extends Message {
        @JSProperty
        String getSplit();

        @JSProperty
        Int32Array getIndices();
    }

    // ---- news ----

    /** See {@link Listener#tested}. */
    public static Message tested(double[] probabilities) {
        return Shapes.values(TESTED, Float64Array.copyFromJavaArray(probabilities));
    }

    /** How far the photos have come, for people; total 0 where it is not known. */
    public static Message loading(String text, double done, double total) {
        return loading(LOADING, text, done, total);
    }

    @JSBody(
            params = {"type", "text", "done", "total"},
            script = "return {type: type, text: text, done: done, total: total};")
    private static native Message loading(String type, String text, double done, double total);

    /** What {@link #loading} holds. */
    public interface Loading extends Message.Text {
        @JSProperty
        double getDone();

        @JSProperty
        double getTotal();
    }

    /** The photos are there; their labels, and what there is to tell of those that were left out. */
    public static Message loaded(String note, byte[] train, byte[] test) {
        return loaded(LOADED, note, Int8Array.copyFromJavaArray(train), Int8Array.copyFromJavaArray(test));
    }

    @JSBody(
            params = {"type", "note", "train", "test"},
            script = "return {type: type, note: note, train: train, test: test};")
    private static native Message loaded(String type, String note, Int8Array train, Int8Array test);

    /** What {@link #loaded} holds. */
    public interface Loaded extends Message {
        @JSProperty
        String getNote();

        @JSProperty
        Int8Array getTrain();

        @JSProperty
        Int8Array getTest();
    }

    /**
     * What a run did on its validation set.
     *
     * @param best the iteration of the best measurement so far, whose parameters are kept
     * @param examples how many there are
     */
    public static Message validated(int iteration, double accuracy, int best, double bestAccuracy, int examples) {
        return validated(VALIDATED, iteration, accuracy, best, bestAccuracy, examples);
    }

    @JSBody(
            params = {"type", "iteration", "accuracy", "best", "bestAccuracy", "examples"},
            script = "return {type: type, iteration: iteration, accuracy: accuracy, best: best,"
                    + " bestAccuracy: bestAccuracy, examples: examples};")
    private static native Message validated(
            String type, int iteration, double accuracy, int best, double bestAccuracy, int examples);

    /** What {@link #validated} holds. */
    public interface Validated extends Message {
        @JSProperty
        int getIteration();

        @JSProperty
        double getAccuracy();

        @JSProperty
        int getBest();

        @JSProperty
        double getBestAccuracy();

        @JSProperty
        int getExamples();
    }

    /** See {@link Listener#measured}. */
    public static Message measured(double[] accuracies) {
        return Shapes.values(MEASURED, Float64Array.copyFromJavaArray(accuracies));
    }

    /** See {@link Listener#saved}. */
    public static Message saved(double accuracy) {
        return Shapes.values(SAVED, Float64Array.copyFromJavaArray(new double[] {accuracy}));
    }

    /** See {@link Listener#calibrated}. */
    public static Message calibrated(String calibration) {
        return Shapes.text(CALIBRATED, calibration);
    }

    /** See {@link Listener#notKept}. */
    public static Message notKept(String why) {
        return Shapes.text(NOT_KEPT, why);
    }

    /** See {@link Listener#engine}. */
    public static Message engine(EngineChoice choice) {
        return Shapes.text(ENGINE, choice.text());
    }
}
