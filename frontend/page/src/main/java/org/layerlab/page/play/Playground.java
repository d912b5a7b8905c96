package org.layerlab.page.play;

import com.eclipsesource.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.LabelledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.doctor.Diagnosis;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.Kept;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.WorkerLink;
import org.layerlab.page.parts.BoundaryCanvas;
import org.layerlab.page.parts.BroughtFile;
import org.layerlab.page.parts.CostChart;
import org.layerlab.page.parts.Origin;
import org.layerlab.page.parts.SaveDialog;
import org.layerlab.page.settings.CardText;
import org.layerlab.page.settings.PlaySettings;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** The playground: turns clicks into messages to the worker, and the worker's snapshots into what is seen. */
public final class Playground implements WorkerLink.Listener {
    /** Older lines of the log leave the page, so that a long run does not fill it. */
    private static final int MOST_LOG_LINES = 2000;

    private static final String KEPT_POINTS = "points";

    private final Status status;
    private final SettingsForm form = new SettingsForm();
    private final BoundaryCanvas boundary = new BoundaryCanvas("boundary");
    private final CostChart chart = new CostChart("cost-chart");
    private final Frames frames = new Frames(this::frame);
    private final WorkerLink worker = new WorkerLink(this);
    private final TimeBar time = new TimeBar(worker);
    private final DoctorCard doctor = new DoctorCard(this::tryOut, this::isChange);
    private final PointTools tools;
    private final Comparison comparison = new Comparison(boundary, chart, this::state, this::setUp);
    private final SaveDialog saveDialog =
            new SaveDialog(this::suggestedName, about -> worker.send(Messages.save(about)));

    private final MathsPanel maths = new MathsPanel(worker::send, layer -> speakOf(layer));
    private final NetworkPanel network = new NetworkPanel(new NetworkPanel.Host() {
        @Override
        public void reshape(List<Integer> hidden, List<Activation> activations) {
            form.shape(hidden, activations);
            changed();
        }

        @Override
        public void send(Messages.Message message) {
            worker.send(message);
            if (message.getType().equals("edit")) {
                maths.stale();
            }
        }

        @Override
        public void peek(float[] values) {
            boundary.peek(values);
        }
    });
    private final Tour tour = new Tour();
    private final LessonCard lesson = new LessonCard();

    private PlaySettings settings = PlaySettings.DEFAULT;
    private PlaySettings.Parsed link = PlaySettings.parse("");
    private Messages.@Nullable Snapshot pending;
    private @Nullable Float32Array pendingSurface;
    private final List<CostPoint> pendingCosts = new ArrayList<>();
    /** All of the run so far. */
    private final List<CostPoint> costs = new ArrayList<>();
    /** How many points are learned from. */
    private int trainSize;

    private double cost = Double.NaN;
    private double[] accuracies = {Double.NaN, Double.NaN};

    private boolean running;
    private boolean done;
    private boolean broken;
    private double bayes = Double.NaN;
    private int iteration;
    private Origin origin = Origin.NONE;
    /** Whether a saved run is on its way, to be taken up where it stopped. */
    private boolean takingUp;
    /** Whether the run that stands ready was just taken up. */
    private boolean justTakenUp;

    /** Whether a run was asked for that does not stand ready yet: until it does, snapshots are of an earlier one. */
    private boolean awaiting;

    /** A playground on this page. */
    public Playground(Status status) {
        this.status = status;
        tools = new PointTools(boundary, status, this::placed);
        new Sweep(() -> settings, this::setUp);
        new PlotDownloads(boundary, chart, this::state);
        new LessonMaker(() -> settings.fragment());
    }

    /** Shows the settings of the link and makes a first network. */
    public void start() {
        bind();
        drawPreviews();
        Dom.onThemeChange(event -> drawPreviews());
        follow(Window.current().getLocation().getHash());
        if (!link.others().contains("embed=true") && Lesson.of(link.others()).isEmpty()) {
            tour.begin();
        }
    }

    private void speakOf(int layer) {
        network.speakOf(layer);
    }

