package org.layerlab.page.live;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.browser.Frames;
import org.layerlab.page.browser.LocalStore;
import org.layerlab.page.browser.RandomToken;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.browser.UnsavedWork;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;

/** The teacher's page: opens a class, and shows its board. */
public final class BoardPage implements Connection.Host {
    /** Where this browser keeps the key and the code of the class that it opened. */
    static final String KEPT = "class.board";

    private final Status status;
    private final Connection connection = new Connection(new ClassSocket(), EventLoop.BROWSER, Math::random, this);
    private final BoardState board = new BoardState();
    private final LessonWords words = new LessonWords();
    private final ClassSummary summary = new ClassSummary(board, words);
    private final Tiles tiles = new Tiles(board, this::open);
    private final Frames frames = new Frames(this::show);
    private final ActivityPicker picker;
    private String key = "";
    private String code = "";
    /** What the class did before the server was restarted. */
    private @Nullable ClassBefore before;

    /** The run of the server in which the board was seated before the page was loaded; empty where it was not. */
    private String keptRun = "";
    /** The pupil in the dialog. */
    private int pupil;

    /** The page of a board. */
    public BoardPage(Status status) {
        this.status = status;
        picker = new ActivityPicker(status, origin(), board::activity, this::send);
    }

    /** Shows the way in, or the class that this browser opened. */
    public void start() {
        Dom.on("open-class", "click", event -> {
            // Of a class that is only out of reach, the key is still here.
            key = key.isEmpty() ? RandomToken.make() : key;
            request();
        });
        Dom.on("code-form", "submit", event -> {
            event.preventDefault();
            String typed = ClassCode.of(Dom.input("code-input").getValue());
            if (typed.isEmpty()) {
                Dom.text("code-said", Texts.of("A code has six letters: no vowels, no Y. Check it against the board."));
            } else {
                Window.current().getLocation().setFullURL("/c/" + typed);
            }
        });
        Dom.enable("open-class", true);
        Dom.enable("code-go", true);
        if (Loopback.isOne(Window.current().getLocation().getHostName())) {
            Dom.all(".loopback").forEach(note -> note.setHidden(false));
        }
        // A pupil's name of an earlier class, on a computer that others use, too.
        KeptSeat.read();
        Barred.secret("");
        BoardVeil.bind();
        bindClass();
        bindPupil();
        PageResume.listen(connection::hurry);
        List<String> kept = Text.split(String.valueOf(LocalStore.get(KEPT)), ' ');
        board.handed().recall(LocalStore.get(HandedIn.KEPT));
        if (kept.size() >= 2) {
            key = kept.get(0);
            code = kept.get(1);
            // A class that nobody touches ends after half an hour.
            boolean isRecent = kept.size() > 3 && DayClock.now() - Double.parseDouble(kept.get(3)) < 30 * 60_000;
            keptRun = isRecent ? kept.get(2) : "";
            Dom.enable("open-class", false);
            status.note(Texts.of("Reconnecting to your class {0} …", code));
            connection.start();
        }
        UnsavedWork.askBefore(this::isUnkept);
        Dom.show("handed-clear", key.isEmpty());
        // Also of a class that the server no longer knows.
        tiles.show(origin());
    }

    private void bindClass() {
        Dom.on("end-form", "submit", event -> send(message("end")));
        Dom.on("hold", "click", event -> send(message("hold").add("on", !board.held())));
        // After a restart of the server the room is open again: pupils come back to it as newcomers.
        Dom.on("lock", "click", event -> send(message("lock").add("on", !board.locked())));
        picker.bind();
        Dom.on("stop-showing", "click", event -> send(message("show").add("pupil", 0)));
        Dom.on("handed-clear", "click", event -> {
            board.handed().clear();
            LocalStore.remove(HandedIn.KEPT);
            tiles.show(origin());
            Dom.byId("open-class").focus();
        });
    }

