package org.layerlab.page.worker;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** A worker's end of the line to its page. */
final class PageLink {
    @JSFunctor
    interface Listener extends JSObject {
        void heard(Messages.Message message);
    }

    private PageLink() {}

    /** Hears what the page says from now on. */
    @JSBody(params = "listener", script = "self.onmessage = function(event) { listener(event.data); };")
    static native void listen(Listener listener);

    @JSBody(params = "message", script = "self.postMessage(message);")
    static native void post(Messages.Message message);
}
