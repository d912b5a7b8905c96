package org.layerlab.page.photos;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Color;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.parts.Thumbs;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;

/** Explains a verdict: what mattered in the photo, and the training photos nearest to it. */
public final class ExplanationPanel {
    /** How strongly what mattered most is painted, 0 to 1. */
    private static final double STRONGEST = 0.85;

    /** Takes a photo to judge. */
    public interface Chosen {
        /** Called with the pixels that the network saw, in BGR. */
        void chosen(byte[] bgr);
    }

    /** Hears whether there is a map of what mattered. */
    public interface Explained {
        /** Called whenever it is drawn or cleared. */
        void explained(boolean there);
    }

    private static final String COVERED = "covered";
    private static final String MAPPED = "mapped";

    private final Asker network;
    private final Chosen chosen;
    private String kind = COVERED;
    private boolean kindWasChosen;
    private Explained explained = there -> {};
    private byte @Nullable [] photo;
    private NetworkMessages.@Nullable Mattered mattered;

    /** The panel on this page; asks the network that judges. */
    public ExplanationPanel(Asker network, Chosen chosen) {
        this.network = network;
        this.chosen = chosen;
        for (HTMLElement button : Dom.all("#heat-kind [data-heat]")) {
            Dom.on(button, "click", event -> {
                kindWasChosen = true;
                show(button.getAttribute("data-heat"));
                draw();
            });
        }
        Dom.onThemeChange(event -> draw());
        draw();
    }

    /** Sets what hears whether there is a map. */
    public void also(Explained hearer) {
        explained = hearer;
    }

    private void show(String shown) {
        kind = shown;
        for (HTMLElement button : Dom.all("#heat-kind [data-heat]")) {
            button.setAttribute(
                    "aria-pressed",
                    String.valueOf(button.getAttribute("data-heat").equals(kind)));
        }
    }

    /**
     * Another photo is judged, or none.
     *
     * @param searchable whether training photos are loaded
     */
    public void ask(byte @Nullable [] asked, boolean searchable) {
        photo = asked;
        mattered = null;
        network.forget(NetworkMessages.MATTER);
        network.forget(NetworkMessages.NEAREST);
        Dom.byId("near").clear();
        NearNote.say("");
        if (asked == null) {
            draw();
            return;
        }
        draw();
        network.ask(NetworkMessages.matter(asked), this::mattered);
        askNear(searchable);
    }

    /** Asks for the nearest photos, as soon as there are any to look through. */
    public void askNear(boolean loaded) {
        byte[] asked = photo;
        Dom.show("near-load", !loaded && asked != null);
        if (loaded && asked != null) {
            NearNote.say(Texts.of("Searching …"));
            network.ask(NetworkMessages.nearest(asked), this::near, why -> NearNote.say(Texts.said(why)));
        } else {
            NearNote.say("");
        }
    }

    private void mattered(NetworkMessages.Mattered told) {
        mattered = told;
        boolean isMapped = told.getMapped().getLength() > 0;
        Dom.show("heat-mapped", isMapped);
        if (!isMapped && kind.equals(MAPPED)) {
            show(COVERED);
        } else if (isMapped && !kindWasChosen) {
            show(MAPPED);
        }
        draw();
    }

    private float @Nullable [] values() {
        NetworkMessages.Mattered told = mattered;
        if (told == null) {
            return null;
        }
        return (kind.equals(COVERED) ? told.getCovered() : kind.equals(MAPPED) ? told.getMapped() : told.getSensitive())
                .copyToJavaArray();
    }

    private void near(NetworkMessages.Near near) {
        HTMLElement strip = Dom.byId("near");
        strip.clear();
        byte[] pixels = near.getPixels().copyToJavaArray();
        byte[] labels = near.getLabels().copyToJavaArray();
        for (int i = 0; i < labels.length; i++) {
            byte[] one = Thumbs.photo(pixels, i, labels.length);
            strip.appendChild(Thumbs.button(
                    one,
                    labels[i],
                    Texts.of("{0}, nearest {1}", Thumbs.word(labels[i]), i + 1),
                    () -> chosen.chosen(one)));
        }
        NearNote.say(ExplanationText.near(near.getSearched(), near.getBy()));
    }

    private void draw() {
        HTMLCanvasElement canvas = Dom.canvas("heat");
        byte[] under = photo;
        float[] values = values();
        explained.explained(values != null);
        if (under == null) {
            ((CanvasRenderingContext2D) canvas.getContext("2d")).clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
            canvas.setAttribute("aria-label", Texts.of("Why: no photo yet"));
            Dom.text("heat-note", "");
            return;
        }
        if (values == null) {
            // The photo in gray, which the colors come over.
            Thumbs.paint(shaded(under, new float[0]), PhotoPreparation.squareSide(under.length), canvas);
            canvas.setAttribute("aria-label", Texts.of("Working out why …"));
            Dom.text("heat-note", Texts.of("Working out why …"));
            return;
        }
        boolean hasSides = kind.equals(COVERED) || kind.equals(MAPPED);
        int side = PhotoPreparation.squareSide(under.length);
        int strongest = 0;
        for (int p = 0; p < values.length; p++) {
            if (Math.abs(values[p]) > Math.abs(values[strongest])) {
                strongest = p;
            }
        }
        Thumbs.paint(shaded(under, values), side, canvas);
        canvas.setAttribute(
                "aria-label",
                hasSides
                        ? ExplanationText.strongest(strongest, side, values[strongest] > 0)
                        : ExplanationText.strongest(strongest, side));
        Dom.text(
                "heat-note",
                kind.equals(COVERED)
                        ? Texts.of(
                                "Each spot is covered in turn: orange supports cat, blue supports dog. This explains this network and this photo, not cats and dogs.")
                        : kind.equals(MAPPED)
                                ? Texts.of(
                                        "What the last filters found at each spot, as the output weighs it: orange supports cat, blue supports dog, and their sum gives the answer. The map is coarse: each spot reflects a wide area around it.")
                                : Texts.of(
                                        "Green: where a small change of the pixels would change the answer most. It shows how sensitive the network is there, not what it recognized."));
    }

    /**
     * A photo in gray, with colors over what mattered, as RGBA.
     *
     * @param values of each pixel; none where they are not known yet
     */
    private byte[] shaded(byte[] bgr, float[] values) {
        boolean hasSides = kind.equals(COVERED) || kind.equals(MAPPED);
        float most = 1e-9f;
        for (float value : values) {
            most = Math.max(most, Math.abs(value));
        }
        Color cat = Color.of("--class-0");
        Color dog = Color.of("--class-1");
        Color neutral = Color.of("--good");
        byte[] rgba = PhotoPreparation.rgba(bgr, ChannelOrder.BGR);
        for (int p = 0; p < rgba.length / 4; p++) {
            float value = values.length == 0 ? 0 : values[p];
            double share = Math.abs(value) / most * STRONGEST;
            Color color = hasSides ? value > 0 ? dog : cat : neutral;
            int gray = ((rgba[4 * p] & 0xff) * 3 + (rgba[4 * p + 1] & 0xff) * 6 + (rgba[4 * p + 2] & 0xff)) / 10;
            rgba[4 * p] = mixed(gray, color.red(), share);
            rgba[4 * p + 1] = mixed(gray, color.green(), share);
            rgba[4 * p + 2] = mixed(gray, color.blue(), share);
        }
        return rgba;
    }

    private static byte mixed(int from, int to, double share) {
        return (byte) Math.round(from + (to - from) * share);
    }
}
