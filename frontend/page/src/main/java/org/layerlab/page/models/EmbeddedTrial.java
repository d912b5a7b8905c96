package org.layerlab.page.models;

import org.layerlab.page.browser.Dom;
import org.layerlab.page.parts.VerdictPanel;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/**
 * A model's page in the frame of another page, {@code /m/ID?embed=true}: only the place to try it. It tells the page
 * around it each verdict, and takes drawings of this server from a lesson once it says that it is ready.
 */
final class EmbeddedTrial {
    private EmbeddedTrial() {}

    @JSFunctor
    private interface Asked extends JSObject {
        void asked(String url, String name);
    }

    @JSFunctor
    private interface Judged extends JSObject {
        void judged();
    }

    /** Shows the place to try it alone, where the address says so. */
    static void begin() {
        Dom.documentFlag("embed", isAsked());
    }

    /** Talks with the page around this one, if there is one. */
    static void join(VerdictPanel panel) {
        if (isAsked()) {
            observe(() -> tell(panel.judged()));
            listen((url, name) -> panel.take(url, name, () -> {}));
        }
    }

    /** Leads to the page of a network whose verdicts are not those of cat and dog, instead of a place to try it. */
    static void lead(String id) {
        if (isAsked()) {
            Dom.show("model-classes", true);
            Dom.byId("open-classes").setAttribute("href", "/m/" + id);
        }
    }

    @JSBody(script = "return location.search === '?embed=true';")
    private static native boolean isAsked();

    // The panel writes the probability last.
    @JSBody(
            params = "judged",
            script = "new MutationObserver(function() { judged(); })"
                    + ".observe(document.getElementById('probability'), {attributeFilter: ['data-value']});")
    private static native void observe(Judged judged);

    @JSBody(
            params = "photo",
            script = "var probability = document.getElementById('probability');"
                    + "if (parent !== self && probability.dataset.value) {"
                    + "  parent.postMessage({source: 'layerlab', type: 'verdict',"
                    + "    verdict: document.getElementById('verdict').dataset.value,"
                    + "    probability: Number(probability.dataset.value), photo: photo}, '*'); }")
    private static native void tell(String photo);

    // From this site's own pages alone, and of its own pictures alone. What was posted before it says so is lost.
    @JSBody(
            params = "asked",
            script = "addEventListener('message', function(event) {"
                    + "  var said = event.data;"
                    + "  if (event.origin === location.origin && said && said.type === 'photo'"
                    + "    && String(said.url).startsWith('/datasets/')) {"
                    + "    var url = String(said.url); asked(url, url.split('/').pop()); } });"
                    + "if (parent !== self) { parent.postMessage({source: 'layerlab', type: 'ready'}, '*'); }")
    private static native void listen(Asked asked);
}
