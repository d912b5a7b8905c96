package org.layerlab.page.live;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.RandomToken;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.TabStore;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLInputElement;

/** A pupil's page: asks for a name, then shows what the class does in a frame and tells the board how it stands. */
public final class JoinPage implements Connection.Host, PupilFrame.Hearer {
    private final Status status;
    private final String code = ClassCode.ofPath(path());
    private final Connection connection = new Connection(new ClassSocket(), EventLoop.BROWSER, Math::random, this);
    private final Consent consent = new Consent(connection);
    private final PupilFrame frame = new PupilFrame(this);
    private final ShownCard shown = new ShownCard();
    private final StateReporter reporter = new StateReporter(EventLoop.BROWSER, this::tell);
    private String secret = "";
    private String name = "";
    private Activity activity = Activity.FIRST;
    private Run run = Run.NONE;
    /** Whether the class is another run of the server than the one whose activity is in the frame. */
    private boolean restarted;

    private boolean joined;
    private int id;

    /** The page of a class. */
    public JoinPage(Status status) {
        this.status = status;
    }

    /** Shows the form, or comes back to the class where this browser was in it. */
    public void start() {
        Dom.text("join-code", code);
        makeUpName();
        Dom.on("another-name", "click", event -> makeUpName());
        selectMadeUp(Dom.input("nickname"));
        Dom.on("join-form", "submit", event -> {
            event.preventDefault();
            join(secretToJoin(), Dom.input("nickname").getValue());
        });
        Dom.enable("join", true);
        Dom.enable("another-name", true);
        Dom.on("leave-form", "submit", event -> {
            LocalStore.remove(KeptSeat.KEPT);
            // Whoever joins next on this computer finds nothing of this pupil's. A frame keeps its run when it goes.
            frame.close();
            TabStore.forgetFrames();
            Window.current().getLocation().reload();
        });
        Dom.on("again", "click", event -> connection.start());
        Dom.on("keep-on", "click", event -> Dom.show("again-veil", false));
        Dom.on("hand-in", "click", event -> handIn());
        Dom.on("consent-form", "submit", event -> consent(true));
        Dom.on("consent-no", "click", event -> consent(false));
        Dom.on("consent-dialog", "cancel", event -> consent(false));
        shown.bind();
        Dom.on("stop-mine", "click", event -> consent(false));
        Dom.on(Window.current(), "online", event -> status.clear());
        PageResume.listen(connection::hurry);
        KeptSeat kept = KeptSeat.read();
        if (kept != null && kept.isOf(code)) {
            Dom.input("nickname").setValue(kept.name());
            join(kept.secret(), Dom.input("nickname").getValue());
        } else if (!Barred.secret(code).isEmpty()) {
            Dom.text("join-said", removed());
        } else {
            ClassQuestion.ask(new ClassSocket(), code, () -> {
                if (connection.state() == Connection.State.OVER
                        && connection.why().isEmpty()) {
                    Dom.text("join-said", Refused.said("no_class", ""));
                }
            });
        }
    }

    /** The one that the class bars, if it does: the class decides whether it still does. */
    private String secretToJoin() {
        String barred = Barred.secret(code);
        return !barred.isEmpty() ? barred : secret.isEmpty() ? RandomToken.make() : secret;
    }

    private static String removed() {
        return Texts.of("Your teacher removed you from the class.");
    }

    private static void makeUpName() {
        String made = MadeUpName.of(Math.random());
        Dom.input("nickname").setAttribute("value", made);
        Dom.input("nickname").setValue(made);
    }

    private void join(String withSecret, String withName) {
        secret = withSecret;
        name = withName;
        connection.start();
    }

    // ---- the connection ----

    @Override
    public JsonObject hello() {
        return new JsonObject()
                .add("type", "join")
                .add("code", code)
                .add("secret", secret)
                .add("name", name);
    }

    @Override
    public JsonObject here() {
        KeptSeat.touch(code, secret, connection.run());
        return new JsonObject().add("type", "here");
    }

