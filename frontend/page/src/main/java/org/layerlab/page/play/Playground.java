package org.layerlab.page.play;

import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.SaveDialog;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The playground: takes what a person does into settings, address and messages to the worker. Its answers come to {@link
 * PlayAnswers}, how the run stands is told by {@link PlayRun}, and {@link PlayView} shows it.
 */
public final class Playground {
    private final Status status;
    private final PlayRun run = new PlayRun();
    private final SettingsForm form = new SettingsForm();
    private final Link link = new Link(this::follow);
    private final SaveDialog saveDialog = new SaveDialog(() -> SavedRun.name(this.settings), this::save);
    private final Asker asker;
    private final Asked asked = new Asked();
    private final PlayView view;
    private final PlayAnswers answers;
    private final WorkerLink worker;
    private final SavedRun saved;
    private final LeftRun left;
    private PlaySettings settings = PlaySettings.DEFAULT;
    private final SettingsUndo undo = new SettingsUndo();
    private final UndoButtons undoButtons;
    /** Whether a link was opened before. */
    private boolean followed;

    /** A playground on this page. */
    public Playground(Status status) {
        this.status = status;
        undoButtons = new UndoButtons(undo, run, status, () -> settings, this::make, this::set);
        asker = new Asker(status::say);
        view = new PlayView(run, () -> settings, link::run, status, asked, asker, saveDialog::open, this::frame);
        saved = new SavedRun(run, link, saveDialog, status, asked);
        answers = new PlayAnswers(run, view, status, saveDialog, saved, undoButtons, asked);
        left = new LeftRun(
                run, new ReturningRun(run, view, saved, link, status, () -> settings, asked::send, asked::go));
        view.time().hold(left::holds);
        worker = PlayMessages.start(answers);
        asker.turnTo(worker);
    }

    private void frame() {
        answers.frame();
        left.moved();
    }

    private void save(String about, Consumer<Int8Array> made, Consumer<String> failed) {
        asker.ask(RunMessages.save(about), file -> made.accept(file.getBytes()), failed);
    }

    /** Shows the settings of the link and makes a first network. */
    public void start() {
        saved.bind();
        Dom.on("settings", "submit", event -> event.preventDefault());
        for (String id : List.of("settings", "show-test-data", "discretize")) {
            Dom.on(id, "change", event -> changed());
        }
        SettingsForm.bindChips(link::go);
        follow(LeftRun.fragment(Dom.hash()));
        left.bind();
        left.comeBack();
        new Tour().begin(link.others());
    }

    // ---- what a person does ----

    private final class Asked implements PlayView.Acts, PlayAnswers.Course, SavedRun.Host {
        @Override
        public void play() {
            if (run.atEnd()) {
                trainMore();
            } else if (run.state() != PlayRun.State.EMPTY) {
                go();
            }
        }

        private void go() {
            if (!left.holds()) {
                view.stepping(false);
                worker.send(RunMessages.play());
                press(true);
            }
        }

        @Override
        public void trainMore() {
            if (run.state() == PlayRun.State.AWAITED || run.state() == PlayRun.State.READY) {
                // The press itself took a setting over that was still being typed, and so began another run.
                go();
            } else if (run.state() == PlayRun.State.DONE
                    && !left.holds()
                    && view.lesson().allows("iterations=")) {
                extend(run.extended());
                go();
            }
        }

        @Override
        public void startOver() {
            reset();
            play();
        }

        @Override
        public void pause() {
            worker.send(RunMessages.pause());
            press(false);
        }

        /** The buttons answer at once; the worker's snapshot follows within a frame. */
        private void press(boolean playing) {
            run.press(playing);
            view.pressed();
        }

        @Override
        public void step() {
            step(1);
        }

        @Override
        public void stepEpoch() {
            step(run.leftOfEpoch(settings.batchSize(), settings.rules()));
        }

        private void step(int count) {
            if (run.state() != PlayRun.State.EMPTY && !left.holds()) {
                if (count == 1) {
                    view.stepping(true);
                }
                worker.send(PlayMessages.step(count));
            }
        }

        @Override
        public void back() {
            view.time().back();
        }

        @Override
        public void reset() {
            RunCourse replayed = link.replayed();
            if (replayed == null) {
                Playground.this.startOver();
            } else {
                repeat(replayed.fragment());
            }
        }

        @Override
        public void regenerate() {
            if (view.lesson().permits("regenerate=") && view.lesson().permits("seed=")) {
                form.seed(settings.nextSeed());
                changed();
            }
        }

        @Override
        public void send(Message message) {
            worker.send(message);
        }

        @Override
        public void edit(WeightEdit edit) {
            if (!left.holds()) {
                undo.edited(edit);
                undoButtons.show();
                set(edit, false);
            }
        }

        @Override
        public void reshape(List<Integer> hidden, List<Activation> activations) {
            form.shape(hidden, activations);
            changed();
        }

        @Override
        public void placed(CustomPoints points) {
            boolean going = run.playing();
            OwnPoints.keep(points);
            show(settings.with(points));
            view.redraw(going);
            Playground.this.startOver();
            if (going) {
                play();
            }
        }