    private void bind() {
        for (String id : List.of("play", "pause", "step", "step-epoch", "reset", "regenerate")) {
            leaveAfterMouse(Dom.byId(id));
        }
        Dom.on("play", "click", event -> play());
        Dom.on("pause", "click", event -> pause());
        Dom.on("step", "click", event -> worker.send(Messages.step(1)));
        Dom.on("step-epoch", "click", event -> stepEpoch());
        Dom.on("reset", "click", event -> beginAnew());
        Dom.on("regenerate", "click", event -> regenerate());
        new BroughtFile(
                        (bytes, name) -> {
                            status.clear();
                            origin = Origin.NONE;
                            saveDialog.parent("");
                            link = new PlaySettings.Parsed(settings, List.of(), Origin.without(link.others()));
                            takeUp(bytes);
                        },
                        status::say)
                .bind("model-file");
        Dom.on("settings", "submit", event -> event.preventDefault());
        Dom.on("settings", "change", event -> changed());
        Dom.on(
                "noise",
                "input",
                event -> Dom.text(
                        "noise-value",
                        NumberFormat.decimals(
                                Double.parseDouble(Dom.input("noise").getValue()) / 100, 2)));
        Dom.on("show-test-data", "change", event -> changed());
        Dom.on("discretize", "change", event -> changed());
        for (HTMLElement chip : Dom.all("[data-preset]")) {
            Dom.on(
                    chip,
                    "click",
                    event -> Window.current()
                            .getLocation()
                            .setHash(link.with(SettingsForm.preset(chip.getAttribute("data-preset")))
                                    .fragment()));
        }
        Dom.on(Window.current(), "hashchange", event -> {
            String hash = Window.current().getLocation().getHash();
            if (!hash.equals("#" + link.with(settings).fragment())) {
                follow(hash);
            }
        });
        Dom.on(Window.current().getDocument(), "keydown", event -> key((KeyboardEvent) event));
    }

    /** The keys for everything that is done often; in a control they keep their own meaning. */
    private void key(KeyboardEvent event) {
        if (event.isCtrlKey() || event.isMetaKey() || event.isAltKey() || inField(event) || saveDialog.open()) {
            return;
        }
        switch (event.getKey()) {
            case " " -> {
                if (onButton(event)) {
                    // Space presses the button that has the focus.
                    return;
                }
                event.preventDefault();
                if (running) {
                    pause();
                } else {
                    play();
                }
            }
            case "ArrowRight" -> {
                event.preventDefault();
                worker.send(Messages.step(1));
            }
            case "r", "R" -> beginAnew();
            case "n", "N" -> regenerate();
            case "m", "M" -> Dom.byId("maths-open").click();
            case "?" -> Dialogs.open(Dom.byId("keys-dialog"));
            case "ArrowLeft" -> {
                event.preventDefault();
                time.back();
            }
            default -> {
                // Not ours.
            }
        }
    }

    @JSBody(
            params = "event",
            script = "return !!event.target.closest('input,select,textarea,dialog,[tabindex=\"0\"]');")
    private static native boolean inField(KeyboardEvent event);

    @JSBody(params = "event", script = "return !!event.target.closest('button,a');")
    private static native boolean onButton(KeyboardEvent event);

    /** A button that was pressed with the mouse does not keep the focus, so that Space goes on meaning Play. */
    @JSBody(
            params = "button",
            script = "button.addEventListener('click', function(event) { if (event.detail > 0) { button.blur(); } });")
    private static native void leaveAfterMouse(HTMLElement button);

    private void play() {
        if (done && !time.inThePast()) {
            // Pressing Play after the end means: once more.
            beginAnew();
        }
        worker.send(Messages.command("play"));
        // The buttons answer at once; the worker's snapshot follows within a frame.
        buttons(true);
    }

    private void pause() {
        worker.send(Messages.command("pause"));
        buttons(false);
    }

    /** Makes the updates that are left of this pass over the training points. */
    private void stepEpoch() {
        int m = trainSize;
        int batch = settings.batchSize() == 0 ? m : Math.min(m, settings.batchSize());
        int perEpoch = (m + batch - 1) / batch;
        worker.send(Messages.step(perEpoch - iteration % perEpoch));
    }

    /** A person has placed points: a run begins with them, and goes on where one was going on. */
    private void placed(CustomPoints points) {
        boolean going = running;
        Kept.put(KEPT_POINTS, points.encode());
        settings = settings.with(points);
        form.show(settings);
        replaceFragment(link.with(settings).fragment());
        beginAnew();
        if (going && trainSize > 0) {
            play();
        }
    }

    /** The points that this browser keeps from an earlier time, else those that are shown. */
    private CustomPoints ownPoints(PlaySettings before) {
        String kept = Kept.get(KEPT_POINTS);
        try {
            if (kept != null && !kept.isEmpty()) {
                return CustomPoints.decode(kept);
            }
        } catch (IllegalArgumentException e) {
            Kept.remove(KEPT_POINTS);
        }
        return before.dataset() == Points.CUSTOM ? CustomPoints.NONE : CustomPoints.of(before.trainPoints());
    }

