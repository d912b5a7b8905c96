package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Bytes;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** The maps of a convolutional network's layers, looked into: asked for only while they are open. */
public final class MapsPanel {
    private final Asker network;
    private byte @Nullable [] photo;

    /** The panel on this page; asks the network that judges. */
    public MapsPanel(Asker network) {
        this.network = network;
        Dom.on("maps", "toggle", event -> ask());
    }

    /** Another photo, or another network judges it. */
    public void ask(byte @Nullable [] nextPhoto) {
        photo = nextPhoto;
        network.forget(NetworkMessages.MAPS);
        ask();
    }

    private void ask() {
        byte[] shown = photo;
        if (!Dom.byId("maps").hasAttribute("open")) {
            return;
        }
        if (shown == null) {
            Dom.byId("maps-layers").clear();
            Dom.text("maps-note", Texts.of("Choose a photo first."));
            return;
        }
        network.ask(NetworkMessages.maps(shown), this::show);
    }

    private void show(NetworkMessages.Mapped mapped) {
        HTMLElement all = Dom.byId("maps-layers");
        all.clear();
        byte[] pictures = mapped.getPictures().copyToJavaArray();
        int at = 0;
        for (JsonValue value : Json.parse(mapped.getLayers()).asArray()) {
            JsonObject layer = value.asObject();
            int width = layer.getInt("width", 1);
            int height = layer.getInt("height", 1);
            int shown = layer.getInt("shown", 0);
            HTMLElement title = Dom.create("h3");
            Dom.setText(
                    title,
                    Texts.of(
                            "{0}: {1} × {2} pixels, the {3} strongest of {4}",
                            layer.getString("layer", ""), width, height, shown, layer.getInt("channels", 0)));
            all.appendChild(title);
            HTMLElement strip = Dom.create("div");
            strip.setAttribute("class", "strip wrap maps-strip");
            for (int k = 0; k < shown; k++) {
                strip.appendChild(picture(pictures, at, width, height));
                at += width * height;
            }
            all.appendChild(strip);
        }
        Dom.text(
                "maps-note",
                at == 0
                        ? Texts.of(
                                "A dense network has no feature maps: each of its units sees the whole photo at once.")
                        : Texts.of("Bright areas are where a filter responds; each map is scaled on its own."));
    }

    private static HTMLCanvasElement picture(byte[] pictures, int from, int width, int height) {
        HTMLCanvasElement canvas = Dom.createCanvas(width, height);
        byte[] rgba = new byte[4 * width * height];
        for (int p = 0; p < rgba.length; p++) {
            rgba[p] = p % 4 == 3 ? (byte) 255 : pictures[from + p / 4];
        }
        ImageData image = new ImageData(width, height);
        Bytes.fill(image, rgba);
        ((CanvasRenderingContext2D) canvas.getContext("2d")).putImageData(image, 0, 0);
        return canvas;
    }
}
