package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.file.File;

/** The three ways in which a file comes to the page: chosen, dropped, pasted. */
public final class DropZone {
    private DropZone() {}

    /** Takes a file. */
    @JSFunctor
    public interface Files extends JSObject {
        void came(File file);
    }

    /**
     * Binds a zone and its file input; a drop beside the zone counts too, rather than leaving the page.
     *
     * @param files takes the first file of each choice, drop or paste
     */
    @JSBody(
            params = {"zone", "input", "files"},
            script = "var before = function() { return zone.dataset.full ? 'filled' : 'empty'; };"
                    + "var take = function(list) { if (list && list.length) { files(list[0]); return true; } };"
                    + "input.addEventListener('change', function() { take(input.files); input.value = ''; });"
                    + "document.addEventListener('dragover', function(event) {"
                    + "  event.preventDefault(); zone.dataset.state = 'over'; });"
                    + "document.addEventListener('dragleave', function(event) {"
                    + "  if (!event.relatedTarget) { zone.dataset.state = before(); } });"
                    + "document.addEventListener('drop', function(event) {"
                    + "  event.preventDefault(); zone.dataset.state = before(); take(event.dataTransfer.files); });"
                    + "document.addEventListener('paste', function(event) {"
                    + "  if (take(event.clipboardData && event.clipboardData.files)) { event.preventDefault(); } });")
    public static native void bind(HTMLElement zone, HTMLInputElement input, Files files);

    /** Marks the zone as holding nothing. */
    @JSBody(params = "zone", script = "delete zone.dataset.full; zone.dataset.state = 'empty';")
    public static native void empty(HTMLElement zone);

    /** Marks the zone as holding a photo. */
    @JSBody(params = "zone", script = "zone.dataset.full = 'true'; zone.dataset.state = 'filled';")
    public static native void fill(HTMLElement zone);
}
