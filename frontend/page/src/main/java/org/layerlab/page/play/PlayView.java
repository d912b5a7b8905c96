package org.layerlab.page.play;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.parts.RunCurves;
import org.layerlab.page.settings.PlayRows;
import org.layerlab.page.settings.PlaySettings;

/** The parts of the playground that show a run. They know {@link PlayRun}; what a person does in them goes to {@link Acts}. */
final class PlayView {
    /** What a person asks for in one of the parts. */
    interface Acts extends Transport.Actions {
        /** Sends the worker a message. */
        void send(Message message);

        /** A weight is to be set. */
        void edit(WeightEdit edit);

        /** Another shape of the network. */
        void reshape(List<Integer> hidden, List<Activation> activations);

        /** Points were placed, moved, erased or read from a table. */
        void placed(CustomPoints points);

        /** Makes the run of these settings. */
        void setUp(PlaySettings settings);

        /** Makes the run that a link's fragment tells of, with its changes. */
        void setUp(String fragment);

        /** Does what the doctor proposes. */
        void tryOut(Diagnosis.Remedy remedy);
    }

    private final PlayRun run;
    private final Supplier<PlaySettings> settings;
    private final Supplier<String> course;
    private final BoundaryCanvas boundary = new BoundaryCanvas("boundary");
    private final CostChart chart = new CostChart("cost-chart", new ChangeMarks());
    private final Readout readout;
    private final TimeBar time;
    private final DoctorCard doctor;
    private final Transport transport;
    private final PointTools tools;
    private final Comparison comparison;
    private final RunHistory history;
    private final MathsPanel maths;
    private final NetworkPanel network;
    /** Whether the run was moved by single steps last. */
    private boolean stepping;

    private final LessonCard lesson;

    /**
     * The parts on this page.
     *
     * @param settings those of the run
     * @param course what makes it again, as in a link; empty where no link holds that
     * @param worker is asked for the numbers of an update
     * @param busy whether a dialog has the keys now
     * @param frame takes the next snapshot from {@link #readout()} and shows it by {@link #moved}
     */
    PlayView(
            PlayRun run,
            Supplier<PlaySettings> settings,
            Supplier<String> course,
            Status status,
            Acts acts,
            Asker worker,
            BooleanSupplier busy,
            Runnable frame) {
        this.run = run;
        this.settings = settings;
        this.course = course;
        lesson = new LessonCard(status, acts::send);
        readout = new Readout(boundary, chart, frame);
        time = new TimeBar(acts::send);
        doctor = new DoctorCard(acts::tryOut, this::isChange);
        transport = new Transport(status, run, acts, busy, lesson::permits);
        tools = new PointTools(boundary, status, () -> lesson.allows("dataset="), acts::placed);
        Consumer<PastRun> takeUp = past -> {
            acts.setUp(past.link());
            RunChanges changes = past.result().changes();
            if (changes.any() && changes.course().isEmpty()) {
                status.note(Texts.of(
                        "This run was changed as it went. A rerun does not repeat that: its result may differ."));
            }
        };
        comparison = new Comparison(boundary, chart, () -> result().begun(), takeUp, status);
        history = new RunHistory(boundary, this::result, takeUp, comparison::pin);
        network = new NetworkPanel(new Drawn(acts));
        maths = new MathsPanel(acts, () -> lesson.permits("stepButton="), worker, run::heard, network::speakOf, status);
        new Sweep(settings, acts::setUp);
        new PlotDownloads(boundary, chart, this::result, worker, status);
        new LessonMaker(() -> settings.get().fragment());
        PreviewTiles.bind();
    }

    /** Whether a remedy of the doctor's changes anything. */
    private boolean isChange(Diagnosis.Remedy remedy) {
        if (remedy.settings().isEmpty()) {
            return true;
        }
        PlaySettings now = settings.get();
        PlaySettings next = now.with(remedy.settings());
        return !next.equals(now) && lesson.suits(remedy.settings(), now, next);
    }

    /** What a person does on the drawing of the network. */
    private final class Drawn implements NetworkHost {
        private final Acts acts;

        Drawn(Acts acts) {
            this.acts = acts;
        }

        @Override
        public void reshape(List<Integer> hidden, List<Activation> activations) {
            acts.reshape(hidden, activations);
        }

        @Override
        public void send(Message message) {
            acts.send(message);
        }

        @Override
        public void edit(int layer, int row, int column, double from, double to) {
            acts.edit(new WeightEdit(layer, row, column, from, to, run.iteration()));
        }

        @Override
        public void peek(float[] values, int label) {
            boundary.peek(values, label);
        }
    }

    /** How the run stands, with its settings. */
    private RunResult result() {
        return new RunResult(
                settings.get(),
                run.iteration(),
                run.cost(),
                run.train(),
                run.test(),
                readout.costs(),
                RunChanges.of(chart.run().changes(), course.get()));
    }