    /** How the run stands. */
    private Comparison.State state() {
        return new Comparison.State(settings, iteration, cost, accuracies[0], accuracies[1], costs);
    }

    /** Sets up and begins the run of these settings. */
    private void setUp(PlaySettings others) {
        settings = others;
        form.show(settings);
        replaceFragment(link.with(settings).fragment());
        beginAnew();
        if (trainSize > 0) {
            play();
        }
    }

    /** Changes what the doctor proposes and starts again, or goes back where that is proposed. */
    private void tryOut(Diagnosis.Remedy remedy) {
        if (remedy.settings().isEmpty()) {
            time.seek(remedy.iteration());
            return;
        }
        if (!lesson.permits(remedy.settings())) {
            status.note(Texts.of("The lesson has fixed this setting."));
            return;
        }
        setUp(settings.with(remedy.settings()));
    }

    private boolean isChange(Diagnosis.Remedy remedy) {
        return remedy.settings().isEmpty() || !settings.with(remedy.settings()).equals(settings);
    }

    private void regenerate() {
        if (!lesson.permits("regenerate=") || !lesson.permits("seed=")) {
            return;
        }
        long next = settings.seed() + 1 > 0xffff_fffeL ? 0 : settings.seed() + 1;
        Dom.input("seed").setValue(String.valueOf(next));
        changed();
    }

    private void follow(String fragment) {
        TensorFlowLink foreign = TensorFlowLink.of(fragment);
        PlaySettings.Parsed parsed = PlaySettings.parse(foreign.fragment());
        link = parsed;
        settings = parsed.settings();
        if (settings.dataset() == Points.CUSTOM && settings.points().size() == 0) {
            settings = settings.with("points=" + ownPoints(settings).encode());
        }
        form.show(settings);
        hideControls(parsed.others());
        Lesson task = Lesson.of(parsed.others());
        lesson.show(task);
        List<String> problems = new ArrayList<>(parsed.problems());
        problems.addAll(task.problems());
        report(problems, Texts.of("so its default is used"));
        if (!foreign.note().isEmpty()) {
            replaceFragment(parsed.fragment());
            status.note(foreign.note());
        }
        origin = Origin.of(parsed.others());
        saveDialog.parent(origin.parent());
        begin();
        if (origin.continued()) {
            origin.load(this::takeUp, why -> failedToTakeUp(why));
        }
    }

    /** Takes up a saved run; the one that is there stays until it stands ready. */
    private void takeUp(Int8Array file) {
        takingUp = true;
        awaiting = true;
        worker.send(Messages.open(file));
    }

    private void failedToTakeUp(String why) {
        takingUp = false;
        leaveOrigin();
        status.say(why);
    }

    /** The run begins anew, so it is no continuation of a saved one any more. */
    private void leaveOrigin() {
        link = new PlaySettings.Parsed(settings, List.of(), Origin.begunAnew(link.others()));
        replaceFragment(link.with(settings).fragment());
    }

    private void takenUp(Messages.Ready ready) {
        PlaySettings saved = PlaySettings.parse(ready.getText()).settings();
        String shape = CardText.layers(Json.parse(ready.getCard()).asObject());
        if (!shape.equals(saved.architecture().toString().replace(", ", " · "))) {
            failedToTakeUp(Texts.of(
                    "The playground cannot hold a network with layers {0}: it has at most {1} hidden layers of 1 to {2} units.",
                    shape, PlaySettings.MAX_HIDDEN_LAYERS, PlaySettings.MAX_UNITS));
            begin();
            return;
        }
        justTakenUp = true;
        settings = saved;
        form.show(settings);
        prepare();
        boundary.options(settings.showTestData(), settings.discretize());
        replaceFragment(link.with(settings).fragment());
    }

    /** A run that had made all its iterations gets as many again, so that there is something to go on to. */
    private void extend() {
        int more = (int) Math.min(10_000_000, (long) iteration + settings.iterations());
        settings =
                PlaySettings.parse(settings.fragment() + "&iterations=" + more).settings();
        form.show(settings);
        replaceFragment(link.with(settings).fragment());
        worker.send(Messages.adjust(settings.fragment()));
    }

