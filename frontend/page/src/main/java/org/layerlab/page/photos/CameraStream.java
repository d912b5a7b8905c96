package org.layerlab.page.photos;

import java.util.function.Consumer;
import org.layerlab.page.browser.Clock;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** A camera's stream in a video element, and single pictures from it. Its tracks end with it. */
final class CameraStream {
    @JSFunctor
    private interface Taken extends JSObject {
        void taken(File file);
    }

    @JSFunctor
    private interface Refused extends JSObject {
        void refused(String name);
    }

    @JSFunctor
    private interface Grabbed extends JSObject {
        void grabbed(JSObject bitmap);
    }

    @JSFunctor
    private interface Seen extends JSObject {
        void seen(boolean hidden);
    }

    private final HTMLElement video;

    CameraStream(HTMLElement video) {
        this.video = video;
    }

    /**
     * Turns the camera on.
     *
     * @param problem receives the name of a problem, then or later: see {@link CameraProblem}
     */
    void start(Runnable started, Consumer<String> problem) {
        start(video, CameraProblem.INSECURE, CameraProblem.ENDED, started::run, problem::accept);
    }

    /** Turns the camera off, even if it has not started yet. */
    void stop() {
        stop(video);
    }

    /** The picture of this moment, as a file. */
    void take(Consumer<File> taken) {
        take(video, taken::accept);
    }

    /** The picture of this moment, decoded; {@code none} runs where there is none yet. */
    void grab(Consumer<JSObject> grabbed, Runnable none) {
        grab(video, grabbed::accept, none::run);
    }

    /** Reports when the page is hidden or shown, and when it is left. */
    static void watch(Consumer<Boolean> hidden, Runnable left) {
        listen(hidden::accept, left::run);
    }

    @JSBody(
            params = {"hidden", "left"},
            script = "document.addEventListener('visibilitychange', function() { hidden(document.hidden); });"
                    + "addEventListener('pagehide', function() { left(); });")
    private static native void listen(Seen hidden, Clock.Task left);

    // A stream that arrives after it was abandoned, or beside another one, is ended at once.
    @JSBody(
            params = {"video", "insecure", "ended", "started", "problem"},
            script = "var devices = navigator.mediaDevices;"
                    + "if (!devices || !devices.getUserMedia) { problem(insecure); return; }"
                    + "var mine = video.asked = {};"
                    + "devices.getUserMedia({video: {facingMode: 'environment'}}).then(function(stream) {"
                    + "  var tracks = stream.getTracks();"
                    + "  if (video.asked !== mine) { tracks.forEach(function(t) { t.stop(); }); return; }"
                    + "  tracks.forEach(function(t) { t.addEventListener('ended', function() {"
                    + "    if (video.srcObject === stream) { problem(ended); } }); });"
                    + "  video.srcObject = stream; video.play().catch(function() { }); started();"
                    + "}, function(error) { if (video.asked === mine) { problem(error.name); } });")
    private static native void start(
            HTMLElement video, String insecure, String ended, Clock.Task started, Refused problem);

    @JSBody(
            params = "video",
            script = "video.asked = null;"
                    + "if (video.srcObject) { video.srcObject.getTracks().forEach(function(t) { t.stop(); }); }"
                    + "video.srcObject = null;")
    private static native void stop(HTMLElement video);

    @JSBody(
            params = {"video", "taken"},
            script = "var canvas = document.createElement('canvas');"
                    + "canvas.width = video.videoWidth; canvas.height = video.videoHeight;"
                    + "canvas.getContext('2d').drawImage(video, 0, 0);"
                    + "canvas.toBlob(function(blob) { if (blob) { taken(new File([blob], 'camera.png')); } });")
    private static native void take(HTMLElement video, Taken taken);

    @JSBody(
            params = {"video", "grabbed", "none"},
            script = "if (video.readyState < 2 || !video.videoWidth) { none(); return; }"
                    + "createImageBitmap(video).then(function(b) { grabbed(b); }, function() { none(); });")
    private static native void grab(HTMLElement video, Grabbed grabbed, Clock.Task none);
}