    /** Numbers, curve and log. */
    Readout readout() {
        return readout;
    }

    /** A person goes step by step from now on, or no longer. */
    void stepping(boolean single) {
        stepping = single;
    }

    /** The line of all moments of the run. */
    TimeBar time() {
        return time;
    }

    /** The task of the link. */
    LessonCard lesson() {
        return lesson;
    }

    /** What is wrong with the run, in words. */
    DoctorCard doctor() {
        return doctor;
    }

    /** The step in mathematics. */
    MathsPanel maths() {
        return maths;
    }

    /** The network, drawn. */
    NetworkPanel network() {
        return network;
    }

    /** Buttons and keys. */
    Transport transport() {
        return transport;
    }

    /** Shows the plot as the settings want it. */
    void options() {
        boundary.options(settings.get().get(PlayRows.SHOW_TEST), settings.get().get(PlayRows.DISCRETIZE));
    }

    /** A weight is about to be set. */
    void editing() {
        readout.changing(Texts.of("A weight or bias was changed"), true);
    }

    /**
     * A change that a link told of was made.
     *
     * @param told the settings that changed, in words; empty where nothing is to be said of them
     * @param weights whether a weight was set
     */
    void planned(int iteration, String told, boolean weights) {
        String text = weights ? Texts.of("A weight or bias was changed") : told;
        if (!text.isEmpty()) {
            readout.planned(new RunCurves.Change(iteration, text, weights));
        }
        if (weights) {
            maths.stale();
        }
    }

    /** Whether the present run began from initial weights. */
    boolean isFresh() {
        return history.isFresh();
    }

    /** Whether no setting was changed while it was under way. */
    boolean isUnchanged() {
        return chart.run().changes().isEmpty();
    }

    /** Play or Pause was pressed. */
    void pressed() {
        history.press(run.playing(), run.iteration());
        transport.show();
    }

    /**
     * The run that is shown makes way for the same with other points.
     *
     * @param going whether that happens as it goes, so that the two are one in the list of runs
     */
    void redraw(boolean going) {
        if (going) {
            history.redraw();
        }
    }

    /** Prepares for the settings' length and batches: at its end, the run can go on for as many iterations again. */
    void plan() {
        int iterations = settings.get().iterations();
        run.plan(iterations);
        transport.showMore(iterations);
        transport.showEpochs(run.hasEpochs(settings.get().batchSize()));
    }

    /** The run that is shown makes way for another. */
    void leave() {
        history.leave();
    }

    /**
     * Readies all parts for a run of the settings, which the worker is still to make.
     *
     * @return how many points it learns from
     */
    int prepare() {
        leave();
        PlaySettings s = settings.get();
        options();
        time.begin(s.iterations());
        doctor.begin();
        boolean custom = s.dataset() == Points.CUSTOM;
        boolean edited = custom && lesson.permits("dataset=");
        boundary.editing(edited);
        tools.show(edited, s.points(), s.percTrainData());
        LabeledSet own = custom ? s.points().train(s.percTrainData()) : null;
        return !custom ? s.trainSize() : own == null ? 0 : own.size();
    }

    /** Shows that there are no points to learn from. */
    void empty() {
        CustomPoints points = settings.get().points();
        boundary.points(points.window(), points.classes(), new double[0], new double[0], new double[0], new double[0]);
        boundary.placed(points, settings.get().percTrainData());
        history.forget();
        transport.show();
        transport.enable(false);
        maths.close();
        Dom.enable("maths-open", false);
        network.show(settings.get(), true);
        readout.empty();
        doctor.show(run.state());
    }

    /** Shows the points and the network of a run that is ready. */
    void ready(RunMessages.Ready ready) {
        boundary.points(
                ready.getWindow().copyToJavaArray(),
                settings.get().classes(),
                ready.getTrainX().copyToJavaArray(),
                ready.getTrainY().copyToJavaArray(),
                ready.getTestX().copyToJavaArray(),
                ready.getTestY().copyToJavaArray());
        readout.sizes(
                settings.get(), ready.getTrainY().getLength(), ready.getTestY().getLength());
        history.begin(ready.getCard().isEmpty(), run.playing());
        network.show(settings.get(), false);
        maths.show(settings.get());
        transport.enable(true);
        Dom.enable("maths-open", true);
    }

    /** Shows how the run stands, after it has moved. */
    void moved(double perSecond) {
        time.show(run.iteration(), run.furthest(), settings.get().iterations(), run.playing());
        if (run.playing()) {
            doctor.stopped("");
        }
        readout.show(run, perSecond, time.isSlow() || (stepping && !run.playing()));
        transport.show();
        EmbedEvents.tell(run, lesson.look(result()));
        maths.moved(run.iteration(), run.playing(), run.done(), settings.get());
        doctor.show(run.state());
        comparison.follow(run.playing());
        history.moved(run, settings.get());
    }
}
