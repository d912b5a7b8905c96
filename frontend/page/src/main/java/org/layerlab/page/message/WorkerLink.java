package org.layerlab.page.message;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.check.Check;
import org.layerlab.network.doctor.Diagnosis;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** The page's end of the line to its worker. */
public final class WorkerLink {
    /** Hears what the worker tells; each method does nothing unless it is overridden. */
    public interface Listener {
        /** A run stands ready. */
        default void ready(Messages.Ready ready) {}

        /** A run at one moment. */
        default void snapshot(Messages.Snapshot snapshot) {}

        /** What the units that are looked at say, and their weights. */
        default void drawing(Messages.Drawing drawing) {}

        /** The next update's numbers. */
        default void explained(Messages.Explained explained) {}

        /** How far the gradients are from central differences. */
        default void gradients(Messages.Gradients gradients) {}

        /** The best accuracy that can be had on the points. */
        default void bayes(double optimum) {}

        /** What came after this iteration is no longer so. */
        default void cut(int iteration) {}

        /** A rule ended the run early. */
        default void stopped(String why) {}

        /** What the doctor says. */
        default void diagnosis(Diagnosis diagnosis) {}

        /** The probabilities for the test examples. */
        default void tested(double[] probabilities) {}

        /** A photo's probability of being a dog, and how much there was to go by. */
        default void probability(Messages.Probability answer) {}

        /** What is to be known of the run that stands ready. */
        default void note(String text) {}

        /** So many iterations of a saved run are made again. */
        default void verifying(int done, int total) {}

        /** What came of it, as JSON. */
        default void verified(String verdict) {}
        /** How far the photos have come. */
        default void loading(Messages.Loading loading) {}

        /** The photos are there. */
        default void loaded(Messages.Loaded loaded) {}

        /** A run was measured on its validation part. */
        default void validated(Messages.Validated validated) {}

        /** How far the network's probabilities can be trusted, as JSON; empty where that is not known. */
        default void calibrated(String calibration) {}

        /** What this browser keeps of a run, as JSON; empty where there is none. */
        default void kept(String about) {}

        /** What mattered in a photo. */
        default void mattered(Messages.Mattered mattered) {}

        /** The training photos that are nearest to one. */
        default void near(Messages.Near near) {}

        /** What a network's layers make of a photo. */
        default void maps(Messages.Mapped mapped) {}

        /** A person's own classes are learned; what came of it, as JSON. */
        default void classTrained(String summary) {}

        /** The probability of each of a person's own classes. */
        default void classSaid(int token, double[] probabilities) {}

        /** The first layer's weights. */
        default void layer(Messages.Layer layer) {}

        /** The probabilities for all photos of a split. */
        default void surveyed(String split, double[] probabilities) {}

        /** Photos that were asked for. */
        default void pictures(int token, byte[] pixels) {}

        /** One of many photos is judged. */
        default void judged(Messages.Judged judged) {}

        /** The parameter file that was asked for. */
        default void file(Int8Array bytes) {}

        /** One more check of the self-test is done. */
        default void checked(Check check, double milliseconds, int done, int total) {}

        /** One more figure of the benchmark is there. */
        default void measured(Figure figure, int done, int total) {}

        /** The self-test or the benchmark is through. */
        default void finished() {}

        /** The last request came to nothing, or the worker died. */
        void failed(String why);
    }

    @JSFunctor
    private interface Heard extends JSObject {
        void heard(Messages.Message message);
    }

    @JSFunctor
    private interface Failed extends JSObject {
        void failed(String why);
    }

    private final Listener listener;
    private final List<Messages.Message> waiting = new ArrayList<>();
    private boolean awake;
    private final JSObject worker;

    /** Starts a worker of the same build as this page. */
    public WorkerLink(Listener listener) {
        this(listener, "");
    }

    private WorkerLink(Listener listener, String program) {
        this.listener = listener;
        worker = create(program, this::hear, listener::failed);
    }

    /** Starts a worker of the lab's program, which reads every kind of file. */
    public static WorkerLink ofLab(Listener listener) {
        return new WorkerLink(listener, "lab");
    }

    /** Sends a message; those sent before the worker is awake wait for it. */
    public void send(Messages.Message message) {
        if (awake) {
            post(worker, message);
        } else {
            waiting.add(message);
        }
    }

    /** Ends the worker; what it would still have told is not heard. */
    public void end() {
        end(worker);
    }

