package org.layerlab.page.models;

import com.eclipsesource.json.JsonObject;
import org.layerlab.page.browser.Clipboard;
import org.layerlab.page.browser.Dialogs;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.browser.WebShare;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Location;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.html.HTMLElement;

/** The top of a model's page and its card: the name, what it is, its links and the table of all that is known. */
final class ModelHead {
    private static final int LONGEST_NAME = 200;

    /** As long as a description may be. */
    private static final int LONGEST_SENTENCE = 4000;

    private final String id;

    /**
     * The head of this page.
     *
     * @param id of the model, as its address has it
     */
    ModelHead(String id) {
        this.id = id;
        Dom.on("copy-link", "click", event -> Clipboard.copy(address(), Dom.byId("copy-link")));
        Dom.show("web-share", WebShare.isThere());
        Dom.on(
                "web-share",
                "click",
                event -> WebShare.share(
                        Dom.byId("model-name").getInnerText(),
                        address(),
                        () -> Clipboard.copy(address(), Dom.byId("web-share"))));
        Dom.on("show-qr", "click", event -> {
            Dom.byId("qr").setAttribute("src", "/api/models/" + id + "/qr.svg");
            Dom.text("qr-link", address());
            Dialogs.open(Dom.byId("qr-dialog"));
        });
        Dom.on("model-more", "click", event -> expand(!isExpanded()));
        Dom.on(Window.current(), "resize", event -> offerTheRest());
        Dom.on(fonts(), "loadingdone", event -> offerTheRest());
    }

    /** On a phone a long description begins with a few lines, so that what can be done with the model is in view. */
    private static void expand(boolean all) {
        Dom.byId("model-more").setAttribute("aria-expanded", String.valueOf(all));
        Dom.text("model-more", all ? Texts.of("Show less") : Texts.of("Show more"));
        Dom.flag(Dom.byId("model-sentence"), "cut", !all);
        offerTheRest();
    }

    private static boolean isExpanded() {
        return "true".equals(Dom.byId("model-more").getAttribute("aria-expanded"));
    }

    @JSBody(script = "return document.fonts;")
    private static native EventTarget fonts();

    /** What is cut off depends on the width and the font. */
    private static void offerTheRest() {
        HTMLElement sentence = Dom.byId("model-sentence");
        Dom.show("model-more", isExpanded() || sentence.getScrollHeight() > sentence.getClientHeight() + 1);
    }

    /** The link that others get. */
    private static String address() {
        Location here = Window.current().getLocation();
        return here.getProtocol() + "//" + here.getHost() + here.getPathName();
    }

    /** Shows what a card says. */
    void show(JsonObject card) {
        String name = CardText.cut(CardText.name(card, ""), LONGEST_NAME);
        Dom.text("model-name", name.isEmpty() ? Texts.of("Model {0}", id) : name);
        Window.current().getDocument().setTitle((name.isEmpty() ? id : name) + " · LayerLab");
        Dom.text("model-sentence", CardText.cut(ModelSentence.of(card), LONGEST_SENTENCE));
        expand(false);
        String author = CardText.cut(CardText.string(card, "author"), LONGEST_NAME);
        Dom.text("model-author", author.isEmpty() ? "" : Texts.of("By {0}.", author));
        String parent = CardText.cut(CardText.string(card, "parent"), LONGEST_NAME);
        Dom.show("model-parent", !parent.isEmpty());
        Dom.byId("parent-link").setAttribute("href", "/m/" + Window.encodeURIComponent(parent));
        Dom.text("parent-link", parent);
        table(card);
    }

    private static void table(JsonObject card) {
        HTMLElement body = Dom.byId("model-card").querySelector("tbody");
        body.clear();
        ModelRows.of(card, CardText::date).forEach((label, value) -> {
            HTMLElement row = Dom.copyOf("model-card-row");
            Dom.setText(row.querySelector("th"), label);
            Dom.setText(row.querySelector("td"), Texts.said(value));
            body.appendChild(row);
        });
    }

    /** Says why there is no model at this address, and takes away everything that needs one. */
    static void missing(String why) {
        Dom.text("model-name", Texts.of("Nothing here"));
        Dom.text("model-sentence", Texts.said(why));
        Dom.show("model-buttons", false);
        Dom.show("model", false);
        Dom.show("model-missing", true);
    }
}
