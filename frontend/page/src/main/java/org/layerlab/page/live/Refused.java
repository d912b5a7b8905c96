package org.layerlab.page.live;

import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Why the server refuses something, in the language of the page. */
final class Refused {
    /** A server that has only just come back is asked again after this, in milliseconds. */
    private static final double LEAST_PAUSE = 3000;

    private Refused() {}

    /** Receives an answer. */
    @JSFunctor
    interface Answer extends JSObject {
        void came(String text);
    }

    /** Receives the reason why there is none. */
    @JSFunctor
    interface Reason extends JSObject {
        /**
         * Called once.
         *
         * @param reason the server's code; empty where it cannot be reached
         * @param message its sentence
         * @param seconds in which it wants to be asked again (Retry-After); 0 where it does not say
         */
        void came(String reason, String message, double seconds);
    }

    /** A sentence for a refusal; an unknown reason, from a newer server, keeps the server's words. */
    static String said(String reason, String message) {
        return switch (reason) {
            case "" -> Texts.of("The server cannot be reached. Check the network, then try again.");
            case "malformed", "bad_request" ->
                Texts.of("The server did not understand this page. Reload the page, then try again.");
            case "no_class" ->
                Texts.of("No class has this code. Check it against the board; the class may have ended.");
            case "taken" -> Texts.of("Another class already has this code. Open the class again.");
            case "full" -> Texts.of("The class is full.");
            case "locked" -> Texts.of("The room is locked: your teacher is not letting anyone else in.");
            case "removed" -> Texts.of("Your teacher removed you from the class.");
            case "too_many_messages" -> Texts.of("This page sent too much at once. Join again.");
            case "too_many_requests" ->
                Texts.of("Too many attempts from your network address. Wait a minute, then try again.");
            case "cross_site" -> Texts.of("The server accepts this only from its own pages.");
            default -> Texts.said(message);
        };
    }

    /** Whether the same request is refused for that reason however often it is made. */
    static boolean isFinal(String reason) {
        return switch (reason) {
            case "malformed", "bad_request", "taken", "cross_site" -> true;
            default -> false;
        };
    }

    /** Why no class can be opened: the server has no room for one. */
    static String noRoom() {
        return Texts.of("The server cannot take any more classes. Try again later.");
    }

    /** Why a page that was never connected still is not: there are networks that let only web pages through. */
    static String blocked() {
        return Texts.of(
                "This page cannot connect to the class; it keeps trying. Your internet connection may block WebSockets: use another one, such as your phone’s, or ask whoever runs it to allow them.");
    }

    /**
     * After how many milliseconds the same request is made again.
     *
     * @param seconds that the server asked for
     */
    static double pause(double seconds) {
        return Math.max(LEAST_PAUSE, 1000 * seconds);
    }

    /** Opens a class. */
    @JSBody(
            params = {"json", "answer", "refused"},
            script =
                    "fetch('/api/classes', {method: 'POST', body: json, headers: {'Content-Type': 'application/json'}})"
                            + ".then(function(response) { return response.text().then(function(text) {"
                            // A network that wants its visitors to log in answers everything with its own page.
                            + "  var said = {}; try { said = JSON.parse(text); } catch (e) { }"
                            + "  if (response.ok && said.code) { answer(text); return; }"
                            + "  var error = said.error || {};"
                            + "  refused(error.code || '', error.message || '', Number(response.headers.get('Retry-After')) || 0); }); })"
                            + ".catch(function() { refused('', '', 0); });")
    static native void open(String json, Answer answer, Reason refused);
}
