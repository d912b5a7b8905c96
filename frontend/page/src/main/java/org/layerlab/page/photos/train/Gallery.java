package org.layerlab.page.photos.train;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.parts.Thumbs;
import org.layerlab.page.photos.DataSetInfo;
import org.layerlab.page.photos.PhotoWorker;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The photos of a data set, a page at a time. One that is chosen is judged. As long as none are loaded into a worker
 * they come from the server one by one; later from the worker, with what its network says of them.
 */
final class Gallery {
    private static final int PER_PAGE = 40;

    /** Takes a chosen photo. */
    interface Chosen {
        void served(String url, String name);

        void pixels(byte[] bgr);

        /** Whether the network that judges can be asked about the server's photos, once they are loaded. */
        boolean measurable();

        /** Loads the network, so that it can answer. */
        void measure();
    }

    private final Status status;
    private final Chosen chosen;
    private String dataset = "";
    private String source = "";
    private final Asker pictures;
    private @Nullable PhotoWorker worker;
    /** The labels of the photos of the split that are shown, where they come from the worker. */
    private byte @Nullable [] shown;

    /** Of the server's photos of both classes; null where it is not known how many there are. */
    private @Nullable Interleaving interleaving;

    private String split = "train";
    private String filter = "all";
    private String judged = "any";
    private int offset;
    private int total;
    private int asked;

    Gallery(Status status, Chosen chosen) {
        this.status = status;
        this.chosen = chosen;
        pictures = new Asker(status::say);
        Dom.on("gallery-previous", "click", event -> turn(-PER_PAGE));
        Dom.on("gallery-next", "click", event -> turn(PER_PAGE));
        bind("split", value -> split = value);
        bind("filter", value -> filter = value);
        bind("judged", value -> judged = value);
    }

    private void bind(String key, Consumer<String> pressed) {
        for (HTMLElement button : Dom.all("#gallery-" + key + " button")) {
            Dom.on(button, "click", event -> {
                press(key, button.getAttribute("data-" + key));
                pressed.accept(button.getAttribute("data-" + key));
                offset = 0;
                interleaving = null;
                load();
            });
        }
    }

    private static void press(String key, String value) {
        for (HTMLElement button : Dom.all("#gallery-" + key + " button")) {
            button.setAttribute(
                    "aria-pressed",
                    String.valueOf(button.getAttribute("data-" + key).equals(value)));
        }
    }

    /** Shows a data set of the server. */
    void show(DataSetInfo info) {
        dataset = info.id();
        source = info.origin()
                + (info.leftOut().equals(DataSetInfo.NOTHING)
                        ? ""
                        : " " + Texts.of("Left out: {0}.", Texts.said(info.leftOut())));
        worker = null;
        offset = 0;
        interleaving = null;
        judged = "any";
        press("judged", judged);
        Dom.text("gallery-name", Texts.said(info.name()));
        load();
    }

    /** Shows the photos that a worker has loaded. */
    void show(PhotoWorker loaded, String name) {
        String called = Texts.said(name);
        boolean another = worker != loaded
                || !called.equals(Dom.byId("gallery-name").getInnerText())
                || !Arrays.equals(shown, loaded.labels(split));
        worker = loaded;
        Dom.text("gallery-name", called);
        if (another) {
            offset = 0;
            load();
        } else {
            enableJudged();
        }
    }

    /** Shows the test photos of a class on which the worker's network was right, or wrong. */
    void showCell(PhotoWorker measured, String name, int label, boolean right) {
        worker = measured;
        Dom.text("gallery-name", Texts.said(name));
        split = "test";
        filter = Thumbs.name(label);
        judged = right ? "right" : "wrong";
        press("split", split);
        press("filter", filter);
        press("judged", judged);
        offset = 0;
        load();
    }

    /** What a network says is there, or another: photos that are shown by its verdicts are looked up again. */
    void measured(PhotoWorker from) {
        if (from == worker) {
            enableJudged();
            if (!judged.equals("any")
                    && Dom.byId("gallery").getAttribute("data-state").equals("loading")) {
                load();
            }
        }
    }

    /** Another network judges. */
    void networkCame() {
        enableJudged();
    }

    /** The photos that were to be measured did not come: all are shown again. */
    void notMeasured() {
        if (worker == null && !judged.equals("any")) {
            judged = "any";
            press("judged", judged);
            load();
        }
    }

    private void turn(int by) {
        offset = Math.max(0, offset + by);
        load();
    }

    private void enableJudged() {
        PhotoWorker known = worker;
        for (HTMLElement button : Dom.all("#gallery-judged [data-judged]:not([data-judged=any])")) {
            if (known != null || chosen.measurable()) {
                button.removeAttribute("disabled");
            } else {
                button.setAttribute("disabled", "");
            }
        }
        if (known == null && !judged.equals("any") && !chosen.measurable()) {
            judged = "any";
            press("judged", judged);
        }
    }

    /** Shows the photos of this page of it again. */
    void load() {
        asked++;
        pictures.forget(PhotoMessages.PIXELS);
        enableJudged();
        PhotoWorker loaded = worker;
        if (loaded == null && !judged.equals("any")) {
            measuring();
            chosen.measure();
        } else if (loaded == null) {
            Dom.text("gallery-note", source + " " + Texts.of("Choose one to classify it."));
            loadFromServer(asked);
        } else {
            loadFromWorker(loaded);
        }
    }

    // ---- from a worker ----

