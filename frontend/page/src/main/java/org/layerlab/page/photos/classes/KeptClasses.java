package org.layerlab.page.photos.classes;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Database;
import org.layerlab.page.browser.KeptLock;
import org.layerlab.page.browser.StorageProblem;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int32Array;

/**
 * A person's classes and photos for the next visit, in this browser's database: each photo under its number, and a list
 * of the classes with their photos' numbers.
 */
final class KeptClasses {
    private KeptClasses() {}

    /** Takes a class that was kept. */
    @JSFunctor
    interface Got extends JSObject {
        /**
         * Called for each class in their order.
         *
         * @param files its photos
         * @param numbers of each of them
         */
        void got(String name, JSArray<File> files, Int32Array numbers);
    }

    /** Hears why something cannot be kept: the end of a sentence that says so. */
    @JSFunctor
    interface Refused extends JSObject {
        void refused(String why);
    }

    /** Makes the classes this page's until it is left, unless they are another tab's. */
    static void hold(KeptLock.Held held) {
        KeptLock.takeUntilLeft("layerlab.classes", held);
    }

    /** Keeps a photo under a number that no other has. */
    static void put(int number, File file, Refused refused) {
        store(number, file, name -> refused.refused(StorageProblem.why(name)));
    }

    // WebKit stores no files in a private window, but takes their bytes.
    @JSBody(
            params = {"number", "file", "refused"},
            script = StorageProblem.NAMED + Database.OPEN + "var keep = function(photo, failed) {"
                    + "  open('kept', 'readwrite', true, function(store) {"
                    + "    store.put(photo, 'class.' + number); }, failed); };"
                    + "keep(file, function(error) {"
                    + "  if (error && /Quota|Timeout/.test(error.name)) { refused(named(error)); return; }"
                    + "  file.arrayBuffer().then(function(bytes) {"
                    + "  keep({bytes: bytes, name: file.name, type: file.type,"
                    + "    lastModified: file.lastModified}, function(error) {"
                    + "    refused(named(error)); });"
                    + "}, function(error) { refused(named(error)); }); });")
    private static native void store(int number, File file, Refused refused);

    /** Keeps the list of the classes, as JSON: their names and their photos' numbers. */
    @JSBody(
            params = "list",
            script = Database.OPEN + "open('kept', 'readwrite', true, function(store) {"
                    + "  store.put(list, 'classes'); }, function() { });")
    static native void list(String list);

    /** Forgets photos. */
    @JSBody(
            params = "numbers",
            script = Database.OPEN + "open('kept', 'readwrite', false, function(store) {"
                    + "  numbers.forEach(function(number) { store.delete('class.' + number); }); }, function() { });")
    static native void remove(Int32Array numbers);

    /** Hears that all was given. */
    @JSFunctor
    interface Done extends JSObject {
        /**
         * Called once, after the classes.
         *
         * @param damaged whether the list could not be read, so that all photos were given as one class
         * @param unread a sentence that says why nothing could be read; null where it could
         * @param unlisted numbers of photos that are kept in none of the classes, as after a removal that was cut short;
         *     none where the browser has no locks: another tab may be about to list them
         */
        void done(boolean damaged, @Nullable String unread, Int32Array unlisted);
    }

    /** Gives what was kept; a photo that is gone is left out. */
    static void load(Got got, Done done) {
        read(got, (damaged, name, unlisted) -> done.done(damaged, name == null ? null : unread(name), unlisted));
    }

    /** Says why nothing could be read, from the error's name. Where nothing can be kept, there was no last visit to speak of. */
    static String unread(String name) {
        return StorageProblem.isForbidden(name)
                ? Texts.of("This browser cannot keep your photos: its storage is blocked.")
                : Texts.of(
                        "The photos of your last visit cannot be read now: {0}. Reload the page to try again. Until then, changes are not kept, so that nothing is overwritten.",
                        StorageProblem.why(name));
    }

    @JSBody(
            params = {"got", "done"},
            script = StorageProblem.NAMED + Database.OPEN + "var all = [], photos = [], strays = [], damaged = false;"
                    + "var photo = function(kept) {"
                    + "  return kept && kept.bytes instanceof ArrayBuffer"
                    + "    ? new File([kept.bytes], kept.name, {type: kept.type, lastModified: kept.lastModified}) : kept; };"
                    + "open('kept', 'readonly', false, function(store, transaction) {"
                    + "  var list = store.get('classes'); var keys = store.getAllKeys();"
                    + "  keys.onsuccess = function() {"
                    + "    photos = keys.result.filter(function(key) { return /^class\\.\\d+$/.test(key); })"
                    + "      .map(function(key) { return Number(key.slice(6)); });"
                    + "    try {"
                    + "      all = JSON.parse(list.result || '[]').map(function(one) {"
                    + "        return {name: String(one.name), photos: one.photos.map(Number)}; });"
                    + "    } catch (e) {"
                    + "      damaged = true;"
                    + "      all = [{name: '', photos: photos}];"
                    + "    }"
                    + "    var find = function(number) { return store.get('class.' + number); };"
                    + "    all.forEach(function(one) { one.found = one.photos.map(find); });"
                    + "    if (navigator.locks) {"
                    + "      strays = photos.filter(function(number) {"
                    + "        return !all.some(function(one) { return one.photos.includes(number); }); });"
                    + "      strays.found = strays.map(find);"
                    + "    } };"
                    + "  transaction.addEventListener('complete', function() {"
                    + "    all.forEach(function(one) {"
                    + "      var there = one.photos.map(function(number, i) { return [number, photo(one.found[i].result)]; })"
                    + "        .filter(function(pair) { return pair[1] instanceof Blob; });"
                    + "      got(one.name, there.map(function(pair) { return pair[1]; }),"
                    + "        Int32Array.from(there, function(pair) { return pair[0]; })); });"
                    + "    done(damaged, null, Int32Array.from(strays.filter(function(number, i) {"
                    + "      return photo(strays.found[i].result) instanceof Blob; }))); });"
                    + "}, function(error) { done(false, error ? named(error) : null, new Int32Array(0)); });")
    private static native void read(Got got, Done done);
}
