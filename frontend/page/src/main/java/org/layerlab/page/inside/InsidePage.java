package org.layerlab.page.inside;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.files.PhotoHandoff;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.InsideMessages;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.Newest;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The page that looks inside a network: a photo, the network's layers as rows of feature maps, and for one pixel of a
 * map every number on its way from the patch to the answer. The network is in a worker, which computes all of them.
 */
public final class InsidePage {
    private static final int DIGITS = 5;
    private static final int PERCENT = 100;

    private final Status status;
    private final Asker worker;
    private final NetworkChoice networks;
    private final Newest photos = new Newest();
    private final LayerRows rows = new LayerRows((group, channel) -> choose(group, channel, null, true));
    private final MapView map = new MapView(this::point);
    private final TraceView trace = new TraceView(this::follow);
    private PhotoPreparation preparation = PhotoPreparation.TUTORIAL;
    private List<Group> groups = List.of();
    private List<String> classes = List.of();
    private @Nullable ShownPhoto photo;
    private byte @Nullable [] seen;
    private int group;
    private int channel = -1;

    /** A place in a map. */
    private record Place(int y, int x) {}

    /** The parts of the page. */
    public InsidePage(Status status) {
        this.status = status;
        worker = new Asker(this::failed);
        worker.turnTo(InsideMessages.start(this::failed));
        networks = new NetworkChoice(new Networks());
        DropZone.bind(Dom.byId("drop-zone"), Dom.input("photo-input"), (files, paths, folder) -> {
            status.clear();
            photos.next();
            take(files.get(0));
        });
        Dom.on(
                "map-number",
                "change",
                event -> chooseNumber(Dom.input("map-number").getValue()));
    }

