package org.layerlab.page.play;

import org.layerlab.page.browser.Dom;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.TextRectangle;

/** The line of text beside what is pointed at on the drawing; it stays within the card. */
final class NetworkTip {
    private static final int GAP = 8;

    private final HTMLElement tip = Dom.byId("weight-tip");

    /** Shows a text below a place of the drawing, in its pixels. */
    void show(String text, double x, double y) {
        Dom.setText(tip, text);
        tip.setHidden(false);
        TextRectangle units = Dom.byId("net-units").getBoundingClientRect();
        TextRectangle card = Dom.byId("panel-network").getBoundingClientRect();
        double half = tip.getOffsetWidth() / 2.0 + GAP;
        double across = Math.max(half, Math.min(card.getWidth() - half, x + units.getLeft() - card.getLeft()));
        Dom.setStyle(tip, "--x", across + "px");
        Dom.setStyle(tip, "--y", y + units.getTop() - card.getTop() + GAP + "px");
    }

    /** Takes it away. */
    void hide() {
        tip.setHidden(true);
    }
}
