package org.layerlab.page.files;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.file.File;

/** A photo of the server's data sets as a file, as if a person had chosen it. */
public final class ServedPhoto {
    private ServedPhoto() {}

    /** Takes the file. */
    @JSFunctor
    public interface Fetched extends JSObject {
        void fetched(File file);
    }

    /** Hears that it did not come. */
    @JSFunctor
    public interface NotFetched extends JSObject {
        void failed();
    }

    /** Fetches it from its address. */
    @JSBody(
            params = {"url", "name", "fetched", "failed"},
            script = "fetch(url).then(function(r) { "
                    + "  if (!r.ok || /html/.test(r.headers.get('Content-Type'))) { throw new Error(r.status); }"
                    + "  return r.blob(); })"
                    + ".then(function(blob) { fetched(new File([blob], name, {type: blob.type})); })"
                    + ".catch(function() { failed(); });")
    public static native void fetch(String url, String name, Fetched fetched, NotFetched failed);
}
