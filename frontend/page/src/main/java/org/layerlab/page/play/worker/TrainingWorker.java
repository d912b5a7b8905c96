package org.layerlab.page.play.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.BayesOptimum;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.Trainer;
import org.layerlab.network.training.WeightChange;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PageLink;
import org.layerlab.page.message.PlayMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.UnitMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.settings.PlaySettings;
import org.layerlab.page.settings.RunCourse;
import org.layerlab.page.training.TrainingLoop;

/** The worker of the playground: owns the run on points, trains it, and answers questions in between. */
public final class TrainingWorker {
    private static final int MOST_STEPS = 1000;

    private final EventLoop clock = EventLoop.BROWSER;
    private final KernelChoice choice;
    private final TrainingLoop loop;
    private final RunReport report = new RunReport();
    private final Seek seek = new Seek(this::sought);

    private @Nullable PointsRun run;
    /** What is added to the present run's training. */
    private @Nullable Playback playback;

    /** What makes the run again; null for a saved one. */
    private @Nullable RunCourse course;

    /** An iteration at which the page wants to see the run, however fast it goes; 0 for none. */
    private int lookAt;
    /** Why a rule ended the run; null while none did. */
    private @Nullable String stopped;

    /** A worker for dense networks on points: it brings, and needs of the kernels, nothing for others. */
    public TrainingWorker(KernelChoice choice) {
        this.choice = choice;
        loop = new TrainingLoop(clock, MOST_STEPS, choice::lostOne, new Owner());
    }

    /** Begins to listen. */
    public void start() {
        PageLink.listen(
                loop::settle,
                List.of(RunMessages.PLAY, RunMessages.PAUSE, PlayMessages.ADJUST),
                this::hearOfRuns,
                this::hearOfTheirCourse,
                this::hearOfTheNetwork);
    }

