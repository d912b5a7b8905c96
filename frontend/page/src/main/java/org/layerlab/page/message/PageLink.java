package org.layerlab.page.message;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** A worker's end of the line to its page. */
public final class PageLink {
    @JSFunctor
    public interface Listener extends JSObject {
        void heard(Messages.Message message);
    }

    private PageLink() {}

    /** Hears what the page says from now on. */
    @JSBody(params = "listener", script = "self.onmessage = function(event) { listener(event.data); };")
    public static native void listen(Listener listener);

    @JSBody(params = "message", script = "self.postMessage(message);")
    public static native void post(Messages.Message message);
}