    /** {@code {control}_hide=true} hides a control, {@code embed=true} all but the plot and the transport. */
    private static void hideControls(List<String> others) {
        Dom.documentFlag("embed", others.contains("embed=true"));
        for (HTMLElement control : Dom.all("[data-control]")) {
            control.setHidden(others.contains(control.getAttribute("data-control") + "_hide=true"));
        }
    }

    private void changed() {
        PlaySettings.Parsed parsed = form.read();
        if (!parsed.problems().isEmpty()) {
            report(parsed.problems(), Texts.of("so nothing was changed"));
            form.show(settings);
            return;
        }
        status.clear();
        PlaySettings before = settings;
        settings = parsed.settings();
        if (settings.dataset() != before.dataset()) {
            settings = settings.after(before);
            if (settings.dataset() == Points.CUSTOM) {
                settings = settings.with("points=" + ownPoints(before).encode());
            }
        }
        form.show(settings);
        replaceFragment(link.with(settings).fragment());
        boundary.options(settings.showTestData(), settings.discretize());
        if (!before.stop().equals(settings.stop())) {
            worker.send(Messages.rules(settings.fragment()));
        }
        if (!needsFreshRun(before, settings)) {
            if (!before.hyperparameters().equals(settings.hyperparameters())) {
                worker.send(Messages.adjust(settings.fragment()));
            }
            return;
        }
        beginAnew();
    }

    private void beginAnew() {
        if (origin.continued()) {
            origin = Origin.NONE;
            leaveOrigin();
        }
        begin();
    }

    /** Whether settings differ in more than what a run can take up as it goes. */
    private static boolean needsFreshRun(PlaySettings a, PlaySettings b) {
        String same = "&learningRate=1&iterations=1&schedule=constant&regularization=none&regularizationRate=0"
                + "&showTestData=false&discretize=false&stopCost=0&stopPatience=0&stopSeconds=0";
        return !PlaySettings.parse(a.fragment() + same)
                .settings()
                .equals(PlaySettings.parse(b.fragment() + same).settings());
    }

    private void report(List<String> problems, String consequence) {
        if (problems.isEmpty()) {
            status.clear();
        } else {
            String said = problems.stream().map(Texts::said).collect(Collectors.joining("; "));
            status.say(said + ", " + consequence + ".");
        }
    }

    private void begin() {
        takingUp = false;
        justTakenUp = false;
        running = false;
        done = false;
        broken = false;
        bayes = Double.NaN;
        clearCosts();
        lesson.begin();
        boundary.options(settings.showTestData(), settings.discretize());
        prepare();
        if (trainSize == 0) {
            empty();
            return;
        }
        awaiting = true;
        worker.send(Messages.points(settings.fragment()));
    }

    /** Readies line, doctor and tools for a run of these settings. */
    private void prepare() {
        time.begin(settings.iterations());
        doctor.begin();
        boolean custom = settings.dataset() == Points.CUSTOM;
        boundary.editing(custom);
        tools.show(custom, settings.points(), settings.percTrainData());
        LabelledSet own = custom ? settings.points().train(settings.percTrainData()) : null;
        trainSize = !custom ? settings.trainSize() : own == null ? 0 : own.size();
        Dom.show("step-epoch", settings.batchSize() > 0 && settings.batchSize() < trainSize);
    }

    /** Nothing can be learned until a person has placed points. */
    private void empty() {
        worker.send(Messages.command("pause"));
        // What the worker still tells is of an earlier run.
        awaiting = true;
        boundary.points(settings.points().window(), new double[0], new double[0], new double[0], new double[0]);
        boundary.placed(settings.points(), settings.percTrainData());
        for (String id : List.of("play", "step", "step-epoch", "reset")) {
            Dom.enable(id, false);
        }
        saveDialog.enable(false);
        iteration = 0;
        NumberFormat.write(Dom.byId("iteration"), 0);
        for (String id : List.of("cost", "train-accuracy", "test-accuracy")) {
            Dom.text(id, "–");
        }
        status.state("ready");
        doctor.show(DoctorCard.Stage.EMPTY, Double.NaN);
    }

    private void clearCosts() {
        pending = null;
        pendingCosts.clear();
        costs.clear();
        chart.clear();
        Dom.byId("log").clear();
    }

    private String suggestedName() {
        return settings.dataset().id() + ", "
                + settings.architecture().toString().replace(", ", "·") + ", seed " + settings.seed();
    }

    // ---- what the worker tells ----