    private boolean hearOfRuns(Message message, Reply reply) throws ParameterFileException {
        switch (message.getType()) {
            case PlayMessages.POINTS -> {
                RunCourse told = RunCourse.ofAny(PlaySettings.parse(Message.text(message)));
                begin(PointsRun.begin(told.first(), choice));
                course = told;
                if (takeUpDue()) {
                    loop.tell(true);
                }
            }
            case RunMessages.OPEN -> open(file(message));
            case RunMessages.SAVE -> {
                PointsRun saved = run();
                reply.answer(Answers.bytes(saved.file(ModelDescription.fromJson(Message.text(message)))
                        .toSafetensors(StorageType.of(saved.network().kernels().precision()))));
            }
            case RunMessages.CARD ->
                reply.answer(Answers.text(
                        run().file(ModelDescription.fromJson("{}")).card().toString()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean hearOfTheirCourse(Message message, Reply reply) {
        switch (message.getType()) {
            case RunMessages.PLAY -> play();
            case RunMessages.PAUSE -> pause();
            case PlayMessages.STEP -> step((int) Message.value(message));
            case PlayMessages.SEEK -> seek((int) Message.value(message));
            case PlayMessages.PACE -> loop.pace(Message.value(message));
            case PlayMessages.RULES -> {
                if (playback != null) {
                    playback.stopping().set(run().stopBy(settings(message)));
                }
            }
            case PlayMessages.ADJUST -> adjust(settings(message));
            case PlayMessages.LOOK -> lookAt = (int) Message.value(message);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean hearOfTheNetwork(Message message, Reply reply) {
        switch (message.getType()) {
            case UnitMessages.WATCH -> {
                report.watch((UnitMessages.Watch) message);
                if (run != null) {
                    report.show(run, true);
                }
            }
            case UnitMessages.EDIT -> edit((UnitMessages.Edit) message);
            case PlayMessages.EXPLAIN -> reply.answer(Explanation.of(run().trainer()));
            case PlayMessages.CHECK -> reply.answer(Explanation.gradientCheck(run().network(), run().points()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static PlaySettings settings(Message message) {
        return PlaySettings.parse(Message.text(message)).settings();
    }

    private static ParameterFile file(Message message) throws ParameterFileException {
        return ParameterFile.readSafetensors(Message.bytes(message));
    }

    private PointsRun run() {
        if (run == null) {
            throw new IllegalStateException("nothing is set up yet");
        }
        return run;
    }

    // ---- runs ----

    private void open(ParameterFile file) {
        PlayableNetwork.require(file.card());
        PointsRun opened = PointsRun.open(file, choice);
        begin(opened);
        if (!opened.caveat().isEmpty()) {
            post(PlayMessages.note(opened.caveat()));
        }
    }

    /** Begins a run: tells the best that can be had on its points, and gives it a past, rules and a doctor. */
    private void begin(PointsRun next) {
        seek.cancel();
        course = null;
        if (playback != null) {
            playback.release();
            playback = null;
        }
        if (run != null) {
            run.release();
        }
        run = next;
        choice.share(TrainingLoop.isLarge(next.trainer()));
        loop.begin(next.trainer());
        report.begin();
        post(next.ready());
        loop.tell(true);
        PlaySettings settings = next.settings();
        double noise = settings.noise() / 100;
        double bayes = BayesOptimum.accuracy(settings.dataset(), settings.classes(), noise);
        post(PlayMessages.bayes(bayes));
        boolean numbers = settings.dataset().isRegression();
        playback = new Playback(next, numbers ? BayesOptimum.r2(settings.dataset(), noise) : bayes);
    }

    // ---- their course ----

    private void play() {
        resume();
        if (!run().trainer().done()) {
            loop.play();
        }
        loop.tell(false);
    }

    /** Leaves the past, where the run was taken back to it. */
    private void resume() {
        seek.cancel();
        Playback here = playback;
        if (here != null) {
            here.stopping().started(clock.now());
            if (here.timeline().resumed()) {
                cut();
                changed();
            }
        }
    }

    private void cut() {
        PointsRun points = run();
        points.cut();
        if (playback != null) {
            playback.cut();
        }
        report.cut(points.trainer());
        post(PlayMessages.cut(points.iteration()));
    }

    /** The loop stands still, and time does not count. */
    private void halt() {
        loop.pause();
        if (playback != null) {
            playback.stopping().paused(clock.now());
        }
    }

    private void pause() {
        seek.cancel();
        halt();
        if (run != null) {
            loop.tell(true);
        }
    }

    private void step(int count) {
        halt();
        resume();
        // An update that was under way may have been completed by this message.
        takeUpDue();
        Trainer trainer = run().trainer();
        for (int left = count; left > 0 && !trainer.done(); ) {
            left -= trainer.steps(Math.min(left, untilDue()));
            if (playback != null) {
                playback.passed();
            }
            passed();
        }
        loop.tell(true);
    }

    private void seek(int iteration) {
        if (playback != null) {
            halt();
            seek.start(run().trainer(), playback.timeline(), iteration);
        }
    }

    private void sought(int wanted) {
        if (playback != null) {
            playback.stopping().lookFromHere();
        }
        loop.tell(true);
        post(PlayMessages.sought(wanted));
    }

    private void adjust(PlaySettings settings) {
        if (playback != null) {
            loop.settle();
        }
        boolean other = takeUp(settings);
        RunCourse told = course;
        if (other) {
            changed();
        } else if (told != null) {
            told.lengthen(run().iteration(), settings);
            post(PlayMessages.course(told.fragment()));
        }
        post(PlayMessages.adjusted(run().iteration()));
        loop.tell(false);
    }

    /** Goes on with these settings; whether what follows is another run. */
    private boolean takeUp(PlaySettings settings) {
        PointsRun points = run();
        Hyperparameters before = points.trainer().hyperparameters();
        points.adjust(settings);
        boolean other = playback != null && playback.timeline().adjusted(before);
        if (other) {
            cut();
        }
        return other;
    }

    private void edit(UnitMessages.Edit edit) {
        if (playback != null) {
            loop.settle();
        }
        WeightChange weight = new WeightChange(edit.getLayer(), edit.getRow(), edit.getColumn(), edit.getValue());
        set(weight);
        RunCourse told = course;
        if (playback != null) {
            if (told != null) {
                told.edit(run().iteration(), weight);
            }
            changed();
            post(PlayMessages.adjusted(run().iteration()));
        }
        loop.tell(true);
    }

    private void set(WeightChange weight) {
        run().set(weight);
        if (playback != null) {
            playback.edited();
            cut();
        }
    }

    /** A person has changed the run, whose present settings hold from here on. */
    private void changed() {
        RunCourse told = course;
        if (told != null) {
            told.change(run().iteration(), run().settings());
            post(PlayMessages.course(told.fragment()));
        }
    }

    /** How many updates may be made before the link changes something, or the page wants to see the run. */
    private int untilDue() {
        int here = run().iteration();
        int due = course == null ? Integer.MAX_VALUE : Math.max(1, course.until(here));
        return lookAt > here ? Math.min(due, lookAt - here) : due;
    }

    /** Updates were made, and none is under way. */
    private void passed() {
        takeUpDue();
        if (run().iteration() == lookAt) {
            loop.tell(true);
        }
    }

    /** Changes what the link says that is to be changed here; whether that was anything. */
    private boolean takeUpDue() {
        RunCourse told = course;
        boolean any = false;
        while (told != null && told.until(run().iteration()) == 0) {
            WeightChange weight = told.dueWeight();
            if (weight == null) {
                takeUp(told.dueSettings());
            } else {
                set(weight);
            }
            post(PlayMessages.planned(run().iteration(), told.dueText()));
            told.done();
            any = true;
        }
        return any;
    }

    private final class Owner implements TrainingLoop.Owner {
        @Override
        public boolean over(double now) {
            stopped = playback == null ? null : playback.passed(now);
            passed();
            return stopped != null || run().trainer().done();
        }

        @Override
        public int most() {
            return untilDue();
        }

        @Override
        public boolean measures(double now) {
            return report.measures(now);
        }

        @Override
        public void ended() {
            loop.tell(true);
            String why = stopped;
            if (why != null) {
                post(PlayMessages.stopped(why));
                stopped = null;
            }
        }

        @Override
        public void tell(boolean whole) {
            report.tell(run(), playback, loop, whole);
        }

        @Override
        public void failed(String why) {
            PageLink.postFailure(why);
        }
    }
}
