package org.layerlab.page.photos.classes;

import com.eclipsesource.json.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.verdict.Answers;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Download;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.KeptBytes;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.message.Newest;
import org.layerlab.page.parts.SavedHere;
import org.layerlab.page.parts.Thumbs;
import org.layerlab.page.photos.Camera;
import org.layerlab.page.photos.SteadyAnswer;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * A trained network of a person's own classes: it can be tried on photos and on the camera's picture, downloaded, and
 * saved for others; this browser keeps it until it is discarded.
 */
final class ClassResult {
    private static final ClassBars BARS = new ClassBars("class-");

    private final Status status;
    private final Asker classes;
    private final Supplier<PhotoPreparation> preparation;
    private List<String> names = List.of();
    /** The network as a file; null if this browser did not train it. */
    private @Nullable Int8Array file;

    /** What is known of it; null where {@link #file} is. */
    private @Nullable KeptNetwork known;

    private boolean shown;
    /** Photos that were given to try; none counts any more once a network is shown or hidden. */
    private final Newest newest = new Newest();

    /**
     * The part of this page; it shows nothing yet.
     *
     * @param classes asks the worker, whose network is the one that is shown
     * @param preparation how that network takes photos
     * @param discarded runs when the network is no longer wanted
     */
    ClassResult(
            Status status, Camera camera, Asker classes, Supplier<PhotoPreparation> preparation, Runnable discarded) {
        this.status = status;
        this.classes = classes;
        this.preparation = preparation;
        DropZone.bind(Dom.input("class-try"), (files, paths, folder) -> ask(files.get(0)));
        DropZone.column(Dom.byId("class-result"), (files, paths, folder) -> ask(files.get(0)));
        Dom.on("class-try-camera", "click", event -> camera.live(new Live(), this::ask));
        Dom.on("class-download", "click", event -> {
            if (file != null) {
                Download.bytes("own-classes.safetensors", file);
            }
        });
        Dom.on("class-share", "click", event -> {
            if (file != null) {
                share(file);
            }
        });
        Dom.on("class-discard", "click", event -> {
            forget();
            discarded.run();
        });
    }

    /** Whether there is a network to try. */
    boolean isShown() {
        return shown;
    }

    /** The network as a file; null where there is none of this browser's own. */
    @Nullable
    Int8Array file() {
        return file;
    }

    void hide() {
        reveal(false);
    }

    /** Has no network any more. */
    void forget() {
        file = null;
        known = null;
        hide();
    }

    private void reveal(boolean is) {
        newest.next();
        shown = is;
        Dom.show("class-result", is);
    }

    /** Shows the network that was shown before. */
    void showAgain() {
        reveal(file != null);
    }

    /** Shows a network that was trained here, now or before a reload. */
    void trained(KeptNetwork about, Int8Array network) {
        names = about.names();
        file = network;
        known = about;
        Dom.byId("own-classes").removeAttribute("data-brought");
        ClassFigures.show(about);
        show(true);
    }

    /**
     * Says so if the network learned from other photos than those of these marks, or calls a class otherwise.
     *
     * @param called what the classes are called that have photos
     */
    void compare(String marks, List<String> called) {
        boolean others = known != null && known.learnedFromOthers(marks);
        Dom.show("class-stale", others);
        Dom.show("class-renamed", known != null && !others && !called.isEmpty() && !names.containsAll(called));
    }

    /** Keeps the network that was trained. */
    void keep(KeptNetwork about, Int8Array network) {
        KeptBytes.put(KeptNetwork.KEY, about.about(), network, why -> {
            if (why != null) {
                status.say(Texts.of(
                        "This browser cannot keep the network across a reload: {0}. Download it or get a link.", why));
            }
        });
    }

    /** Shows a network that somebody shared: not to be shared again, nor kept. */
    void brought(List<String> classNames) {
        names = classNames;
        file = null;
        known = null;
        Dom.show("class-stale", false);
        Dom.show("class-renamed", false);
        ClassFigures.show(
                Texts.of("This network knows {0}. Choose “Try a photo” to ask it.", String.join(", ", classNames)));
        Dom.byId("own-classes").setAttribute("data-brought", "");
        show(false);
        Dom.focus("#class-try");
    }

    private void show(boolean own) {
        for (String button : new String[] {"class-download", "class-share", "class-discard"}) {
            Dom.show(button, own);
        }
        clear();
        Dom.show("class-link-row", false);
        reveal(true);
    }

    private void ask(File photo) {
        status.clear();
        int mine = newest.next();
        PhotoFile.read(
                photo,
                preparation.get(),
                bgr -> {
                    if (!newest.is(mine)) {
                        return;
                    }
                    Thumbs.draw(bgr, Dom.canvas("class-seen"));
                    classes.ask(
                            ClassMessages.ask(bgr),
                            said -> answered(said.getValues().copyToJavaArray()));
                },
                why -> {
                    if (!newest.is(mine)) {
                        return;
                    }
                    // An earlier verdict would look like the answer to this file.
                    clear();
                    status.say(why);
                });
    }

    /** Shows what the network says of a photo; it is read aloud, even if it is the same as of the one before. */
    private void answered(double[] probabilities) {
        Dom.text("class-verdict", "");
        BARS.show(names, probabilities);
        Dom.say(
                "class-likely",
                NumberFormat.percent(probabilities[Answers.likeliest(probabilities, 1, 0)]) + "\u00a0%");
        // On a phone, the photo alone fills what is left of the screen.
        Dom.scrollTo(Dom.byId("class-bars"));
    }

    /** Shows no answer. */
    private static void clear() {
        BARS.clear();
        Dom.text("class-likely", "");
    }

    private void share(Int8Array network) {
        Dom.enable("class-share", false);
        Http.post(
                "/api/models",
                SavedHere.newKey(),
                network,
                text -> {
                    Dom.enable("class-share", true);
                    String id = SavedHere.keep(Json.parse(text).asObject());
                    if (file != network) {
                        // The link would be taken for that of the network which is shown now.
                        return;
                    }
                    Dom.input("class-link").setValue(origin() + "/m/" + id);
                    String key = SavedHere.token(id);
                    Dom.input("class-key").setValue(key);
                    Dom.show("class-key-row", !key.isEmpty() && !SavedHere.isKept(id));
                    Dom.show("class-link-row", true);
                    Dom.input("class-link").select();
                },
                why -> {
                    Dom.enable("class-share", true);
                    status.say(why);
                });
    }

    @JSBody(script = "return location.origin;")
    private static native String origin();

    /** What the network says of the camera's picture. */
    private final class Live implements Camera.Judge {
        private static final ClassBars BARS = new ClassBars("live-");

        private final SteadyAnswer steady = new SteadyAnswer();

        @Override
        public void begin() {
            steady.clear();
            BARS.clear();
            Dom.text("live-verdict-note", "");
            Dom.show("live-probability-bar", false);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void judge(JSObject bitmap, Runnable done, Consumer<String> failed) {
            classes.ask(
                    ClassMessages.frame(bitmap),
                    said -> {
                        BARS.show(
                                names,
                                steady.add(
                                        Clock.now(),
                                        said.getValues().copyToJavaArray(),
                                        mean -> String.valueOf(Answers.likeliest(mean, 1, 0))));
                        done.run();
                    },
                    failed);
        }
    }
}
