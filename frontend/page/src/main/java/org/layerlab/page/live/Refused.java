package org.layerlab.page.live;

import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Why the server takes something not: its reasons, in the language of the page. */
final class Refused {
    private Refused() {}

    /** Hears an answer. */
    @JSFunctor
    interface Answer extends JSObject {
        void came(String text);
    }

    /** Hears why there is none. */
    @JSFunctor
    interface Reason extends JSObject {
        /**
         * Called once.
         *
         * @param reason the server's code; empty where it cannot be reached
         * @param message its sentence
         */
        void came(String reason, String message);
    }

    /** A sentence for a refusal of the server; a reason of a newer one in its own words. */
    static String said(String reason, String message) {
        return switch (reason) {
            case "" -> Texts.of("The server cannot be reached. Check the network, then try again.");
            case "malformed", "bad_request" ->
                Texts.of("The server does not understand this page. Reload it, then try again.");
            case "no_class" -> Texts.of("No class has this code. Compare it with the board; the class may have ended.");
            case "taken" -> Texts.of("Another class has this code already. Open the class once more.");
            case "full" -> Texts.of("The class is full.");
            case "locked" -> Texts.of("The room is locked: your teacher lets nobody else in.");
            case "removed" -> Texts.of("Your teacher removed you from the class.");
            case "too_many_messages" -> Texts.of("This page sent too much at once. Join again.");
            case "too_many_requests" ->
                Texts.of("Too many tries from your network address. Wait a minute, then try again.");
            case "cross_site" -> Texts.of("The server takes this only from its own pages.");
            default -> Texts.said(message);
        };
    }

    /** Why no class can be opened: the server has no room for one. */
    static String noRoom() {
        return Texts.of("The server has as many classes as it can. Try again later.");
    }

    /** Opens a class. */
    @JSBody(
            params = {"json", "answer", "refused"},
            script =
                    "fetch('/api/classes', {method: 'POST', body: json, headers: {'Content-Type': 'application/json'}})"
                            + ".then(function(response) { return response.text().then(function(text) {"
                            + "  if (response.ok) { answer(text); return; }"
                            + "  var error = {}; try { error = JSON.parse(text).error; } catch (e) { }"
                            + "  refused(error.code || '', error.message || ''); }); },"
                            + "  function() { refused('', ''); });")
    static native void open(String json, Answer answer, Reason refused);
}