    private void loadFromWorker(PhotoWorker from) {
        byte[] labels = from.labels(split);
        double[] probabilities = from.probabilities(split);
        if (labels == null) {
            return;
        }
        shown = labels;
        Dom.text(
                "gallery-note",
                judged.equals("any")
                        ? Texts.of("As the network sees them. Choose one to classify it.")
                        : Texts.of(
                                "As the network sees them; right and wrong by what it says now. Choose one to classify it."));
        if (!judged.equals("any") && probabilities == null) {
            measuring();
            from.survey(split);
            return;
        }
        Judgments judgments = new Judgments(labels, probabilities);
        int wanted = filter.equals("all") ? -1 : filter.equals("cat") ? 0 : 1;
        List<Integer> matching = judgments.matching(wanted, Judgments.Shown.of(judged));
        total = matching.size();
        int[] indices = new int[Math.max(0, Math.min(PER_PAGE, total - offset))];
        for (int k = 0; k < indices.length; k++) {
            indices[k] = matching.get(offset + k);
        }
        pictures.turnTo(from.link());
        pictures.ask(PhotoMessages.pixels(split, indices), answer -> {
            byte[] pixels = answer.getBytes().copyToJavaArray();
            HTMLElement gallery = Dom.byId("gallery");
            gallery.clear();
            for (int k = 0; k < indices.length; k++) {
                byte[] photo = Thumbs.photo(pixels, k, indices.length);
                int label = labels[indices[k]];
                HTMLElement thumb =
                        Thumbs.button(photo, label, says(judgments, indices[k]), () -> chosen.pixels(photo));
                if (judgments.wrong(indices[k])) {
                    thumb.setAttribute("data-wrong", "");
                }
                gallery.appendChild(thumb);
            }
            filled();
        });
    }

    private static void measuring() {
        Dom.byId("gallery").clear();
        Dom.byId("gallery").setAttribute("data-state", "loading");
        Dom.text("gallery-range", Texts.of("Measuring …"));
        Dom.show("gallery-empty", false);
    }

    private static String says(Judgments judgments, int index) {
        boolean dog = judgments.labels()[index] == 1;
        double confidence = judgments.confidence(index);
        if (Double.isNaN(confidence)) {
            return dog ? Texts.of("Dog {0}", index + 1) : Texts.of("Cat {0}", index + 1);
        }
        String percent = NumberFormat.percent(confidence);
        String verdict = Thumbs.word(dog != judgments.wrong(index) ? 1 : 0);
        return dog
                ? Texts.of("Dog {0}, judged {1} ({2} %)", index + 1, verdict, percent)
                : Texts.of("Cat {0}, judged {1} ({2} %)", index + 1, verdict, percent);
    }

    // ---- from the server ----

    /** Cats and dogs take turns, as they are shown together; the server lists one class after the other. */
    private void loadFromServer(int mine) {
        if (!filter.equals("all")) {
            fetch(mine, filter.equals("cat") ? 0 : 1, offset, PER_PAGE, page -> fill(page.items(), page.total()));
            return;
        }
        Interleaving known = interleaving;
        if (known == null) {
            // How many there are of each class comes with the first photos.
            offset = 0;
        }
        int cat = known == null ? 0 : known.ofFirst(offset);
        int dog = known == null ? 0 : known.ofSecond(offset);
        fetch(
                mine,
                0,
                cat,
                PER_PAGE,
                cats -> fetch(mine, 1, dog, PER_PAGE, dogs -> {
                    Interleaving both = new Interleaving(cats.total(), dogs.total());
                    interleaving = both;
                    fill(both.part(offset, PER_PAGE, cats.items(), dogs.items()), both.total());
                }));
    }

    private record Page(List<JsonObject> items, int total) {}

    private void fetch(int mine, int label, int from, int count, Consumer<Page> got) {
        Http.getText(
                "/api/datasets/" + dataset + "/" + split + "?label=" + label + "&offset=" + from + "&limit=" + count,
                text -> {
                    if (mine != asked) {
                        return;
                    }
                    JsonObject page = Json.parse(text).asObject();
                    List<JsonObject> items = new ArrayList<>();
                    page.get("items").asArray().forEach(value -> items.add(value.asObject()));
                    got.accept(new Page(items, page.getInt("total", 0)));
                },
                why -> {
                    if (mine == asked) {
                        Dom.byId("gallery").setAttribute("data-state", "failed");
                        status.say(why);
                    }
                });
    }

    private void fill(List<JsonObject> items, int count) {
        HTMLElement gallery = Dom.byId("gallery");
        gallery.clear();
        total = count;
        for (JsonObject item : items) {
            int label = item.getInt("label", 0);
            String url = item.getString("url", "");
            String name = item.getString("name", "");
            HTMLElement thumb = Dom.copyOf("thumb-template");
            thumb.setAttribute("data-class", String.valueOf(label));
            thumb.setAttribute("title", name);
            HTMLElement image = thumb.querySelector("img");
            image.setAttribute("src", url);
            image.setAttribute("alt", Thumbs.word(label) + ", " + name);
            Dom.on(thumb, "click", event -> chosen.served(url, name));
            gallery.appendChild(thumb);
        }
        filled();
    }

    private void filled() {
        Dom.byId("gallery").setAttribute("data-state", "ready");
        Dom.show("gallery-empty", total == 0);
        int last = Math.min(total, offset + PER_PAGE);
        Dom.text(
                "gallery-range",
                total == 0
                        ? ""
                        : Texts.of(
                                "{0}–{1} of {2}",
                                NumberFormat.grouped(offset + 1L),
                                NumberFormat.grouped(last),
                                NumberFormat.grouped(total)));
        Dom.enable("gallery-previous", offset > 0);
        Dom.enable("gallery-next", last < total);
    }
}