        @Override
        public void setUp(PlaySettings others) {
            view.leave();
            take(others);
            Playground.this.startOver();
            play();
        }

        @Override
        public void setUp(String fragment) {
            repeat(fragment);
            play();
        }

        private void repeat(String fragment) {
            view.leave();
            RunCourse course = RunCourse.ofAny(PlaySettings.parse(fragment));
            take(course.first());
            Playground.this.startOver(course);
        }

        @Override
        public void told(String fragment) {
            link.told(fragment);
        }

        @Override
        public void planned(int iteration, String changes) {
            PlaySettings now = changes.isEmpty() ? settings : settings.with(changes);
            view.planned(iteration, SettingsChange.told(settings, now), changes.isEmpty());
            // What a person has just chosen stands in the form.
            if (!view.readout().isChangingSettings()) {
                show(now);
            }
        }

        @Override
        public void tryOut(Diagnosis.Remedy remedy) {
            if (remedy.settings().isEmpty()) {
                view.time().seek(remedy.iteration());
            } else if (view.lesson().allows(remedy.settings())) {
                setUp(settings.with(remedy.settings()));
            }
        }

        @Override
        public PlaySettings settings() {
            return settings;
        }

        @Override
        public void adopt(PlaySettings now) {
            link.begin(new RunCourse(now));
            undo.changed(saved.continues() ? now : settings, now); // What a link brings is not a person's change.
            show(now);
            run.examples(view.prepare());
            view.plan();
        }

        @Override
        public void beginWith(int iterations) {
            extend(iterations);
            run.beginWith(iterations);
        }

        private void extend(int iterations) {
            undo.lengthen(settings.iterations(), iterations);
            show(settings.with("iterations=" + iterations));
            adjust("");
        }
    }

    private void changed() {
        PlaySettings.Parsed parsed = form.read();
        if (!parsed.problems().isEmpty()) {
            status.say(Texts.of("{0}, so nothing was changed.", Texts.listed(parsed.problems())));
            form.show(settings);
            return;
        }
        status.clear();
        SettingsChange change = SettingsChange.of(settings, parsed.settings(), OwnPoints::kept);
        if (change.goesOn(settings) && left.holds()) {
            form.show(settings);
        } else {
            undo.changed(settings, change.settings());
            make(change);
            left.shown();
        }
    }

    private void make(SettingsChange change) {
        boolean longer = change.settings().iterations() != settings.iterations();
        String told = SettingsChange.told(settings, change.settings());
        if (change.freshRun()) {
            view.leave();
        }
        show(change.settings());
        if (longer) {
            view.plan();
        }
        view.options();
        if (change.stopRules()) {
            worker.send(PlayMessages.rules(settings.fragment()));
        }
        if (change.freshRun()) {
            startOver();
        } else if (change.training()) {
            adjust(told);
        }
    }

    private void adjust(String told) {
        // Without points there is no run; the next one begins with these settings.
        if (run.state() != PlayRun.State.EMPTY) {
            view.readout().changing(told, false);
            worker.send(PlayMessages.adjust(settings.fragment()));
        }
    }

    private void set(WeightEdit edit, boolean back) {
        view.editing();
        worker.send(edit.message(back));
        view.maths().stale();
    }

    // ---- links and files ----

    private void follow(String hash) {
        OpenedLink opened = OpenedLink.of(hash, OwnPoints::kept);
        undo.changed(settings, opened.settings());
        if (!followed || !opened.lesson().isEmpty()) {
            undo.clear();
        }
        followed = true;
        undoButtons.show();
        settings = opened.settings();
        view.leave();
        link.opened(opened);
        form.show(settings);
        link.hideControls();
        view.lesson().show(opened.lesson());
        opened.tell(status);
        begin(opened.course());
        saved.follow(opened.origin(), hash.contains("iterations=") ? settings.iterations() : 0);
    }

    // ---- runs ----

    /** Takes these settings into form and address. */
    private void take(PlaySettings now) {
        undo.changed(settings, now);
        show(now);
    }

    private void show(PlaySettings now) {
        settings = now;
        form.show(settings);
        link.write(settings);
        undoButtons.show();
    }

    /** Begins a run of the settings as they are, which continues no saved one. */
    private void startOver() {
        startOver(new RunCourse(settings));
    }

    private void startOver(RunCourse course) {
        saved.leave();
        begin(course);
        link.write(settings);
    }

    /** Begins a run that is changed at the iterations that its course names. */
    private void begin(RunCourse course) {
        // The list takes the run that was there, with what made it.
        view.leave();
        link.begin(course);
        left.leave();
        undoButtons.cut(-1);
        int examples = view.prepare();
        view.readout().clear();
        view.lesson().begin();
        run.begin(examples);
        view.plan();
        if (run.state() == PlayRun.State.EMPTY) {
            // What the worker still tells is of an earlier run.
            worker.send(RunMessages.pause());
            view.empty();
            saveDialog.enable(false);
        } else {
            worker.send(PlayMessages.points(course.fragment()));
        }
    }
}
