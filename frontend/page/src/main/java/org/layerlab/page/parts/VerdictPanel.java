package org.layerlab.page.parts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PreparedPhoto;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.files.ServedPhoto;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.Newest;
import org.teavm.jso.JSBody;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.File;

/** A person's photo and what the network says of it; the same on the photo page and on a saved model's. */
public final class VerdictPanel {
    private static final int LARGEST_PREVIEW = 720;
    private static final VerdictLine LINE = new VerdictLine("");

    /** Hears which photo is judged now. */
    public interface Asked {
        /**
         * Called whenever the network is asked.
         *
         * @param seen the photo as the network sees it; null when there is none
         */
        void asked(byte @Nullable [] seen);
    }

    private final Status status;
    private final PhotoQuestion question;
    private Asked alsoAsked = photo -> {};
    private DropZone.Files many = (files, paths, folder) -> take(files.get(0));
    private final Newest photos = new Newest();

    private @Nullable ShownPhoto photo;
    /** Where this server has that photo; empty for a person's own. */
    private String address = "";

    private @Nullable PreparedPhoto seen;
    private PhotoPreparation preparation = PhotoPreparation.TUTORIAL;
    private @Nullable Calibration calibration;
    private boolean modelReady;
    private NetworkMessages.@Nullable Verdict answer;
    private String judged = "";

    /**
     * The panel on this page.
     *
     * @param network is asked for the verdicts
     */
    public VerdictPanel(Status status, Asker network) {
        this.status = status;
        question = new PhotoQuestion(network);
        DropZone.bind(Dom.byId("drop-zone"), Dom.input("photo-input"), (files, paths, folder) -> {
            photos.next();
            if (files.getLength() == 1 && !folder) {
                File only = files.get(0);
                if (only.getName().toLowerCase(Locale.ROOT).endsWith(".zip")) {
                    many.came(files, paths, true);
                } else {
                    take(only);
                }
            } else {
                many.came(files, paths, folder);
            }
        });
    }

    /**
     * Sets what takes several photos, a folder or a zip; by default the first photo is taken.
     *
     * @param taker is told of a zip as of a folder
     */
    public void many(DropZone.Files taker) {
        many = taker;
    }

    /** Sets what hears of each photo that is judged. */
    public void also(Asked hearer) {
        alsoAsked = hearer;
    }

    /**
     * Another network judges from now on; it judges the photo that is there again.
     *
     * @param how it takes photos
     */
    public void judgeAgain(PhotoPreparation how) {
        modelReady = true;
        preparation = how.plain();
        tellSeen();
        show();
    }

    /** Whether a network is there to judge. */
    public boolean isReady() {
        return modelReady;
    }

    /** The photo that is judged, or null. */
    public @Nullable ShownPhoto photo() {
        return photo;
    }

    /** Where this server has the photo that the verdict is about; empty for a person's own. */
    public String judged() {
        return judged;
    }

    /** How far the network's probabilities can be trusted; null where that is not known. */
    public void calibrated(@Nullable Calibration known) {
        calibration = known;
        if (answer != null) {
            show(answer);
        }
    }

    /** No network is ready to judge, for now. */
    public void noModel() {
        modelReady = false;
        question.forget();
        // What the last one said is not to be shown with the next one's calibration.
        answer = null;
    }

    /** Takes a file, from wherever it came. */
    public void take(File file) {
        take(file, "");
    }

    private void take(File file, String from) {
        PhotoPreparation how = preparation;
        int mine = photos.next();
        PhotoFile.take(
                file,
                how,
                (prepared, bitmap) -> {
                    // A large photo may be decoded after one that was given later.
                    if (photos.is(mine)) {
                        draw(Dom.canvas("photo"), bitmap, LARGEST_PREVIEW);
                        taken(ShownPhoto.of(file, prepared, how), from);
                    }
                    PhotoFile.close(bitmap);
                },
                why -> {
                    if (photos.is(mine)) {
                        clear(why);
                    }
                });
    }

    /**
     * Takes a photo that the server has, once it has come, unless another one is given meanwhile; says so where it does not
     * come.
     *
     * @param came runs once it is taken
     */
    public void take(String url, String name, Runnable came) {
        int mine = photos.next();
        ServedPhoto.fetch(
                url,
                name,
                file -> {
                    if (photos.is(mine)) {
                        take(file, url);
                        came.run();
                    }
                },
                () -> {
                    if (photos.is(mine)) {
                        status.say(Texts.of("{0} did not load.", name));
                    }
                });
    }

