package org.layerlab.page.files;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Database;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.RandomToken;
import org.layerlab.page.browser.TabStore;
import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.Int8Array;

/** One file that a page leaves for another in this browser: it is too large for an address, and private. */
public final class FileHandoff {
    /** The token of the file that this tab left: another tab may have left one since. */
    private static final String TOKEN = "handover";

    private FileHandoff() {}

    /** Leaves a file for the next page in this tab; it replaces the one before. */
    public static void leave(Int8Array bytes, Clock.Task left, Clock.Task failed) {
        String token = RandomToken.make();
        TabStore.put(TOKEN, token);
        leave(bytes, token, left, failed);
    }

    @JSBody(
            params = {"bytes", "token", "left", "failed"},
            script = Database.OPEN
                    + "open('files', 'readwrite', true, function(store, transaction) {"
                    + "  var file = {bytes: bytes, token: token}; store.put(file, 'handover');"
                    + "  transaction.addEventListener('complete', function() { left(); });"
                    + "}, function() { failed(); });")
    private static native void leave(Int8Array bytes, String token, Clock.Task left, Clock.Task failed);

    /** Takes the file that this tab left; it stays, so that a reload finds it again, until another tab leaves one. */
    public static void take(Http.BytesAnswer taken, Clock.Task missing) {
        take(TabStore.get(TOKEN), taken, missing);
    }

    @JSBody(
            params = {"token", "taken", "missing"},
            script = Database.OPEN
                    + "open('files', 'readonly', false, function(store) {"
                    + "  var got = store.get('handover');"
                    + "  got.onsuccess = function() {"
                    + "    var file = got.result;"
                    + "    if (file && file.token === token) { taken(file.bytes); } else { missing(); } };"
                    + "}, function() { missing(); });")
    private static native void take(String token, Http.BytesAnswer taken, Clock.Task missing);
}
