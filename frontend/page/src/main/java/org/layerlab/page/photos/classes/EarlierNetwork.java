package org.layerlab.page.photos.classes;

import com.eclipsesource.json.Json;
import java.util.function.Consumer;
import org.layerlab.network.file.LaterFormatException;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.KeptBytes;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.CardText;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * The network that was trained on an earlier visit: found in this browser, or discarded with a message if it is damaged.
 * One of a later version is left alone.
 */
final class EarlierNetwork {
    /** Receives it. */
    interface Found {
        void found(KeptNetwork about, Int8Array file);
    }

    private EarlierNetwork() {}

    /**
     * Looks for it, and says so if the network that it started from has changed.
     *
     * @param none runs instead if there is no intact one
     */
    static void find(Status status, boolean compares, Found found, Runnable none) {
        KeptBytes.get(KeptNetwork.KEY, (about, file) -> {
            if (about == null || file == null) {
                none.run();
                return;
            }
            KeptNetwork kept;
            try {
                kept = KeptNetwork.of(about, file.copyToJavaArray());
            } catch (IllegalArgumentException e) {
                if (e.getCause() instanceof LaterFormatException) {
                    notOpened(status, String.valueOf(e.getMessage()));
                } else {
                    discard(status, String.valueOf(e.getMessage()));
                }
                none.run();
                return;
            }
            digest(kept.base(), digest -> {
                if (compares && kept.startsFromAnother(digest)) {
                    status.note(
                            Texts.of(
                                    "The network that your classes start from has changed on the server. Your trained network works as before; when you train again, it starts from the new one."));
                }
            });
            found.found(kept, file);
        });
    }

    /** Says why an intact one cannot be used now; it stays for the next visit. */
    static void notOpened(Status status, String why) {
        status.say(Texts.of(
                "Your trained network could not be opened: {0}. It is still stored in this browser. Reload the page to try again.",
                Texts.said(why)));
    }

    private static void discard(Status status, String why) {
        KeptBytes.remove(KeptNetwork.KEY);
        status.say(Texts.of(
                "The trained network stored in this browser was damaged and has been discarded: {0}. Your photos are still here, so you can train again.",
                why));
    }

    /** Asks the server for the SHA-256 of a saved network; empty if the server does not know the network. */
    static void digest(String id, Consumer<String> then) {
        Http.getText(
                "/api/models/" + id,
                card -> then.accept(CardText.string(Json.parse(card).asObject(), "sha256")),
                why -> then.accept(""));
    }
}