    /** Takes a photo as a network sees it, in BGR. */
    public void take(byte[] bgr) {
        photos.next();
        Thumbs.draw(bgr, Dom.canvas("photo"));
        taken(ShownPhoto.of(bgr), "");
    }

    private void taken(ShownPhoto next, String from) {
        status.clear();
        photo = next;
        address = from;
        Dom.canvas("photo").setHidden(false);
        DropZone.fill(Dom.byId("drop-zone"));
        if (!modelReady) {
            unjudged(Texts.of("Waiting for the network …"));
        }
        show();
    }

    /** Shows the photo as the network takes it, and asks. */
    private void show() {
        ShownPhoto shown = photo;
        if (shown == null) {
            return;
        }
        PhotoPreparation how = preparation;
        shown.prepare(
                how,
                prepared -> {
                    // While it was read, another photo or another network may have come.
                    if (photo == shown && how.equals(preparation)) {
                        seen = prepared;
                        Thumbs.draw(prepared.whole(), Dom.canvas("seen"));
                        tellSeen();
                        ask();
                    }
                },
                why -> {
                    if (photo == shown) {
                        clear(why);
                    }
                });
    }

    private void tellSeen() {
        HTMLCanvasElement whole = Dom.canvas("photo");
        int wide = whole.getWidth();
        int high = whole.getHeight();
        boolean squeezes =
                preparation.crop() == Crop.STRETCH && photo != null && Math.max(wide, high) > 2 * Math.min(wide, high);
        Dom.text(
                "seen-size",
                squeezes
                        ? Texts.of(
                                "What the network sees: {0} × {0} pixels. It squeezes the whole photo into a square, so crop it around the animal first.",
                                preparation.side())
                        : Texts.of("What the network sees: {0} × {0} pixels", preparation.side()));
    }

    /** Clears the photo: an earlier verdict would look like the answer to the one that was refused. Says why that was. */
    private void clear(String why) {
        status.say(why);
        photo = null;
        seen = null;
        unjudged(Texts.of("Choose another photo."));
        Dom.canvas("photo").setHidden(true);
        DropZone.empty(Dom.byId("drop-zone"));
        HTMLCanvasElement canvas = Dom.canvas("seen");
        ((CanvasRenderingContext2D) canvas.getContext("2d")).clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    }

    /** Takes back what was said of the photo before. */
    private void unjudged(String note) {
        answer = null;
        question.forget();
        Dom.byId("verdict-card").setAttribute("data-state", "empty");
        LINE.clear(note);
        alsoAsked.asked(null);
    }

    private void ask() {
        PreparedPhoto asked = seen;
        if (asked != null && photo != null && modelReady) {
            // The next photo may be there when the answer comes.
            String from = address;
            question.ask(asked, verdict -> {
                answer = verdict;
                judged = from;
                // The same words about another photo are read aloud again.
                LINE.clear("");
                show(verdict);
            });
            alsoAsked.asked(asked.whole());
        }
    }

    private void show(NetworkMessages.Verdict given) {
        Dom.byId("verdict-card").setAttribute("data-state", "");
        LINE.show(calibration, given.getDog(), given.getFound());
    }

    /** {@code cat}, {@code dog} or {@code unsure}. */
    public static String verdict(@Nullable Calibration calibration, NetworkMessages.Verdict given) {
        return VerdictText.verdict(calibration, given.getDog(), given.getFound());
    }

    /** Draws a photo upright: each orientation is a matrix of 0, 1 and −1. */
    @JSBody(
            params = {"canvas", "bitmap", "largest"},
            script = "var width = bitmap.width, height = bitmap.height, turn = bitmap.orientation - 1;"
                    + "var scale = Math.min(1, largest / Math.max(width, height));"
                    + "width = Math.max(1, Math.round(width * scale)); height = Math.max(1, Math.round(height * scale));"
                    + "canvas.width = turn > 3 ? height : width; canvas.height = turn > 3 ? width : height;"
                    + "var context = canvas.getContext('2d'); context.imageSmoothingQuality = 'high';"
                    + "context.fillStyle = '#fff'; context.fillRect(0, 0, canvas.width, canvas.height);"
                    + "var x = 1 - (turn + 1 & 2), y = 1 - (turn & 2);"
                    + "context.setTransform(turn > 3 ? 0 : x, turn > 3 ? y : 0, turn > 3 ? x : 0, turn > 3 ? 0 : y,"
                    + " x < 0 ? canvas.width : 0, y < 0 ? canvas.height : 0);"
                    + "context.drawImage(bitmap, 0, 0, width, height);")
    private static native void draw(HTMLCanvasElement canvas, PhotoFile.Bitmap bitmap, int largest);
}
