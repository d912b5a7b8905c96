package org.layerlab.page.photos;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** Photos from the device's camera, and a live verdict on its picture. The camera is on only while its dialog is open. */
public final class Camera {
    /** Judges what the camera shows. */
    public interface Judge {
        /** Starts without any earlier answers. */
        void begin();

        /** Whether a network is there to be asked. */
        boolean isReady();

        /**
         * Judges a picture and shows the verdict.
         *
         * @param bitmap is handed over
         * @param done runs once, when the answer is shown
         * @param failed receives the reason if there is none
         */
        void judge(JSObject bitmap, Runnable done, Consumer<String> failed);
    }

    /** Between two photos while the button is held. */
    private static final double FRAME_MS = 200;

    /** The time between two updates of the displayed rate. */
    private static final double RATE_MS = 1000;

    private final Status status;
    private final HTMLElement dialog = Dom.byId("camera-dialog");
    private final CameraStream stream = new CameraStream(Dom.byId("camera"));
    private final LivePace pace = new LivePace(EventLoop.BROWSER, this::ask);
    /** Whether the button is held. */
    private boolean held;
    /** Whether photos were taken while it was: the click that follows takes none. */
    private boolean recorded;
    /** How often the button was pressed. */
    private int holds;
    /** How many photos were taken since the dialog was opened. */
    private int taken;

    private Consumer<File> taker = file -> {};
    /** What judges the picture; null where photos are gathered. */
    private @Nullable Judge judge;

    private double rated;

    /** Binds the camera's dialog. */
    public Camera(Status status) {
        this.status = status;
        for (String button : new String[] {"camera-close", "camera-stop"}) {
            Dom.on(button, "click", event -> Dialogs.close(dialog));
        }
        // Escape closes it as well.
        Dom.on("camera-dialog", "close", event -> end());
        Dom.on("camera-take", "pointerdown", event -> hold());
        for (String end : new String[] {"pointerup", "pointercancel", "pointerleave", "keyup", "blur"}) {
            Dom.on("camera-take", end, event -> release());
        }
        // No click follows a button that was dragged off: that of a key is a new one.
        Dom.on("camera-take", "keydown", event -> press((KeyboardEvent) event));
        Dom.on("camera-take", "click", event -> {
            if (!recorded) {
                take();
            }
            recorded = false;
            if (judge != null) {
                Dialogs.close(dialog);
            }
        });
        CameraStream.watch(pace::hidden, () -> {
            Dialogs.close(dialog);
            end();
        });
    }

    /** A space bar that is held records like a finger; the click of Enter comes again by itself. */
    private void press(KeyboardEvent event) {
        if (event.isRepeat()) {
            return;
        }
        recorded = false;
        if (event.getKey().equals(" ")) {
            hold();
        }
    }

    private void take() {
        // Pictures that are ready late belong to the class for which they were taken.
        Consumer<File> mine = taker;
        stream.take(file -> {
            mine.accept(file);
            if (mine == taker && judge == null) {
                taken++;
                Dom.text("camera-count", Texts.of("Photos taken: {0}", NumberFormat.grouped(taken)));
                if (!held) {
                    announce();
                }
            }
        });
    }

    private void release() {
        if (held) {
            held = false;
            announce();
        }
    }

    /** Has the count read aloud: not while there are several pictures a second. */
    private static void announce() {
        Dom.text("camera-said", Dom.byId("camera-count").getTextContent());
    }

    private void end() {
        held = false;
        pace.stop();
        stream.stop();
    }

    /** Takes a photo every now and then for as long as the button is held, where there are to be many. */
    private void hold() {
        held = judge == null;
        // No click follows a button that was dragged off.
        recorded = false;
        holds++;
        record(holds);
    }

    private void record(int hold) {
        Clock.after(FRAME_MS, () -> {
            if (held && hold == holds) {
                recorded = true;
                take();
                record(hold);
            }
        });
    }

    /** Opens the dialog to gather photos of a class. */
    public void gather(String name, Consumer<File> taker) {
        open(Texts.of("Camera: {0}", name), taker, null);
    }

    /** Opens the dialog to show a live verdict, and to use one of the pictures. */
    public void live(Judge judging, Consumer<File> taker) {
        open(Texts.of("Camera"), taker, judging);
    }

    private void open(String title, Consumer<File> takes, @Nullable Judge judging) {
        taker = takes;
        judge = judging;
        recorded = false;
        taken = 0;
        Dom.text("camera-title", title);
        Dom.text("camera-count", "");
        Dom.text("camera-said", "");
        Dom.text("camera-stop", judging == null ? Texts.of("Done") : Texts.of("Stop"));
        Dom.text("camera-take", judging == null ? Texts.of("Hold to record") : Texts.of("Use this picture"));
        Dom.show("live", judging != null);
        status.clear();
        stream.start(
                () -> {
                    Dialogs.open(dialog);
                    if (judging != null) {
                        rated = 0;
                        Dom.text("live-pace", judging.isReady() ? "" : Texts.of("Waiting for the network …"));
                        judging.begin();
                        pace.start();
                    }
                },
                problem -> {
                    Dialogs.close(dialog);
                    status.say(CameraProblem.of(problem));
                });
    }

    private void ask() {
        Judge judging = judge;
        if (judging == null || !judging.isReady()) {
            pace.answered();
            return;
        }
        stream.grab(
                bitmap -> judging.judge(
                        bitmap,
                        () -> {
                            pace.answered();
                            rate();
                        },
                        why -> {
                            pace.answered();
                            Dialogs.close(dialog);
                            status.say(why);
                        }),
                pace::answered);
    }

    private void rate() {
        double now = Clock.now();
        double perSecond = pace.perSecond();
        if (perSecond > 0 && now - rated >= RATE_MS) {
            rated = now;
            Dom.text(
                    "live-pace",
                    Texts.of(
                            "{0} pictures a second. Answers are averaged over about a second. The pictures stay on this device and are not kept.",
                            NumberFormat.decimals(perSecond, perSecond < 3 ? 1 : 0)));
        }
    }
}
