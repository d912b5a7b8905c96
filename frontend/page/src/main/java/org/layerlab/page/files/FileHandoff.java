package org.layerlab.page.files;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.Database;
import org.layerlab.page.browser.Http;
import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.Int8Array;

/** One file that a page leaves for another in this browser: it is too large for an address, and private. */
public final class FileHandoff {
    private FileHandoff() {}

    /** Leaves a file, in place of the one before. */
    @JSBody(
            params = {"bytes", "left", "failed"},
            script = Database.OPEN
                    + "open('files', 'readwrite', true, function(store, transaction) {"
                    + "  store.put(bytes, 'handover');"
                    + "  transaction.addEventListener('complete', function() { left(); });"
                    + "}, function() { failed(); });")
    public static native void leave(Int8Array bytes, Clock.Task left, Clock.Task failed);

    /** Takes the file that was left; it stays, so that a reload finds it again. */
    @JSBody(
            params = {"taken", "missing"},
            script = Database.OPEN
                    + "open('files', 'readonly', false, function(store) {"
                    + "  var got = store.get('handover');"
                    + "  got.onsuccess = function() {"
                    + "    if (got.result) { taken(got.result); } else { missing(); } };"
                    + "}, function() { missing(); });")
    public static native void take(Http.BytesAnswer taken, Clock.Task missing);
}
