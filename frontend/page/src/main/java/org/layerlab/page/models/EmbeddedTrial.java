package org.layerlab.page.models;

import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.VerdictPanel;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.file.File;

/**
 * A model's page in the frame of another page, {@code /m/ID?embed=true}: only the place to try it. It tells the page
 * around it each verdict, and takes drawings of this server from a lesson.
 */
final class EmbeddedTrial {
    private EmbeddedTrial() {}

    @JSFunctor
    private interface Taker extends JSObject {
        void take(File file);
    }

    /** Shows the place to try it alone, where the address says so. */
    static void begin() {
        Dom.documentFlag("embed", isAsked());
    }

    /** Talks with the page around this one, if there is one. */
    static void join(VerdictPanel panel) {
        if (isAsked()) {
            tell();
            listen(panel::take);
        }
    }

    @JSBody(script = "return location.search === '?embed=true';")
    private static native boolean isAsked();

    // The panel writes the probability last.
    @JSBody(
            script = "var probability = document.getElementById('probability');"
                    + "new MutationObserver(function() {"
                    + "  if (parent !== self && probability.dataset.value) {"
                    + "    parent.postMessage({source: 'layerlab', type: 'verdict',"
                    + "      verdict: document.getElementById('verdict').dataset.value,"
                    + "      probability: Number(probability.dataset.value)}, '*'); }"
                    + "}).observe(probability, {attributeFilter: ['data-value']});")
    private static native void tell();

    // From this site's own pages alone, and of its own pictures alone.
    @JSBody(
            params = "taker",
            script = "addEventListener('message', function(event) {"
                    + "  var said = event.data;"
                    + "  if (event.origin === location.origin && said && said.type === 'photo'"
                    + "    && String(said.url).startsWith('/datasets/')) {"
                    + "    fetch(said.url).then(function(answer) { return answer.blob(); }).then(function(blob) {"
                    + "      taker(new File([blob], said.url.split('/').pop(), {type: blob.type})); }); } });")
    private static native void listen(Taker taker);
}