    @Override
    public void ready(Messages.Ready ready) {
        awaiting = false;
        clearCosts();
        if (takingUp && !ready.getCard().isEmpty()) {
            takingUp = false;
            takenUp(ready);
            if (!justTakenUp) {
                return;
            }
        }
        boundary.points(
                ready.getWindow().copyToJavaArray(),
                ready.getTrainX().copyToJavaArray(),
                ready.getTrainY().copyToJavaArray(),
                ready.getTestX().copyToJavaArray(),
                ready.getTestY().copyToJavaArray());
        network.show(settings);
        maths.show(settings);
        for (String id : List.of("play", "step", "step-epoch", "reset", "maths-open")) {
            Dom.enable(id, true);
        }
        saveDialog.enable(true);
    }

    @Override
    public void snapshot(Messages.Snapshot snapshot) {
        if (awaiting) {
            return;
        }
        double[] costs = snapshot.getCosts().copyToJavaArray();
        for (int i = 0; i < costs.length; i += 2) {
            pendingCosts.add(new CostPoint((int) costs[i], costs[i + 1]));
        }
        if (snapshot.getBoundary() != null) {
            pendingSurface = snapshot.getBoundary();
        }
        pending = snapshot;
        if (snapshot.isRunning()) {
            frames.ask();
        } else {
            frames.now();
        }
    }

    @Override
    public void drawing(Messages.Drawing drawing) {
        if (!awaiting) {
            network.drawing(drawing);
        }
    }

    @Override
    public void cut(int from) {
        costs.removeIf(point -> point.iteration() >= from);
        Dom.byId("log").clear();
        pendingCosts.clear();
        pendingCosts.addAll(costs);
        costs.clear();
        chart.clear();
    }

    @Override
    public void stopped(String why) {
        doctor.stopped(why);
        explain();
    }

    @Override
    public void diagnosis(Diagnosis diagnosis) {
        if (!awaiting) {
            doctor.found(diagnosis);
            explain();
        }
    }

    @Override
    public void explained(Messages.Explained explained) {
        if (!awaiting) {
            maths.explained(explained);
        }
    }

    @Override
    public void gradients(Messages.Gradients gradients) {
        maths.gradients(gradients);
    }

    @Override
    public void bayes(double optimum) {
        bayes = optimum;
        boolean known = !Double.isNaN(optimum);
        Dom.show("bayes-note", known);
        Dom.text("bayes", NumberFormat.percent(optimum));
        Dom.setStyle(Dom.byId("accuracy-bar"), "--best", NumberFormat.decimals(known ? 100 * optimum : 100, 2));
        if (known) {
            Dom.byId("accuracy-bar").removeAttribute("data-unknown");
        } else {
            Dom.byId("accuracy-bar").setAttribute("data-unknown", "");
        }
        explain();
    }

    @Override
    public void note(String text) {
        status.note(text);
    }

    @Override
    public void file(Int8Array bytes) {
        saveDialog.file(bytes);
    }

    @Override
    public void failed(String why) {
        // A run that could not begin leaves the earlier one in place.
        awaiting = false;
        if (takingUp) {
            failedToTakeUp(why);
            return;
        }
        if (saveDialog.open()) {
            saveDialog.failed(why);
            return;
        }
        status.say(why);
        status.state("failed");
        buttons(false);
    }

    // ---- what is seen ----

    private void frame() {
        Messages.Snapshot snapshot = pending;
        if (snapshot == null) {
            return;
        }
        pending = null;
        running = snapshot.isRunning();
        done = snapshot.isDone();
        iteration = snapshot.getIteration();
        cost = snapshot.getCost();
        accuracies = new double[] {snapshot.getTrain(), snapshot.getTest()};
        broken = iteration > 0 && !Double.isFinite(snapshot.getCost());
        NumberFormat.write(Dom.byId("iteration"), iteration);
        time.show(iteration, snapshot.getFurthest(), settings.iterations(), running);
        if (running) {
            doctor.stopped("");
        }
        Dom.text(
                "speed",
                running && snapshot.getPerSecond() > 0
                        ? Texts.of("{0} a second", NumberFormat.grouped(Math.round(snapshot.getPerSecond())))
                        : "");
        Dom.text("cost", iteration == 0 ? "–" : CostPoint.sixDecimals(snapshot.getCost()));
        Dom.text("train-accuracy", NumberFormat.percent(snapshot.getTrain()));
        Dom.text("test-accuracy", NumberFormat.percent(snapshot.getTest()));
        Dom.setStyle(Dom.byId("accuracy-bar"), "--accuracy", NumberFormat.decimals(100 * snapshot.getTrain(), 2));
        pendingCosts.forEach(point -> chart.add(point.iteration(), point.cost()));
        costs.addAll(pendingCosts);
        chart.mark(time.inThePast() ? iteration : Double.NaN);
        log();
        pendingCosts.clear();
        chart.draw();
        if (pendingSurface != null) {
            boundary.surface(pendingSurface);
            pendingSurface = null;
        }
        if (justTakenUp) {
            justTakenUp = false;
            if (done) {
                extend();
            }
        }
        buttons(running);
        lesson.look(state());
        maths.moved(iteration, running, done, settings);
        explain();
        comparison.follow(running);
        if (!running) {
            boundary.describe(Texts.of(
                    "Decision boundary after {0} iterations: {1} percent of the training points and {2} percent of the test points are on the right side.",
                    iteration, NumberFormat.percent(snapshot.getTrain()), NumberFormat.percent(snapshot.getTest())));
        }
    }