    private void bindPupil() {
        Dom.on("show-pupil", "click", event -> {
            send(message("show").add("pupil", pupil));
            Dialogs.close(Dom.byId("pupil-dialog"));
        });
        Dom.on(
                "pupil-form",
                "submit",
                event -> send(message("rename")
                        .add("pupil", pupil)
                        .add("name", Dom.input("rename").getValue())));
        Dom.on("remove-pupil", "click", event -> {
            send(message("remove").add("pupil", pupil));
            Dialogs.close(Dom.byId("pupil-dialog"));
        });
    }

    private static JsonObject message(String type) {
        return new JsonObject().add("type", type);
    }

    /** Sends a command, again after a reconnect if it was lost; says that nothing was sent without a connection. */
    private boolean send(JsonObject message) {
        boolean isSeated = connection.state() == Connection.State.SEATED;
        if (isSeated) {
            int round = board.activity().round();
            String run = connection.run();
            // After a restart pupils have other ids, and need an open room to come back to.
            boolean survives = message.get("pupil") == null
                    && !message.getString("type", "").equals("lock");
            connection.sendSurely(
                    message, () -> (survives || connection.run().equals(run)) && board.lacks(message, round), () -> {});
        } else {
            ActivityPicker.sayNotConnected(status);
        }
        return isSeated;
    }

    // ---- opening ----

    private void request() {
        Dom.enable("open-class", false);
        Refused.open(
                new JsonObject().add("key", key).toString(),
                text -> {
                    String opened = CardText.string(Json.parse(text).asObject(), "code");
                    if (!opened.equals(code)) {
                        board.handed().clear();
                    }
                    code = opened;
                    LocalStore.put(KEPT, key + " " + code);
                    connection.start();
                },
                (reason, message, seconds) -> {
                    Dom.enable("open-class", true);
                    String why = reason.equals("full") ? Refused.noRoom() : Refused.said(reason, message);
                    if (before != null && !Refused.isFinal(reason)) {
                        status.sayOnce(why);
                        EventLoop.BROWSER.after(Refused.pause(seconds), this::request);
                        return;
                    }
                    if (before != null) {
                        // The class of before the restart does not come back.
                        before = null;
                        showWayIn();
                    }
                    status.say(why);
                    if (reason.equals("taken")) {
                        key = "";
                        Dom.show("handed-clear", true);
                    }
                });
    }

    // ---- the connection ----

    @Override
    public JsonObject hello() {
        return message("teach").add("code", code).add("key", key);
    }

    @Override
    public JsonObject here() {
        keep();
        return message("here").add("seen", PageResume.isSeen());
    }

    @Override
    public void heard(JsonObject message) {
        board.hear(message);
        if (board.handed().isNew()) {
            LocalStore.put(HandedIn.KEPT, board.handed().kept());
        }
        ClassBefore again = before;
        if (again != null && CardText.string(message, "type").equals("class")) {
            before = null;
            again.restore(connection, status);
        }
        if (board.activity().isLesson()) {
            words.load(board.activity().link(), frames::ask);
        }
        frames.ask();
    }

    @Override
    public void changed() {
        Connection.State state = connection.state();
        if (state == Connection.State.RESTARTED || (state == Connection.State.OVER && wasRestarted())) {
            keptRun = "";
            before = new ClassBefore(board.activity(), board.held(), board.locked());
            request();
        } else if (state == Connection.State.OVER) {
            over();
        } else if (state == Connection.State.SEATED) {
            status.clear();
            keep();
            if (isUnkept()) {
                status.note(
                        Texts.of(
                                "This browser’s storage is blocked or full: if you reload or leave this page, you cannot come back to this class."));
            }
            Dom.show("live-start", false);
            Dom.show("live-board", true);
            Dom.show("handed-clear", false);
            Dom.text("code", code);
            Dom.text("class-link", origin() + "/c/" + code);
            Dom.text("class-address", origin() + "/class");
            Dom.byId("class-qr").setAttribute("src", "/api/classes/" + code + "/qr.svg");
            frames.ask();
        }
        if (connection.isBlocked()) {
            status.sayOnce(Refused.blocked());
        }
        Dom.text(
                "board-line",
                state == Connection.State.LOST || state == Connection.State.CONNECTING
                        ? Texts.of("The connection was lost. Reconnecting… Pupils can go on meanwhile.")
                        : "");
    }

