package org.layerlab.page.learn;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** The link that carries a whole lesson: its file, deflated, in the letters of addresses. The server unpacks it. */
final class LessonLink {
    /** Servers take no longer address. */
    static final int LONGEST = 4000;

    /** Hears what was packed. */
    @JSFunctor
    interface Packed extends JSObject {
        void got(String text);
    }

    private LessonLink() {}

    /**
     * Packs a lesson's file.
     *
     * @param packed gets the end of the link, a little later; it may be longer than {@link #LONGEST}
     */
    @JSBody(
            params = {"file", "packed"},
            script = "var bytes = new TextEncoder().encode(file);"
                    + "var done = function(all) {"
                    + "  var letters = Array.from(all, function(one) { return String.fromCharCode(one); }).join('');"
                    + "  packed(btoa(letters).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '')); };"
                    // A block that is stored as it is, for browsers that cannot deflate.
                    + "var plain = function() { var n = bytes.length;"
                    + "  done([1, n & 255, n >> 8, ~n & 255, ~n >> 8 & 255].concat(Array.from(bytes))); };"
                    + "try { new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')))"
                    + "  .arrayBuffer().then(function(all) { done(new Uint8Array(all)); }, plain);"
                    + "} catch (e) { plain(); }")
    static native void pack(String file, Packed packed);
}
