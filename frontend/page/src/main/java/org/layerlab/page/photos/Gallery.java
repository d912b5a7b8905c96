package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.Numbers;
import org.layerlab.page.browser.Status;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;

/** The photos of a data set, a page at a time. One that is chosen is judged. */
final class Gallery {
    private static final int PER_PAGE = 40;

    private final Status status;
    private final Consumer<File> chosen;
    private String dataset = "";
    private String filter = "all";
    private int offset;
    private int total;
    private int asked;

    @JSFunctor
    private interface Fetched extends JSObject {
        void fetched(File file);
    }

    @JSFunctor
    private interface NotFetched extends JSObject {
        void failed();
    }

    Gallery(Status status, Consumer<File> chosen) {
        this.status = status;
        this.chosen = chosen;
        Dom.on("gallery-previous", "click", event -> turn(-PER_PAGE));
        Dom.on("gallery-next", "click", event -> turn(PER_PAGE));
        for (HTMLElement button : Dom.all("#gallery-filter [data-filter]")) {
            button.addEventListener("click", event -> {
                filter = button.getAttribute("data-filter");
                for (HTMLElement other : Dom.all("#gallery-filter [data-filter]")) {
                    other.setAttribute(
                            "aria-pressed",
                            String.valueOf(other.getAttribute("data-filter").equals(filter)));
                }
                offset = 0;
                load();
            });
        }
    }

    void show(DataSetInfo info) {
        dataset = info.id();
        offset = 0;
        Dom.text("gallery-name", info.name());
        Dom.text("gallery-note", info.source() + ". Choose one, and the network judges it.");
        load();
    }

    private void turn(int by) {
        offset = Math.max(0, offset + by);
        load();
    }

    /** Cats and dogs come in turns, as they are shown together; the server lists one class after the other. */
    private void load() {
        asked++;
        int mine = asked;
        if (!filter.equals("all")) {
            fetch(mine, filter.equals("cat") ? 0 : 1, offset, PER_PAGE, page -> fill(page.items(), page.total()));
            return;
        }
        int half = PER_PAGE / 2;
        fetch(
                mine,
                0,
                offset / 2,
                half,
                cats -> fetch(mine, 1, offset / 2, half, dogs -> {
                    List<JsonObject> both = new ArrayList<>();
                    for (int i = 0; i < half; i++) {
                        if (i < cats.items().size()) {
                            both.add(cats.items().get(i));
                        }
                        if (i < dogs.items().size()) {
                            both.add(dogs.items().get(i));
                        }
                    }
                    fill(both, cats.total() + dogs.total());
                }));
    }

    private record Page(List<JsonObject> items, int total) {}

    private void fetch(int mine, int label, int from, int count, Consumer<Page> got) {
        Http.getText(
                "/api/datasets/" + dataset + "/train?label=" + label + "&offset=" + from + "&limit=" + count,
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
                    Dom.byId("gallery").setAttribute("data-state", "failed");
                    status.say(why);
                });
    }

    private void fill(List<JsonObject> items, int count) {
        HTMLElement gallery = Dom.byId("gallery");
        gallery.clear();
        total = count;
        for (JsonObject item : items) {
            int label = item.getInt("label", 0);
            String what = label == 0 ? "cat" : "dog";
            String url = item.getString("url", "");
            String name = item.getString("name", "");
            HTMLElement thumb = Dom.copyOf("thumb-template");
            thumb.setAttribute("data-class", String.valueOf(label));
            thumb.setAttribute("title", name);
            HTMLElement image = thumb.querySelector("img");
            image.setAttribute("src", url);
            image.setAttribute("alt", what + ", " + name);
            thumb.addEventListener(
                    "click", event -> fetchFile(url, name, chosen::accept, () -> status.say(name + " did not load.")));
            gallery.appendChild(thumb);
        }
        gallery.setAttribute("data-state", "ready");
        Dom.show("gallery-empty", total == 0);
        int last = Math.min(total, offset + PER_PAGE);
        Dom.text(
                "gallery-range",
                total == 0
                        ? ""
                        : Numbers.grouped(offset + 1L) + "–" + Numbers.grouped(last) + " of " + Numbers.grouped(total));
        Dom.enable("gallery-previous", offset > 0);
        Dom.enable("gallery-next", last < total);
    }

    @JSBody(
            params = {"url", "name", "fetched", "failed"},
            script = "fetch(url).then(function(r) { if (!r.ok) { throw new Error(r.status); } return r.blob(); })"
                    + ".then(function(blob) { fetched(new File([blob], name, {type: blob.type})); })"
                    + ".catch(function() { failed(); });")
    private static native void fetchFile(String url, String name, Fetched fetched, NotFetched failed);
}
