package org.layerlab.page.message;

import org.layerlab.network.doctor.Diagnosis;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Float64Array;

/** What the worker of the playground hears and tells, besides {@link RunMessages} and {@link UnitMessages}. */
public final class PlayMessages {
    public static final String POINTS = "points";
    public static final String STEP = "step";
    public static final String SEEK = "seek";
    public static final String PACE = "pace";
    public static final String RULES = "rules";
    public static final String ADJUST = "adjust";
    public static final String LOOK = "look";
    public static final String EXPLAIN = "explain";
    public static final String CHECK = "check";

    private static final String BAYES = "bayes";
    private static final String FRESH = "fresh";
    private static final String GRADIENT = "gradient";
    private static final String CONFUSION = "confusion";
    private static final String MEASURED = "measured";
    private static final String ADJUSTED = "adjusted";
    private static final String CUT = "cut";
    private static final String SOUGHT = "sought";
    private static final String STOPPED = "stopped";
    private static final String DIAGNOSIS = "diagnosis";
    private static final String NOTE = "note";
    private static final String COURSE = "course";
    private static final String PLANNED = "planned";

    /** What is compared with the noise limit: the standard error of an accuracy on so many points is 0.5 % at most. */
    public static final int FRESH_POINTS = 10_000;

    private PlayMessages() {}

    /** Hears of a run on points. */
    public interface Listener extends RunMessages.Listener {
        /** What the units that are looked at say, and their weights. */
        default void drawing(UnitMessages.Drawing drawing) {}

        /** The accuracy on {@link #FRESH_POINTS} points that nobody has seen, 0 to 1; NaN where it is not measured. */
        default void fresh(double accuracy) {}

        /** The length of the cost's gradient by all weights and biases, where the run stands. */
        default void gradient(double length) {}

        /**
         * How many test points of each class got which answer, row by row: a row for each class, a column for each
         * answer; of more than two classes alone.
         */
        default void confusion(double[] counts) {}

        /**
         * What was measured at an iteration.
         *
         * @param testCost on the test points, NaN without any; infinite where the network is certain and wrong
         * @param train accuracy or R² on the training points, at most 1
         * @param test the same on the test points; NaN without any
         */
        default void measured(int iteration, double testCost, double train, double test) {}

        /** The earliest requested change, of settings or of a weight, was made after this many updates. */
        default void adjusted(int iteration) {}

        /** The best accuracy that any classifier can reach on the points, on average, 0 to 1; NaN where nobody knows it. */
        default void bayes(double optimum) {}

        /** The iterations after this one are void: something was changed here by hand. */
        default void cut(int iteration) {}

        /** The run came as near as it can to an iteration that it was taken to. */
        default void sought(int iteration) {}

        /** A rule ended the run early. */
        default void stopped(String why) {}

        /** What the doctor says. */
        default void diagnosis(Diagnosis diagnosis) {}

        /**
         * What makes the run again, after a person has changed it: settings and changes as in a link, empty where there
         * were too many.
         */
        default void course(String fragment) {}

        /**
         * A change was made that the link has told of.
         *
         * @param iteration after how many updates
         * @param settings that were set, as in a link; empty where a weight was
         */
        default void planned(int iteration, String settings) {}

        /** What is worth knowing of the run that is ready. */
        default void note(String text) {}
    }

    /** Starts a worker whose news go to this listener. */
    public static WorkerLink start(Listener listener) {
        return WorkerLink.start(message -> heard(message, listener), listener);
    }

    private static void heard(Message message, Listener listener) {
        switch (message.getType()) {
            case UnitMessages.DRAWING -> listener.drawing((UnitMessages.Drawing) message);
            case BAYES -> listener.bayes(((Message.Value) message).getValue());
            case FRESH -> listener.fresh(((Message.Value) message).getValue());
            case GRADIENT -> listener.gradient(((Message.Value) message).getValue());
            case CONFUSION ->
                listener.confusion(((Confusion) message).getCounts().copyToJavaArray());
            case MEASURED -> {
                Measured at = (Measured) message;
                listener.measured(at.getIteration(), at.getTestCost(), at.getTrain(), at.getTest());
            }
            case ADJUSTED -> listener.adjusted((int) ((Message.Value) message).getValue());
            case CUT -> listener.cut((int) ((Message.Value) message).getValue());
            case SOUGHT -> listener.sought((int) ((Message.Value) message).getValue());
            case STOPPED -> listener.stopped(((Message.Text) message).getText());
            case DIAGNOSIS -> listener.diagnosis(DiagnosisMessage.read((DiagnosisMessage.Finding) message));
            case COURSE -> listener.course(((Message.Text) message).getText());
            case PLANNED -> {
                Planned planned = (Planned) message;
                listener.planned(planned.getIteration(), planned.getText());
            }
            case NOTE -> listener.note(((Message.Text) message).getText());
            default -> RunMessages.heard(message, listener);
        }
    }

    // ---- commands ----

    /** Begins a run on 2-D points; the settings, and changes on its way, as in a link's fragment. */
    public static Message points(String settings) {
        return Shapes.text(POINTS, settings);
    }

    /** Makes this many updates. */
    public static Message step(int count) {
        return Shapes.value(STEP, count);
    }