    private void hear(Messages.Message message) {
        switch (message.getType()) {
            case "awake" -> {
                awake = true;
                waiting.forEach(this::send);
                waiting.clear();
            }
            case "ready" -> listener.ready((Messages.Ready) message);
            case "snapshot" -> listener.snapshot((Messages.Snapshot) message);
            case "drawing" -> listener.drawing((Messages.Drawing) message);
            case "explained" -> listener.explained((Messages.Explained) message);
            case "gradients" -> listener.gradients((Messages.Gradients) message);
            case "bayes" -> {
                Messages.Valued number = (Messages.Valued) message;
                listener.bayes(number.getNumber());
            }
            case "cut" -> {
                Messages.Valued number = (Messages.Valued) message;
                listener.cut((int) number.getNumber());
            }
            case "stopped" -> {
                Messages.Text text = (Messages.Text) message;
                listener.stopped(text.getText());
            }
            case "diagnosis" -> listener.diagnosis(Messages.diagnosis((Messages.Finding) message));
            case "tested" -> {
                Messages.Tested tested = (Messages.Tested) message;
                listener.tested(tested.getValues().copyToJavaArray());
            }
            case "probability" -> listener.probability((Messages.Probability) message);
            case "note" -> {
                Messages.Text text = (Messages.Text) message;
                listener.note(text.getText());
            }
            case "verifying" -> {
                Messages.Verifying verifying = (Messages.Verifying) message;
                listener.verifying(verifying.getDone(), verifying.getTotal());
            }
            case "verified" -> {
                Messages.Text text = (Messages.Text) message;
                listener.verified(text.getText());
            }
            case "file" -> {
                Messages.Bytes bytes = (Messages.Bytes) message;
                listener.file(bytes.getBytes());
            }
            case "checked" -> {
                Messages.Checked checked = (Messages.Checked) message;
                listener.checked(
                        new Check(checked.getText(), checked.isPassed(), checked.getDetail()),
                        checked.getNumber(),
                        checked.getDone(),
                        checked.getTotal());
            }
            case "measured" -> {
                Messages.Measured measured = (Messages.Measured) message;
                listener.measured(
                        new Figure(
                                measured.getId(),
                                measured.getText(),
                                measured.getNumber(),
                                measured.getUnit(),
                                measured.getGigaflops(),
                                measured.getThreads()),
                        measured.getDone(),
                        measured.getTotal());
            }
            case "loading" -> listener.loading((Messages.Loading) message);
            case "loaded" -> listener.loaded((Messages.Loaded) message);
            case "validated" -> listener.validated((Messages.Validated) message);
            case "calibrated" -> listener.calibrated(text(message));
            case "kept" -> listener.kept(text(message));
            case "mattered" -> listener.mattered((Messages.Mattered) message);
            case "near" -> listener.near((Messages.Near) message);
            case "mapped" -> listener.maps((Messages.Mapped) message);
            case "class-trained" -> listener.classTrained(text(message));
            case "class-said" -> {
                Messages.ClassSaid said = (Messages.ClassSaid) message;
                listener.classSaid((int) said.getNumber(), said.getValues().copyToJavaArray());
            }
            case "layer" -> listener.layer((Messages.Layer) message);
            case "surveyed" -> {
                Messages.Surveyed surveyed = (Messages.Surveyed) message;
                listener.surveyed(surveyed.getText(), surveyed.getValues().copyToJavaArray());
            }
            case "pictures" -> {
                Messages.Bytes bytes = (Messages.Bytes) message;
                listener.pictures((int) bytes.getNumber(), bytes.getBytes().copyToJavaArray());
            }
            case "judged" -> listener.judged((Messages.Judged) message);
            case "finished" -> listener.finished();
            case "failed" -> listener.failed(text(message));
            default -> throw new IllegalArgumentException("the worker says " + message.getType());
        }
    }

    private static String text(Messages.Message message) {
        Messages.Text text = (Messages.Text) message;
        return text.getText();
    }

    @JSBody(
            params = {"program", "heard", "failed"},
            script = "var worker = window.LayerLab.worker(program);"
                    + "worker.onmessage = function(event) { heard(event.data); };"
                    + "worker.onerror = function(event) {"
                    + "  failed('The training worker stopped: ' + (event.message || 'it could not be loaded'));"
                    + "};"
                    + "return worker;")
    private static native JSObject create(String program, Heard heard, Failed failed);

    @JSBody(params = "worker", script = "worker.onmessage = null; worker.terminate();")
    private static native void end(JSObject worker);

    @JSBody(
            params = {"worker", "message"},
            script = "worker.postMessage(message);")
    private static native void post(JSObject worker, Messages.Message message);
}