    private void chooseNumber(String text) {
        int channels = groups.isEmpty() ? 0 : groups.get(group).output().channels();
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= 1 && number <= channels) {
                choose(group, number - 1, null, true);
                return;
            }
        } catch (NumberFormatException e) {
            // The number that is shown stays.
        }
        Dom.input("map-number").setValue(String.valueOf(channel + 1));
    }

    /** Loads the networks and the drawings. */
    public void start() {
        networks.start();
        new Samples(photos, this::take, status::clear, this::failed).start();
        ShownPhoto left = PhotoHandoff.take();
        if (left != null) {
            // Instead of the first drawing.
            photos.next();
            photo = left;
            look();
        }
    }

    private void failed(String why) {
        status.say(why);
        status.state("ready");
    }

    /** Takes a photo, unless another is asked for before this one is decoded. */
    private void take(File file) {
        PhotoPreparation how = preparation;
        Consumer<ShownPhoto> taken = photos.only(decoded -> {
            photo = decoded;
            look();
        });
        PhotoFile.read(
                file, how, bgr -> taken.accept(ShownPhoto.of(file, bgr, how)), photos.only(this::failed)::accept);
    }

    /** Shows the photo to the network, once both are there. */
    private void look() {
        ShownPhoto shown = photo;
        if (shown == null || groups.isEmpty()) {
            return;
        }
        PhotoPreparation how = preparation;
        shown.prepare(
                how,
                prepared -> {
                    // While it was read, another photo or another network may have come.
                    if (photo == shown && how.equals(preparation)) {
                        byte[] bgr = prepared.whole();
                        seen = bgr;
                        Thumbs.draw(bgr, Dom.canvas("photo"));
                        worker.ask(InsideMessages.look(bgr), this::looked);
                    }
                },
                this::failed);
    }

    private void looked(NetworkMessages.Mapped mapped) {
        rows.show(groups, mapped.getLayers(), mapped.getPictures().copyToJavaArray());
        answer(Json.parse(mapped.getLayers()).asArray());
        boolean isKept = group < groups.size()
                && channel >= 0
                && channel < groups.get(group).output().channels();
        choose(isKept ? group : 0, isKept ? channel : rows.strongest(0), null, false);
    }

    private void answer(JsonArray told) {
        JsonObject last = told.get(told.size() - 1).asObject();
        int best = last.get("channels").asArray().get(0).asInt();
        double value = last.get("values").asArray().get(0).asDouble();
        boolean isOne = groups.get(groups.size() - 1).output().channels() == 1;
        int index = isOne && value <= 0.5 ? 0 : isOne ? 1 : best;
        double sure = isOne && value <= 0.5 ? 1 - value : value;
        String name = index < classes.size() ? Texts.said(classes.get(index)) : Texts.of("class {0}", index);
        Dom.text(
                "answer",
                Texts.of(
                        "It says {0}: {1} %",
                        name, NumberFormat.significant(Math.round(10 * PERCENT * sure) / 10.0, 4)));
    }

    private void choose(int nextGroup, int nextChannel, @Nullable Place place, boolean slides) {
        byte[] bgr = seen;
        if (bgr == null) {
            return;
        }
        group = nextGroup;
        channel = nextChannel;
        rows.mark(group, channel);
        worker.forget(InsideMessages.TRACE);
        Group chosen = groups.get(group);
        worker.ask(InsideMessages.map(group, channel), mapped -> {
            name(chosen);
            map.show(chosen, channel, mapped.getPictures().copyToJavaArray(), bgr);
            JsonObject greatest = Json.parse(mapped.getLayers()).asObject();
            trace(place == null ? new Place(greatest.getInt("y", 0), greatest.getInt("x", 0)) : place, slides);
            if (slides || place != null) {
                bringUp(Dom.byId("trace"));
            }
            // The button that was pressed is gone.
            if (place != null) {
                focus(Dom.byId(chosen.output().isNumbers() ? "trace-name" : "map-pixels"));
            }
        });
    }

    private void name(Group chosen) {
        int channels = chosen.output().channels();
        Dom.text("trace-name", chosen.fullName(channel));
        Dom.byId("map-number").setAttribute("max", String.valueOf(channels));
        Dom.input("map-number").setValue(String.valueOf(channel + 1));
        Dom.text("map-of", Texts.of("of {0}", channels));
        Dom.text("map-word", chosen.output().isNumbers() ? Texts.of("Number") : Texts.of("Map"));
    }

    private void point(int y, int x) {
        trace(new Place(y, x), false);
    }

    private void follow(int toGroup, int toChannel, int y, int x) {
        choose(toGroup, toChannel, new Place(y, x), false);
    }

    private void trace(Place place, boolean slides) {
        if (seen == null) {
            return;
        }
        Group chosen = groups.get(group);
        worker.ask(InsideMessages.trace(group, channel, place.y(), place.x()), answer -> {
            JsonObject told = Json.parse(answer.getText()).asObject();
            map.mark(place.y(), place.x(), told.get("seen").asArray());
            Frame.show("field", told.get("field").asArray(), preparation.side(), preparation.side());
            String value = NumberFormat.significant(told.getDouble("value", 0), DIGITS);
            Dom.byId("pixel-text").setAttribute("data-value", String.valueOf(told.getDouble("value", 0)));
            Dom.text(
                    "pixel-text",
                    chosen.output().isNumbers()
                            ? chosen.name(channel) + ": " + value
                            : Texts.of("Row {0}, column {1}: {2}", place.y() + 1, place.x() + 1, value));
            trace.show(told, groups, chosen, channel, classes);
            if (slides) {
                map.slide();
            }
            status.state("ready");
        });
    }

    /** Scrolls to the beginning of what is shown, unless that is in view. */
    @JSBody(
            params = "card",
            script = "card.scrollTop = 0; var top = card.getBoundingClientRect().top;"
                    + "if (top < 0 || top > innerHeight / 2) { card.scrollIntoView({block: 'start'}); }")
    private static native void bringUp(HTMLElement card);

    @JSBody(params = "element", script = "element.focus({preventScroll: true});")
    private static native void focus(HTMLElement element);

    /** Which network is looked into. */
    private final class Networks implements NetworkChoice.Chosen {
        /** Whether the worker was sent a network and has not answered. */
        private boolean opening;

        @Override
        public void came(Int8Array file) {
            status.arrived();
            // The answer for one that is still being opened is not heard, yet the worker may have it.
            boolean overtakes = opening;
            opening = true;
            // The worker forgets the photo with the network.
            byte[] before = seen;
            seen = null;
            worker.ask(
                    InsideMessages.open(file),
                    answer -> {
                        opening = false;
                        opened(answer.getText());
                    },
                    why -> {
                        opening = false;
                        seen = before;
                        failed(why);
                        networks.refused(overtakes);
                    });
        }

        @Override
        public void waiting(String why) {
            status.waiting(why);
        }

        private void opened(String text) {
            try {
                ModelCard card = ModelCard.parse(Json.parse(text).asObject().getString("card", ""));
                preparation = card.preparation().plain().lookedAtOnce();
                classes = card.classes();
            } catch (ParameterFileException e) {
                failed(String.valueOf(e.getMessage()));
                return;
            }
            networks.taken();
            groups = Group.list(text, classes);
            Dom.show("mirror-note", preparation.mirror());
            look();
        }

        @Override
        public void said(String why) {
            status.say(why);
        }

        @Override
        public void failed(String why) {
            InsidePage.this.failed(why);
        }
    }
}
