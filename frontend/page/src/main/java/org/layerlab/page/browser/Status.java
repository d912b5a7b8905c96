package org.layerlab.page.browser;

import org.teavm.jso.dom.html.HTMLElement;

/** What the page says of itself as a whole: its state for scripts, its message for people. */
public final class Status {
    private boolean bound;
    /** What was said last, closed or not; empty where the page itself has cleared it. */
    private String shown = "";
    /** What was said of something that is waited for. */
    private String awaited = "";

    /** {@code loading}, {@code ready}, {@code training} or {@code failed}. */
    public void state(String state) {
        Dom.documentData("state", state);
    }

    /** Shows what went wrong until it is closed or replaced. */
    public void say(String message) {
        show(message, "problem");
    }

    /**
     * The same of what goes wrong again by itself: it is neither announced again while it is shown, nor shown
     * again to a person who has closed it, until something else is said or the page has cleared it.
     */
    public void sayOnce(String message) {
        if (!message.equals(shown)) {
            say(message);
        }
    }

    /** Shows what is worth knowing until it is closed or replaced. */
    public void note(String message) {
        show(message, "note");
    }

    private void show(String message, String kind) {
        HTMLElement box = Dom.byId("message");
        shown = message;
        if (!bound) {
            bound = true;
            Dom.on("message-close", "click", event -> hide());
        }
        box.setAttribute("data-kind", kind);
        box.setHidden(false);
        Dom.say("message-text", Texts.said(message));
    }

    /** Shows once what is waited for, until it has {@link #arrived}. */
    public void waiting(String message) {
        if (!message.equals(shown)) {
            note(message);
        }
        awaited = message;
    }

    /** What was waited for has come. */
    public void arrived() {
        if (!awaited.isEmpty() && awaited.equals(shown)) {
            clear();
        }
        awaited = "";
    }

    /** Takes the message away. */
    public void clear() {
        shown = "";
        hide();
    }

    private static void hide() {
        Dom.byId("message").setHidden(true);
        Dom.text("message-text", "");
    }
}