    @Override
    public void heard(JsonObject message) {
        if (CardText.string(message, "type").equals("class")) {
            enter(message);
        }
        if (message.get("shown") != null) {
            show(message.get("shown"));
        }
    }

    private void enter(JsonObject message) {
        joined = true;
        Barred.forget(code);
        id = message.getInt("id", 0);
        name = CardText.string(message, "name");
        new KeptSeat(code, secret, name, connection.run(), DayClock.now()).keep();
        fillWindow();
        Dom.show("join-card", false);
        Dom.show("live-class", true);
        Dom.text("live-name", name);
        begin(Activity.of(message.get("activity")));
        Dom.enable("hand-in", frame.isOpen());
        boolean held = message.getBoolean("held", false);
        Dom.show("veil", held);
        frame.hold(held);
        goToTask();
        boolean asked = message.getBoolean("asked", false);
        consent.asked(asked);
        if (asked) {
            Dialogs.open(Dom.byId("consent-dialog"));
        } else if (Dom.byId("consent-dialog").hasAttribute("open")) {
            Dialogs.close(Dom.byId("consent-dialog"));
        }
        reporter.news();
    }

    private void begin(Activity next) {
        boolean isKnown = next.isSame(activity) || (restarted && next.address().equals(activity.address()));
        if (next.round() == 0 || (isKnown && frame.isOpen())) {
            // A board that opens its class again says what it does in its next message.
            activity = frame.isOpen() ? new Activity(activity.isLesson(), activity.link(), next.round()) : next;
            restarted &= next.round() == 0;
            return;
        }
        restarted = false;
        activity = next;
        run = Run.NONE;
        Dom.show("soon", false);
        Dom.text("live-line", "");
        frame.open(next.address(code + "-" + connection.run() + "-" + id), Texts.of("What your class does"));
    }

    @Override
    public void changed() {
        Connection.State state = connection.state();
        boolean isBlocked = connection.isBlocked();
        boolean isWaiting = state == Connection.State.CONNECTING || state == Connection.State.LOST;
        Dom.enable("join", !isWaiting || isBlocked);
        String line = isWaiting
                ? waiting(joined && state == Connection.State.LOST, isBlocked)
                : state == Connection.State.SEATED ? "" : why();
        restarted |= state == Connection.State.RESTARTED;
        if (state == Connection.State.SEATED) {
            // Why nothing was handed in without a connection.
            status.clear();
        }
        boolean isOver = state == Connection.State.RESTARTED || state == Connection.State.OVER;
        Dom.text(joined ? "live-line" : "join-said", joined && isOver ? "" : line);
        Dom.show("again-veil", joined && isOver);
        Dom.text("again-why", line);
        Dom.show("again", !isEnd());
        if (isOver) {
            Dom.show("veil", false);
            Dom.enable("hand-in", false);
            frame.hold(false);
            show(null);
        }
        if (connection.why().equals("removed")) {
            Barred.keep(code, secret);
        }
        if (isEnd()) {
            KeptSeat.forget(code);
        } else if (connection.why().equals("no_class")) {
            KeptSeat.forgetUnlessReopened(code, connection.run());
        }
    }

    /** What a page says that is not in the class, but tries to be. */
    static String waiting(boolean wasLost, boolean isBlocked) {
        return isBlocked
                ? Refused.blocked()
                : wasLost
                        ? Texts.of("The connection was lost. Your network is safe; this page reconnects automatically.")
                        : Texts.of("Connecting …");
    }

    /** Whether there is no way back into this class. */
    private boolean isEnd() {
        return connection.why().equals("removed") || connection.why().equals("ended");
    }

