package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.file.File;

/** The three ways in which files come to the page: chosen, dropped, pasted. */
public final class DropZone {
    private DropZone() {}

    /** Takes files. */
    @JSFunctor
    public interface Files extends JSObject {
        /**
         * Called for each choice, drop or paste.
         *
         * @param files at least one
         * @param paths of each, with the folders it was dropped or chosen in
         * @param folder whether one of them came in a folder
         */
        void came(JSArray<File> files, JSArray<JSString> paths, boolean folder);
    }

    /**
     * Binds a zone and its file input; a drop beside the zone counts too, rather than leaving the page.
     *
     * @param files takes what is chosen, dropped or pasted; folders are opened
     */
    @JSBody(
            params = {"zone", "input", "files"},
            script = "var before = function() { return zone.dataset.full ? 'filled' : 'empty'; };"
                    + "var take = function(list) { var all = Array.from(list || []); if (!all.length) { return false; }"
                    + "  files(all, all.map(function(f) { return f.name; }), false); return true; };"
                    + "var walk = function(entry, found) { return new Promise(function(done) {"
                    + "  if (entry.isFile) { entry.file(function(f) {"
                    + "    found.push([f, entry.fullPath.slice(1)]); done(); }, done); return; }"
                    + "  var reader = entry.createReader();"
                    + "  var next = function() { reader.readEntries(function(entries) {"
                    + "    if (!entries.length) { done(); return; }"
                    + "    Promise.all(entries.map(function(e) { return walk(e, found); })).then(next); }, done); };"
                    + "  next(); }); };"
                    + "input.addEventListener('change', function() { take(input.files); input.value = ''; });"
                    + "document.addEventListener('dragover', function(event) {"
                    + "  event.preventDefault(); zone.dataset.state = 'over'; });"
                    + "document.addEventListener('dragleave', function(event) {"
                    + "  if (!event.relatedTarget) { zone.dataset.state = before(); } });"
                    + "document.addEventListener('drop', function(event) {"
                    + "  event.preventDefault(); zone.dataset.state = before();"
                    + "  var entries = Array.from(event.dataTransfer.items || []).map(function(item) {"
                    + "    return item.webkitGetAsEntry && item.webkitGetAsEntry(); }).filter(Boolean);"
                    + "  if (!entries.some(function(e) { return e.isDirectory; })) {"
                    + "    take(event.dataTransfer.files); return; }"
                    + "  var found = [];"
                    + "  Promise.all(entries.map(function(e) { return walk(e, found); })).then(function() {"
                    + "    if (found.length) { files(found.map(function(f) { return f[0]; }),"
                    + "      found.map(function(f) { return f[1]; }), true); } }); });"
                    + "document.addEventListener('paste', function(event) {"
                    + "  if (take(event.clipboardData && event.clipboardData.files)) { event.preventDefault(); } });")
    public static native void bind(HTMLElement zone, HTMLInputElement input, Files files);

    /** Takes what is dropped on an element, rather than on the page around it; folders are opened. */
    @JSBody(
            params = {"zone", "files"},
            script =
                    "var over = function(yes) { return function(event) { event.preventDefault(); event.stopPropagation();"
                            + "  zone.dataset.state = yes ? 'over' : ''; }; };"
                            + "zone.addEventListener('dragover', over(true)); zone.addEventListener('dragleave', over(false));"
                            + "var walk = function(entry) { return new Promise(function(done) {"
                            + "  if (entry.isFile) { entry.file(function(f) { done([f]); }, function() { done([]); }); return; }"
                            + "  var reader = entry.createReader(); var all = [];"
                            + "  var next = function() { reader.readEntries(function(part) {"
                            + "    if (!part.length) { Promise.all(all).then(function(lists) { done([].concat.apply([], lists)); });"
                            + "      return; }"
                            + "    part.forEach(function(e) { all.push(walk(e)); }); next(); }, function() { done([]); }); };"
                            + "  next(); }); };"
                            + "zone.addEventListener('drop', function(event) { over(false)(event);"
                            + "  var entries = Array.from(event.dataTransfer.items || []).map(function(item) {"
                            + "    return item.webkitGetAsEntry && item.webkitGetAsEntry(); }).filter(Boolean);"
                            + "  var plain = Array.from(event.dataTransfer.files || []);"
                            + "  (entries.length ? Promise.all(entries.map(walk)).then(function(lists) {"
                            + "    return [].concat.apply([], lists); }) : Promise.resolve(plain)).then(function(list) {"
                            + "    if (list.length) { files(list, list.map(function(f) { return f.name; }), false); } }); });")
    public static native void column(HTMLElement zone, Files files);

    /** Binds a file input alone. */
    @JSBody(
            params = {"input", "files"},
            script = "input.addEventListener('change', function() { var all = Array.from(input.files);"
                    + "  if (all.length) { files(all, all.map(function(f) { return f.webkitRelativePath || f.name; }),"
                    + "    true); } input.value = ''; });")
    public static native void bind(HTMLInputElement input, Files files);

    /** Marks the zone as holding nothing. */
    @JSBody(params = "zone", script = "delete zone.dataset.full; zone.dataset.state = 'empty';")
    public static native void empty(HTMLElement zone);

    /** Marks the zone as holding a photo. */
    @JSBody(params = "zone", script = "zone.dataset.full = 'true'; zone.dataset.state = 'filled';")
    public static native void fill(HTMLElement zone);
}
