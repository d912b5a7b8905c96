package org.layerlab.page.photos;

import java.util.function.Consumer;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** A photo from the device's camera. It is on only while its dialog is open. */
public final class Camera {
    @JSFunctor
    private interface Taken extends JSObject {
        void taken(File file);
    }

    @JSFunctor
    private interface Refused extends JSObject {
        void refused(String why);
    }

    @JSFunctor
    private interface Started extends JSObject {
        void started();
    }

    /**
     * Who gets the photos.
     *
     * @param many whether the dialog stays open for more of them
     */
    public record Taker(boolean many, Consumer<File> taken) {}

    /** Between two photos while the button is held. */
    private static final double FRAME_MS = 200;

    private final Status status;
    private final HTMLElement video = Dom.byId("camera");
    private final HTMLElement dialog = Dom.byId("camera-dialog");
    /** Whether the button is held. */
    private boolean held;
    /** Whether photos were taken while it was: the click that follows takes none. */
    private boolean recorded;

    private Taker taker = new Taker(false, file -> {});

    /** Binds the camera's dialog. */
    public Camera(Status status) {
        this.status = status;
        Dom.on("camera-close", "click", event -> Dialogs.close(dialog));
        Dom.on("camera-dialog", "close", event -> stop(video));
        Dom.on("camera-take", "pointerdown", event -> hold());
        for (String end : new String[] {"pointerup", "pointercancel", "pointerleave"}) {
            Dom.on("camera-take", end, event -> held = false);
        }
        Dom.on("camera-take", "click", event -> {
            if (!recorded) {
                take();
            }
            recorded = false;
            if (!taker.many()) {
                Dialogs.close(dialog);
            }
        });
    }

    private void take() {
        take(video, file -> taker.taken().accept(file));
    }

    /** Takes a photo every now and then for as long as the button is held, where there are to be many. */
    private void hold() {
        held = taker.many();
        Clock.after(FRAME_MS, this::record);
    }

    private void record() {
        if (held) {
            recorded = true;
            take();
            Clock.after(FRAME_MS, this::record);
        }
    }

    /** Opens the dialog; the photos go to this one. */
    public void open(Taker next) {
        taker = next;
        Dom.text("camera-take", next.many() ? Texts.of("Hold to record") : Texts.of("Take the photo"));
        start(video, () -> Dialogs.open(dialog), why -> status.say(why));
    }

    @JSBody(
            params = {"video", "started", "refused"},
            script =
                    "var devices = navigator.mediaDevices;"
                            + "if (!devices || !devices.getUserMedia) { refused('This browser gives no camera to this page:'"
                            + "  + ' it has to come over https, or from this machine. Choose a photo instead.'); return; }"
                            + "devices.getUserMedia({video: {facingMode: 'environment'}}).then(function(stream) {"
                            + "  video.srcObject = stream; video.play(); started();"
                            + "}, function(error) {"
                            + "  refused(error.name === 'NotAllowedError'"
                            + "    ? 'The camera is not allowed here. Allow it beside the address, or choose a photo instead.'"
                            + "    : error.name === 'NotFoundError' ? 'No camera was found. Choose a photo instead.'"
                            + "    : 'The camera does not start: another program may be using it. Choose a photo instead.'); });")
    private static native void start(HTMLElement video, Started started, Refused refused);

    @JSBody(
            params = "video",
            script = "if (video.srcObject) { video.srcObject.getTracks().forEach(function(t) { t.stop(); }); }"
                    + "video.srcObject = null;")
    private static native void stop(HTMLElement video);

    @JSBody(
            params = {"video", "taken"},
            script = "var canvas = document.createElement('canvas');"
                    + "canvas.width = video.videoWidth; canvas.height = video.videoHeight;"
                    + "canvas.getContext('2d').drawImage(video, 0, 0);"
                    + "canvas.toBlob(function(blob) { if (blob) { taken(new File([blob], 'camera.png')); } });")
    private static native void take(HTMLElement video, Taken taken);
}