    private String why() {
        return switch (connection.why()) {
            case "restarted" -> Texts.of("The server was restarted. Your network is still here.");
            case "ended" ->
                connection.said().equals("teacher")
                        ? Texts.of("Your teacher ended the class.")
                        : Texts.of("The class has ended: it ran out of time, or nobody did anything for a while.");
            case "removed" -> removed();
            case "replaced" -> Texts.of("The class is open in another tab or window of yours.");
            case "no_class" ->
                joined
                        ? Texts.of("The class is not open yet. Wait a moment, then join again.")
                        : Refused.said("no_class", "");
            default -> Refused.said(connection.why(), connection.said());
        };
    }

    // ---- what the frame tells ----

    @Override
    public void progress(int iteration, double cost, double train, double test, boolean running, boolean goal) {
        run = run.at(iteration, cost, train, test, running, goal);
        reporter.news();
    }

    @Override
    public void lesson(int predicted, int outcome, int checked, boolean right) {
        run = run.answered(predicted, outcome, checked, right);
        reporter.news();
    }

    private void tell() {
        if (frame.isOpen() && activity.round() > 0) {
            run = run.seen(frame.shape(), frame.picture());
            connection.send(run.json().add("round", activity.round()));
        }
    }

    // ---- handing in, and showing ----

    private void handIn() {
        Dom.enable("hand-in", false);
        status.clear();
        Dom.text("live-line", Texts.of("Saving your network …"));
        int round = activity.round();
        frame.save(
                Texts.of("{0}, class {1}", name, code),
                model -> {
                    Dom.enable("hand-in", true);
                    if (connection.state() != Connection.State.SEATED) {
                        Dom.text(
                                "live-line",
                                Texts.of("Saved, but not handed in: there is no connection to the class."));
                    }
                    if (connection.state() == Connection.State.OVER) {
                        return;
                    }
                    connection.sendSurely(
                            new JsonObject().add("type", "handin").add("model", model),
                            () -> true,
                            () -> Dom.text("live-line", Texts.of("Handed in.")));
                },
                why -> {
                    Dom.enable("hand-in", true);
                    if (activity.round() == round) {
                        Dom.text("live-line", "");
                    }
                    status.say(why.isEmpty() ? nothing() : why);
                });
    }

    /** Why nothing can be handed in. */
    private String nothing() {
        return frame.judgesPhotos()
                ? Texts.of(
                        "This lesson uses a saved network, so there is no network of yours to hand in. Your teacher sees your answers.")
                : Texts.of("There is no network to hand in yet.");
    }

    private void consent(boolean yes) {
        if (Dom.byId("consent-dialog").hasAttribute("open")) {
            Dialogs.close(Dom.byId("consent-dialog"));
        }
        if (!yes && consent.isShown()) {
            Dom.show("live-shown", false);
        }
        consent.say(yes);
    }

    private void show(@Nullable JsonValue network) {
        JsonObject json = network == null || !network.isObject() ? null : network.asObject();
        boolean isMine = json != null && json.getInt("id", 0) == id;
        consent.shown(isMine);
        shown.show(json, isMine, consent.isShown());
    }

    /** Whoever clicks into a made-up name writes one in its place; the second click is for a letter of it. */
    @JSBody(
            params = "field",
            script = "var came = false; field.addEventListener('focus', function() { came = true; });"
                    + "field.addEventListener('click', function() {"
                    + "  if (came && field.value === field.defaultValue) { field.select(); } came = false; });")
    private static native void selectMadeUp(HTMLInputElement field);

    /** The class takes the whole window. */
    @JSBody(script = "document.documentElement.classList.add('live-whole');")
    private static native void fillWindow();

    /**
     * Gives the focus to the task, or to the text in its place, unless a control of this page has it: there, Space would
     * press the next button.
     */
    @JSBody(
            script = "var now = document.activeElement, joining = document.getElementById('join-card');"
                    + "if (!now || now === document.body || now.id === 'soon' || joining.contains(now)) {"
                    + "  document.querySelector('#soon:not([hidden]), #live-frame iframe').focus(); }")
    private static native void goToTask();

    @JSBody(script = "return location.pathname;")
    private static native String path();
}