    private void buttons(boolean training) {
        // At once, for a key that follows before the worker's snapshot.
        running = training;
        Dom.show("play", !training);
        Dom.show("pause", training);
        Dom.enable("step", !training && !done);
        Dom.enable("step-epoch", !training && !done);
        status.state(training ? "training" : "ready");
    }

    /** Adds the new lines at once: to lay the log out after each of them would take longer than the training. */
    private void log() {
        if (pendingCosts.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (int i = Math.max(0, pendingCosts.size() - MOST_LOG_LINES); i < pendingCosts.size(); i++) {
            lines.append(pendingCosts.get(i)).append('\n');
        }
        append(Dom.byId("log"), lines.toString(), MOST_LOG_LINES);
    }

    @JSBody(
            params = {"log", "lines", "most"},
            script = "var atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 24;"
                    + "var fragment = document.createDocumentFragment();"
                    + "lines.split('\\n').forEach(function(line) { if (line) {"
                    + "  var item = document.createElement('li'); item.textContent = line + '\\n';"
                    + "  fragment.appendChild(item); } });"
                    + "log.appendChild(fragment);"
                    + "while (log.childElementCount > most) { log.firstElementChild.remove(); }"
                    + "if (atEnd) { log.scrollTop = log.scrollHeight; }")
    private static native void append(HTMLElement log, String lines, int most);

    private void explain() {
        DoctorCard.Stage stage = broken
                ? DoctorCard.Stage.BROKEN
                : done && !time.inThePast()
                        ? DoctorCard.Stage.DONE
                        : running
                                ? DoctorCard.Stage.RUNNING
                                : iteration > 0 ? DoctorCard.Stage.PAUSED : DoctorCard.Stage.READY;
        doctor.show(stage, bayes);
    }

    private void drawPreviews() {
        String[] colours = {Color.of("--class-0").css(), Color.of("--class-1").css()};
        for (HTMLElement element : Dom.all("canvas[data-preview]")) {
            HTMLCanvasElement canvas = (HTMLCanvasElement) element;
            Points points = Points.of(canvas.getAttribute("data-preview"));
            LabelledSet set = points.generate(120, points == Points.BLOBS ? 0.25 : 0.04, 1);
            CanvasRenderingContext2D context = (CanvasRenderingContext2D) canvas.getContext("2d");
            double size = canvas.getWidth();
            context.clearRect(0, 0, size, size);
            double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
            double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
            int m = set.size();
            for (int i = 0; i < 2 * m; i++) {
                low[i / m] = Math.min(low[i / m], set.X()[i]);
                high[i / m] = Math.max(high[i / m], set.X()[i]);
            }
            double span = Math.max(high[0] - low[0], high[1] - low[1]) * 1.15;
            for (int i = 0; i < m; i++) {
                double x = size / 2 + (set.X()[i] - (low[0] + high[0]) / 2) / span * size;
                double y = size / 2 - (set.X()[m + i] - (low[1] + high[1]) / 2) / span * size;
                context.setFillStyle(colours[set.label(i)]);
                context.beginPath();
                if (set.label(i) == 0) {
                    context.arc(x, y, 3.2, 0, 2 * Math.PI);
                } else {
                    context.rect(x - 2.8, y - 2.8, 5.6, 5.6);
                }
                context.fill();
            }
        }
    }

    @JSBody(params = "fragment", script = "history.replaceState(null, '', '#' + fragment);")
    private static native void replaceFragment(String fragment);
}
