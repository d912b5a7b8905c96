package org.layerlab.page.message;

import org.layerlab.network.check.Check;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/** What the lab's worker hears and tells: self-test, benchmark, and files that people bring to other pages. */
public final class LabMessages {
    public static final String SELF_TEST = "selftest";
    public static final String BENCH = "bench";
    public static final String RUNS = "runs";
    public static final String CONVERT = "convert";

    /** To the worker on the GPU: one that is emulated in software will do. */
    public static final String SOFTWARE = "software";

    private static final String CHECKED = "checked";
    private static final String MEASURED = "measured";
    private static final String FINISHED = "finished";

    private LabMessages() {}

    /** Hears of the self-test and the benchmark. */
    public interface Listener extends WorkerLink.Listener {
        /** One more check of the self-test is done. */
        default void checked(Check check, double milliseconds, int done, int total) {}

        /** One more figure of the benchmark is there. */
        default void measured(Figure figure, int done, int total) {}

        /** The self-test or the benchmark is through. */
        default void finished() {}
    }

    /** Starts a worker whose news go to this listener. */
    public static WorkerLink start(Listener listener) {
        return WorkerLink.start(message -> heard(message, listener), listener);
    }

    /** Starts the worker on the GPU, whose news go to this listener. */
    public static WorkerLink startGpu(Listener listener) {
        return WorkerLink.startGpu(message -> heard(message, listener), listener);
    }

    /** Starts a worker of the lab's program for a page of another, to be asked {@link #convert}. */
    public static WorkerLink startReader(WorkerLink.Listener listener) {
        return WorkerLink.startLab(message -> {}, listener);
    }

    private static void heard(Message message, Listener listener) {
        switch (message.getType()) {
            case CHECKED -> {
                Checked checked = (Checked) message;
                listener.checked(
                        new Check(checked.getName(), checked.isPassed(), checked.getDetail()),
                        checked.getMilliseconds(),
                        checked.getDone(),
                        checked.getTotal());
            }
            case MEASURED -> {
                Measured measured = (Measured) message;
                listener.measured(
                        new Figure(
                                measured.getId(),
                                measured.getName(),
                                measured.getNumber(),
                                measured.getUnit(),
                                measured.getGigaflops(),
                                measured.getThreads()),
                        measured.getDone(),
                        measured.getTotal());
            }
            case FINISHED -> listener.finished();
            default -> throw new IllegalArgumentException("the worker says " + message.getType());
        }
    }

    /** Runs the self-test; its golden files are below the assets' address. */
    public static Message selfTest(String assets) {
        return Shapes.text(SELF_TEST, assets);
    }

    /** Trains {@code count} random runs of {@code seed} and the numbers after it, and tells their bits. */
    public static Message runs(double seed, int count) {
        return Shapes.text(RUNS, (long) seed + " " + count);
    }

    /** Measures the figure of that id; all of them where it is empty. */
    public static Message bench(String only) {
        return Shapes.text(BENCH, only);
    }

    /** A file of anyone as LayerLab's safetensors; where {@code about} is not empty, its card says that, as JSON. */
    public static Question<Converted> convert(Int8Array file, String about) {
        return Shapes.question(convert(CONVERT, file, about));
    }

    @JSBody(
            params = {"type", "file", "about"},
            script = "return {type: type, bytes: file, about: about};")
    private static native Message convert(String type, Int8Array file, String about);

    /** What {@link #convert} holds. */
    public interface Convert extends Message.Bytes {
        @JSProperty
        String getAbout();
    }

    /** The answer to {@link #convert}. */
    public static Converted converted(byte[] file, String note) {
        return converted(Int8Array.copyFromJavaArray(file), note);
    }

    @JSBody(
            params = {"file", "note"},
            script = "return {bytes: file, note: note};")
    private static native Converted converted(Int8Array file, String note);

    /** What {@link #converted} holds. */
    public interface Converted extends Message.Bytes {
        /** How the file of another program was read, a sentence on each line; empty for LayerLab's own. */
        @JSProperty
        String getNote();
    }

    /** What one check of the self-test found. */
    public static Message checked(Check check, double milliseconds, int done, int total) {
        return checked(CHECKED, check.name(), check.passed(), check.detail(), milliseconds, done, total);
    }

    @JSBody(
            params = {"type", "name", "passed", "detail", "milliseconds", "done", "total"},
            script = "return {type: type, name: name, passed: passed, detail: detail, milliseconds: milliseconds,"
                    + " done: done, total: total};")
    private static native Message checked(
            String type, String name, boolean passed, String detail, double milliseconds, int done, int total);

    private interface Checked extends Message {
        @JSProperty
        String getName();

        @JSProperty
        boolean isPassed();

        @JSProperty
        String getDetail();

        @JSProperty
        double getMilliseconds();

        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }

    /** A figure of the benchmark. */
    public static Message measured(Figure figure, int done, int total) {
        return measured(
                MEASURED,
                figure.id(),
                figure.name(),
                figure.value(),
                figure.unit(),
                figure.gigaflops(),
                figure.threads(),
                done,
                total);
    }

    @JSBody(
            params = {"type", "id", "name", "number", "unit", "gigaflops", "threads", "done", "total"},
            script = "return {type: type, id: id, name: name, number: number, unit: unit, gigaflops: gigaflops,"
                    + " threads: threads, done: done, total: total};")
    private static native Message measured(
            String type,
            String id,
            String name,
            double number,
            String unit,
            double gigaflops,
            int threads,
            int done,
            int total);

    private interface Measured extends Message {
        @JSProperty
        String getId();

        @JSProperty
        String getName();

        @JSProperty
        double getNumber();

        @JSProperty
        String getUnit();

        @JSProperty
        double getGigaflops();

        @JSProperty
        int getThreads();

        @JSProperty
        int getDone();

        @JSProperty
        int getTotal();
    }

    /** See {@link Listener#finished}. */
    public static Message finished() {
        return Shapes.command(FINISHED);
    }
}
