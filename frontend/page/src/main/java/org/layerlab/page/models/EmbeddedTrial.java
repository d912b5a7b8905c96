package org.layerlab.page.models;

import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.VerdictPanel;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * A model's page in the frame of another page, {@code /m/ID?embed=true}: only the place to try it. It tells the page
 * around it each verdict, and takes drawings of this server from a lesson.
 */
final class EmbeddedTrial {
    private EmbeddedTrial() {}

    @JSFunctor
    private interface Asked extends JSObject {
        void asked(String url, String name);
    }

    /** Shows the place to try it alone, where the address says so. */
    static void begin() {
        Dom.documentFlag("embed", isAsked());
    }

    /** Talks with the page around this one, if there is one. */
    static void join(VerdictPanel panel) {
        if (isAsked()) {
            tell();
            listen((url, name) -> panel.take(url, name, () -> {}));
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
            params = "asked",
            script = "addEventListener('message', function(event) {"
                    + "  var said = event.data;"
                    + "  if (event.origin === location.origin && said && said.type === 'photo'"
                    + "    && String(said.url).startsWith('/datasets/')) {"
                    + "    var url = String(said.url); asked(url, url.split('/').pop()); } });")
    private static native void listen(Asked asked);
}