    /** Takes the run to an iteration of its past. */
    public static Message seek(int iteration) {
        return Shapes.value(SEEK, iteration);
    }

    /** Lets a run make up to this many iterations a second; 0 for no limit. */
    public static Message pace(double perSecond) {
        return Shapes.value(PACE, perSecond);
    }

    /** Sets what ends the run early; the settings as in a link's fragment. */
    public static Message rules(String settings) {
        return Shapes.text(RULES, settings);
    }

    /** Goes on with another learning rate, schedule, regularization or number of iterations. */
    public static Message adjust(String settings) {
        return Shapes.text(ADJUST, settings);
    }

    /** Has the run told whole at an iteration, however fast it goes; 0 for none. */
    public static Message look(int iteration) {
        return Shapes.value(LOOK, iteration);
    }

    // ---- questions ----

    /** The next update's numbers. */
    public static Question<Explained> explain() {
        return Shapes.question(Shapes.command(EXPLAIN));
    }

    /** The next update's numbers. */
    public interface Explained extends Message {
        /** The names of the matrices, with commas between them. */
        @JSProperty
        String getNames();

        /** For each matrix its rows, its columns, and the values of its first four rows and columns. */
        @JSProperty
        Float64Array getNumbers();

        /** Updates made so far. */
        @JSProperty
        int getIteration();
    }

    /** Answers {@link #explain}. */
    public static Explained explained(String names, double[] numbers, int iteration) {
        return explained(names, Float64Array.copyFromJavaArray(numbers), iteration);
    }

    @JSBody(
            params = {"names", "numbers", "iteration"},
            script = "return {names: names, numbers: numbers, iteration: iteration};")
    private static native Explained explained(String names, Float64Array numbers, int iteration);

    /** How far backward's gradients are from central differences. */
    public static Question<Gradients> check() {
        return Shapes.question(Shapes.command(CHECK));
    }

    /** How far backward's gradients are from central differences. */
    public interface Gradients extends Message {
        /** The relative distance. */
        @JSProperty
        double getDistance();

        @JSProperty
        int getCompared();

        @JSProperty
        int getTotal();
    }

    /** Answers {@link #check}. */
    @JSBody(
            params = {"distance", "compared", "total"},
            script = "return {distance: distance, compared: compared, total: total};")
    public static native Gradients gradients(double distance, double compared, double total);

    // ---- news ----

    /** See {@link Listener#bayes}. */
    public static Message bayes(double optimum) {
        return Shapes.value(BAYES, optimum);
    }

    /** See {@link Listener#fresh}. */
    public static Message fresh(double accuracy) {
        return Shapes.value(FRESH, accuracy);
    }

    /** See {@link Listener#gradient}. */
    public static Message gradient(double length) {
        return Shapes.value(GRADIENT, length);
    }

    /** See {@link Listener#confusion}. */
    public static Message confusion(double[] counts) {
        return confusion(CONFUSION, Float64Array.copyFromJavaArray(counts));
    }

    @JSBody(
            params = {"type", "counts"},
            script = "return {type: type, counts: counts};")
    private static native Message confusion(String type, Float64Array counts);

    private interface Confusion extends Message {
        @JSProperty
        Float64Array getCounts();
    }

    /** See {@link Listener#measured}. */
    public static Message measured(int iteration, double testCost, double train, double test) {
        return measured(MEASURED, iteration, testCost, train, test);
    }

    @JSBody(
            params = {"type", "iteration", "testCost", "train", "test"},
            script = "return {type: type, iteration: iteration, testCost: testCost, train: train, test: test};")
    private static native Message measured(String type, int iteration, double testCost, double train, double test);

    private interface Measured extends Message {
        @JSProperty
        int getIteration();

        @JSProperty
        double getTestCost();

        @JSProperty
        double getTrain();

        @JSProperty
        double getTest();
    }

    /** See {@link Listener#adjusted}. */
    public static Message adjusted(int iteration) {
        return Shapes.value(ADJUSTED, iteration);
    }

    /** See {@link Listener#cut}. */
    public static Message cut(int iteration) {
        return Shapes.value(CUT, iteration);
    }

    /** See {@link Listener#sought}. */
    public static Message sought(int iteration) {
        return Shapes.value(SOUGHT, iteration);
    }

    /** See {@link Listener#stopped}. */
    public static Message stopped(String why) {
        return Shapes.text(STOPPED, why);
    }

    /** See {@link Listener#course}. */
    public static Message course(String fragment) {
        return Shapes.text(COURSE, fragment);
    }

    /** See {@link Listener#planned}. */
    public static Message planned(int iteration, String settings) {
        return planned(PLANNED, iteration, settings);
    }

    @JSBody(
            params = {"type", "iteration", "text"},
            script = "return {type: type, iteration: iteration, text: text};")
    private static native Message planned(String type, int iteration, String text);

    private interface Planned extends Message.Text {
        @JSProperty
        int getIteration();
    }

    /** See {@link Listener#note}. */
    public static Message note(String text) {
        return Shapes.text(NOTE, text);
    }

    /** See {@link Listener#diagnosis}. */
    public static Message diagnosis(Diagnosis diagnosis) {
        return DiagnosisMessage.of(DIAGNOSIS, diagnosis);
    }
}
