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
     * JavaScript: {@code writes(event)} is whether an event is in a place where text is written, {@code texts(event)} whether that
     * place is to have what is dragged there.
     */
    public static final String WRITES =
            "var writes = function(event) { return event.target.closest && event.target.closest("
                    + "'textarea, [contenteditable], input:not([type=file], [type=range], [type=checkbox], [type=radio])'); };"
                    + "var texts = function(event) { return writes(event)"
                    + "  && !Array.from(event.dataTransfer && event.dataTransfer.types || []).includes('Files'); };";

    /** Takes what is dropped on a target while a zone shows that it will; the whole page leaves other zones their own. */
    private static final String DROPS = WRITES + "var drops = function(target, zone, files) {"
            + "  var whole = target === document;"
            + "  var rest = function() { zone.dataset.state = zone.dataset.full ? 'filled' : whole ? 'empty' : ''; };"
            + "  var heard = function(event) { event.preventDefault(); if (!whole) { event.stopPropagation(); } };"
            + "  var walk = function(entry, found) { return new Promise(function(done) {"
            + "    if (entry.isFile) { entry.file(function(f) {"
            + "      found.push([f, entry.fullPath.slice(1)]); done(); }, done); return; }"
            + "    var reader = entry.createReader();"
            + "    var next = function() { reader.readEntries(function(entries) {"
            + "      if (!entries.length) { done(); return; }"
            + "      Promise.all(entries.map(function(e) { return walk(e, found); })).then(next); }, done); };"
            + "    next(); }); };"
            + "  if (!whole) { zone.dataset.drops = ''; }"
            + "  target.addEventListener('dragover', function(event) { if (texts(event)) { return; }"
            + "    heard(event); zone.dataset.state = 'over'; });"
            + "  target.addEventListener('dragleave', function(event) { var to = event.relatedTarget;"
            + "    if (!whole || !to || (to.closest && to.closest('[data-drops]'))) { rest(); } });"
            + "  target.addEventListener('drop', function(event) { if (texts(event)) { return; } heard(event); rest();"
            + "    var entries = Array.from(event.dataTransfer.items || []).map(function(item) {"
            + "      return item.webkitGetAsEntry && item.webkitGetAsEntry(); }).filter(Boolean);"
            + "    var plain = Array.from(event.dataTransfer.files || []);"
            + "    if (!entries.some(function(e) { return e.isDirectory; })) {"
            + "      if (plain.length) { files(plain, plain.map(function(f) { return f.name; }), false); }"
            + "      return; }"
            + "    var found = [];"
            + "    Promise.all(entries.map(function(e) { return walk(e, found); })).then(function() {"
            + "      found.sort(function(a, b) { return a[1].localeCompare(b[1], undefined, {numeric: true}); });"
            + "      if (found.length) { files(found.map(function(f) { return f[0]; }),"
            + "        found.map(function(f) { return f[1]; }), true); } }); }); };";

    /**
     * Binds a zone and its file input; a drop beside the zone counts too, rather than leaving the page.
     *
     * @param files takes what is chosen, dropped or pasted; folders are opened
     */
    public static void bind(HTMLElement zone, HTMLInputElement input, Files files) {
        page(zone, files);
        pasted(input, files);
    }

    /** Takes what is dropped on the page beside {@link #column}s; the zone shows it. Folders are opened. */
    @JSBody(
            params = {"zone", "files"},
            script = DROPS + "drops(document, zone, files);")
    public static native void page(HTMLElement zone, Files files);

    /** Takes what is dropped on an element, rather than on the page around it; folders are opened. */
    @JSBody(
            params = {"zone", "files"},
            script = DROPS + "drops(zone, zone, files);")
    public static native void column(HTMLElement zone, Files files);

    // A table copied from a spreadsheet comes as text and as a picture of it: that is not for an input without
    // pictures.
    @JSBody(
            params = {"input", "files"},
            script = WRITES
                    + "var take = function(list) { var all = Array.from(list || []); if (!all.length) { return false; }"
                    + "  files(all, all.map(function(f) { return f.name; }), false); return true; };"
                    + "input.addEventListener('change', function() { take(input.files); input.value = ''; });"
                    + "document.addEventListener('paste', function(event) { if (writes(event)) { return; }"
                    + "  var pictures = input.accept.includes('image');"
                    + "  var list = Array.from(event.clipboardData && event.clipboardData.files || []);"
                    + "  if (take(list.filter(function(f) { return pictures || !f.type.startsWith('image/'); }))) {"
                    + "    event.preventDefault(); event.stopImmediatePropagation(); } });")
    private static native void pasted(HTMLInputElement input, Files files);

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
