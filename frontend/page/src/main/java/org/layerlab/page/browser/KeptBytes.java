package org.layerlab.page.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * What this browser keeps for the next visit that is too large for {@link LocalStore}: bytes and a line about them, in
 * IndexedDB. The same in a page and in a worker.
 */
public final class KeptBytes {
    private KeptBytes() {}

    /** Hears how it went: null when it went well, else the end of a sentence that says why not. */
    @JSFunctor
    public interface Done extends JSObject {
        void done(@Nullable String why);
    }

    /** Takes what was kept; two times null where there is nothing. */
    @JSFunctor
    public interface Got extends JSObject {
        void got(@Nullable String about, @Nullable Int8Array bytes);
    }

    /** Keeps bytes under a key, whole or not at all. */
    public static void put(String key, String about, Int8Array bytes, Done done) {
        store(key, about, bytes, name -> done.done(name == null ? null : StorageProblem.why(name)));
    }

    @JSBody(
            params = {"key", "about", "bytes", "done"},
            script = StorageProblem.NAMED + Database.OPEN
                    + "open('kept', 'readwrite', true, function(store, transaction) {"
                    + "  store.put(about, key + '.about'); store.put(bytes, key);"
                    + "  transaction.addEventListener('complete', function() { done(null); });"
                    + "}, function(error) { done(named(error)); });")
    private static native void store(String key, String about, Int8Array bytes, Done done);

    /** What was kept under a key. */
    @JSBody(
            params = {"key", "got"},
            script = Database.OPEN + "open('kept', 'readonly', false, function(store, transaction) {"
                    + "  var about = store.get(key + '.about'); var bytes = store.get(key);"
                    + "  transaction.addEventListener('complete', function() {"
                    + "    var whole = about.result !== undefined && bytes.result !== undefined;"
                    + "    got(whole ? about.result : null, whole ? bytes.result : null); });"
                    + "}, function() { got(null, null); });")
    public static native void get(String key, Got got);

    /** The line about what was kept under a key. */
    @JSBody(
            params = {"key", "got"},
            script = Database.OPEN + "open('kept', 'readonly', false, function(store, transaction) {"
                    + "  var about = store.get(key + '.about');"
                    + "  transaction.addEventListener('complete', function() {"
                    + "    got(about.result === undefined ? null : about.result, null); });"
                    + "}, function() { got(null, null); });")
    public static native void about(String key, Got got);

    /** Forgets a key. */
    @JSBody(
            params = "key",
            script = Database.OPEN + "open('kept', 'readwrite', false, function(store) {"
                    + "  store.delete(key); store.delete(key + '.about'); }, function() { });")
    public static native void remove(String key);
}