    /** Keeps which class this is, in which run of the server, and when it was last there. */
    private void keep() {
        LocalStore.put(KEPT, key + " " + code + " " + connection.run() + " " + (long) DayClock.now());
    }

    private boolean isUnkept() {
        // Also while the connection is lost, or the class is opened again after the server's restart.
        return connection.state() != Connection.State.OVER && LocalStore.get(KEPT) == null;
    }

    /** Whether the server was restarted before the page was loaded again. */
    private boolean wasRestarted() {
        return connection.why().equals("no_class") && !keptRun.isEmpty() && !keptRun.equals(connection.run());
    }

    private static void showWayIn() {
        Dom.show("live-board", false);
        Dom.show("live-start", true);
    }

    private void over() {
        boolean isHere = !Dom.byId("live-board").isHidden();
        showWayIn();
        Dom.enable("open-class", true);
        if (connection.isGone()) {
            LocalStore.remove(KEPT);
            key = "";
            Dom.show("handed-clear", true);
        }
        if (connection.why().equals("ended")) {
            LocalStore.remove(HandedIn.KEPT);
        }
        frames.ask();
        status.note(
                switch (connection.why()) {
                    case "ended" ->
                        connection.said().equals("teacher")
                                ? Texts.of("You ended the class.")
                                : Texts.of(
                                        "The class has ended: it ran out of time, or nobody did anything for a while.");
                    case "replaced" -> Texts.of("The board is open in another tab or window.");
                    case "no_class" ->
                        isHere
                                ? Texts.of("The class has ended.")
                                : Texts.of("The class that this browser opened last has ended.");
                    default -> Refused.said(connection.why(), connection.said());
                });
    }

    // ---- the board ----

    private void show() {
        summary.show();
        tiles.show(origin());
        Dom.byId("hold").setAttribute("aria-pressed", String.valueOf(board.held()));
        Dom.text("hold", board.held() ? Texts.of("Release") : Texts.of("Hold"));
        Dom.byId("lock").setAttribute("aria-pressed", String.valueOf(board.locked()));
        Dom.text("lock", board.locked() ? Texts.of("Unlock the room") : Texts.of("Lock the room"));
        Dom.enable("next-lesson", !picker.nextLesson().isEmpty());
        Dom.text("doing", doing());
        Tile shown = board.tile(board.shown());
        Dom.show("stage", shown != null);
        if (shown != null) {
            Dom.text("stage-name", shown.name());
            Dom.text("stage-line", shown.run().line());
            Dom.text("stage-layers", shown.run().layersLine());
            Picture.paint(Dom.canvas("stage-picture"), shown.run().picture());
        }
        showPupil();
    }

    private String doing() {
        Activity activity = board.activity();
        String what = activity.round() == 0
                ? Texts.of("Nothing yet: send a link, a task or a lesson.")
                : activity.isLesson()
                        ? Texts.of("Lesson: {0}", words.title(activity.link()))
                        : activity.link().isEmpty()
                                ? Texts.of("The default playground")
                                : Texts.of("Playground: {0}", task(activity.link()));
        Tile asked = board.tile(board.asked());
        return asked == null || BoardVeil.isHidden() ? what : Texts.of("{0} · asking {1} …", what, asked.name());
    }

    private static String task(String link) {
        String words = TaskWords.of(link);
        return words.isEmpty() ? link.replace("&", " & ") : words;
    }

    private void open(int id) {
        pupil = id;
        Tile tile = board.tile(id);
        if (tile != null) {
            Dom.input("rename").setValue(tile.name());
            showPupil();
            Dialogs.open(Dom.byId("pupil-dialog"));
        }
    }

    private void showPupil() {
        Tile tile = board.tile(pupil);
        if (tile != null) {
            Dom.text("pupil-title", tile.name());
            Dom.text("pupil-line", tile.run().line());
            Dom.text("pupil-layers", tile.run().layersLine());
            Dom.enable("show-pupil", tile.here());
            Picture.paint(Dom.canvas("pupil-picture"), tile.run().picture());
        }
    }

    @JSBody(script = "return location.origin;")
    private static native String origin();
}
