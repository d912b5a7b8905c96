package org.layerlab.page.photos;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.page.browser.Bytes;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.PhotoFile;
import org.layerlab.page.browser.Status;
import org.layerlab.page.worker.Messages;
import org.layerlab.page.worker.WorkerLink;
import org.teavm.jso.JSBody;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/** A person's photo and what the network says of it; the same on the photo page and on a saved model's. */
public final class VerdictPanel {
    private static final int LARGEST_PREVIEW = 720;

    private final Status status;
    private WorkerLink worker;
    private byte @Nullable [] photo;
    private boolean modelReady;
    private int token;

    /**
     * The panel on this page.
     *
     * @param worker gives the probabilities; {@link #probability} is to be called when one comes
     */
    public VerdictPanel(Status status, WorkerLink worker) {
        this.status = status;
        this.worker = worker;
        DropZone.bind(Dom.byId("drop-zone"), Dom.input("photo-input"), this::take);
    }

    /** Another network judges from now on; the photo that is there is judged anew. */
    public void judgedBy(WorkerLink judge) {
        worker = judge;
        modelReady = true;
        ask();
    }

    /** No network is there to judge, for now. */
    public void noModel() {
        modelReady = false;
    }

    /** Takes a file, from wherever it came. */
    public void take(File file) {
        PhotoFile.take(
                file,
                (bgr, bitmap) -> {
                    status.clear();
                    photo = bgr;
                    show(bgr, bitmap);
                    ask();
                },
                why -> {
                    status.say(why);
                    clear();
                });
    }

    /** No photo is there any more: an earlier verdict would look like the answer to the one that was refused. */
    private void clear() {
        photo = null;
        token++;
        Dom.byId("verdict-card").setAttribute("data-state", "empty");
        Dom.text("verdict", "");
        Dom.byId("verdict").setAttribute("data-value", "");
        Dom.text("verdict-note", "Choose another photo.");
        Dom.text("probability", "–");
        Dom.byId("probability").setAttribute("data-value", "");
        Dom.canvas("photo").setHidden(true);
        DropZone.empty(Dom.byId("drop-zone"));
        HTMLCanvasElement seen = Dom.canvas("seen");
        ((CanvasRenderingContext2D) seen.getContext("2d")).clearRect(0, 0, seen.getWidth(), seen.getHeight());
    }

    private void ask() {
        byte[] asked = photo;
        if (asked != null && modelReady) {
            token++;
            worker.send(Messages.classify(Int8Array.copyFromJavaArray(asked), token));
        }
    }

    /** The answer to the photo asked last; answers to earlier ones are of no interest any more. */
    public void probability(double dog, int answered) {
        if (answered != token) {
            return;
        }
        String verdict = dog > 0.5 ? "dog" : "cat";
        Dom.byId("verdict-card").setAttribute("data-state", "");
        Dom.text("verdict", verdict);
        Dom.byId("verdict").setAttribute("data-value", verdict);
        Dom.text("verdict-note", note(verdict, Math.max(dog, 1 - dog)));
        Dom.setStyle(Dom.byId("probability-bar"), "--probability", String.valueOf(dog));
        Dom.text("probability", Numbers.decimals(dog, 4));
        Dom.byId("probability").setAttribute("data-value", String.valueOf(dog));
    }

    private static String note(String verdict, double sure) {
        String how = sure < 0.6 ? "little more than a guess: " : "";
        return how + "the network gives " + verdict + " a probability of " + Numbers.percent(sure) + "\u00a0%";
    }

    private static void show(byte[] bgr, PhotoFile.Bitmap bitmap) {
        HTMLCanvasElement preview = Dom.canvas("photo");
        double scale = Math.min(1, (double) LARGEST_PREVIEW / Math.max(bitmap.getWidth(), bitmap.getHeight()));
        preview.setWidth(Math.max(1, (int) Math.round(bitmap.getWidth() * scale)));
        preview.setHeight(Math.max(1, (int) Math.round(bitmap.getHeight() * scale)));
        draw(preview, bitmap);
        preview.setHidden(false);
        DropZone.fill(Dom.byId("drop-zone"));
        HTMLCanvasElement seen = Dom.canvas("seen");
        CanvasRenderingContext2D context = (CanvasRenderingContext2D) seen.getContext("2d");
        ImageData image = new ImageData(PhotoInput.SIZE, PhotoInput.SIZE);
        Bytes.fill(image, PhotoInput.rgba(bgr));
        context.putImageData(image, 0, 0);
    }

    @JSBody(
            params = {"canvas", "bitmap"},
            script = "var context = canvas.getContext('2d'); context.imageSmoothingQuality = 'high';"
                    + "context.fillStyle = '#fff'; context.fillRect(0, 0, canvas.width, canvas.height);"
                    + "context.drawImage(bitmap, 0, 0, canvas.width, canvas.height); bitmap.close();")
    private static native void draw(HTMLCanvasElement canvas, PhotoFile.Bitmap bitmap);
}
