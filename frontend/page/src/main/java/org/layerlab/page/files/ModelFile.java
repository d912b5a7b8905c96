package org.layerlab.page.files;

import org.layerlab.page.browser.DropZone;
import org.layerlab.page.browser.Http;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.typedarrays.Int8Array;

/** A parameter file that a person gave, chosen or dropped anywhere on the page. It does not leave the browser. */
public final class ModelFile {
    private ModelFile() {}

    /** Takes a file. */
    @JSFunctor
    public interface Taken extends JSObject {
        /**
         * Called for each.
         *
         * @param name of the file, without folder and ending
         */
        void taken(Int8Array bytes, String name);
    }

    @JSFunctor
    private interface Refused extends JSObject {
        void refused(String name, double bytes);
    }

    /**
     * Takes each file of parameters that is chosen or dropped, also of the formats that are only recognized; other files
     * are left to others.
     *
     * @param most bytes that are read
     * @param refused hears why one was not taken
     */
    public static void bind(HTMLInputElement input, double most, Taken taken, Http.TextAnswer refused) {
        listen(
                input,
                most,
                taken,
                (name, bytes) -> refused.got(
                        bytes > most
                                ? Texts.of(
                                        "{0} has {1} MB; at most {2} are read.",
                                        name, megabytes(bytes), megabytes(most))
                                : Texts.of("{0} could not be read.", name)));
    }

    private static String megabytes(double bytes) {
        return NumberFormat.grouped(Math.round(bytes / 1e6));
    }

    @JSBody(
            params = {"input", "most", "taken", "refused"},
            script =
                    DropZone.WRITES + "var take = function(file) {"
                            + "  if (file.size > most) { refused(file.name, file.size); return; }"
                            + "  file.arrayBuffer().then(function(buffer) {"
                            + "    taken(new Int8Array(buffer), file.name.replace(/\\.[a-z]+$/i, '')); },"
                            + "    function() { refused(file.name, 0); }); };"
                            + "var ours = function(list) { return Array.from(list || []).find(function(file) {"
                            + "  return /\\.(safetensors|np[yz]|pth?|pkl|h5|keras|onnx|json|tflite|gguf)$/i.test(file.name); }); };"
                            + "input.addEventListener('change', function() {"
                            + "  if (input.files.length) { take(input.files[0]); } input.value = ''; });"
                            + "document.addEventListener('dragover', function(event) { if (!texts(event)) { event.preventDefault(); } });"
                            + "document.addEventListener('drop', function(event) {"
                            + "  var file = ours(event.dataTransfer && event.dataTransfer.files);"
                            + "  if (!texts(event)) { event.preventDefault(); }"
                            // Whoever waits for a drop hears that there is none.
                            + "  if (file) { event.stopImmediatePropagation();"
                            + "    event.target.dispatchEvent(new DragEvent('dragleave', {bubbles: true})); take(file); } }, true);")
    private static native void listen(HTMLInputElement input, double most, Taken taken, Refused refused);
}
