package org.layerlab.page.browser;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * What a tab keeps until it is closed; nothing where the browser keeps nothing. A page in a frame keeps its own, beside
 * that of other pages and frames.
 */
public final class TabStore {
    private TabStore() {}

    /** What was kept under this key; empty where there is nothing. */
    public static String get(String key) {
        return kept(of(key));
    }

    /** Keeps a text, replacing what was kept before. */
    public static void put(String key, String value) {
        keep(of(key), value);
    }

    /** Whether the browser allows that anything is kept. */
    @JSBody(script = "try { return !!sessionStorage; } catch (e) { return false; }")
    public static native boolean isAllowed();

    @JSBody(
            params = "key",
            script = "try { return sessionStorage.getItem('layerlab.' + key) || ''; } catch (e) { return ''; }")
    private static native String kept(String key);

    @JSBody(
            params = {"key", "value"},
            script = "try { sessionStorage.setItem('layerlab.' + key, value); } catch (e) { }")
    private static native void keep(String key, String value);

    private static String of(String key) {
        return frame().isEmpty() ? key : key + " " + frame();
    }

    /** Forgets what pages in frames have kept. One that is still open may keep something again when it goes. */
    @JSBody(
            script = "try { Object.keys(sessionStorage).forEach(function(key) {"
                    + "  if (/^layerlab\\.[^ ]+ /.test(key)) { sessionStorage.removeItem(key); } }); } catch (e) { }")
    public static native void forgetFrames();

    /** Forgets what the page in this frame has kept. Take the frame away first: a page keeps something as it goes. */
    @JSBody(
            params = "frame",
            script = "try { Object.keys(sessionStorage).forEach(function(key) {"
                    + "  if (/^layerlab\\.[^ ]+ /.test(key) && key.endsWith(' ' + frame.src)) {"
                    + "    sessionStorage.removeItem(key); } }); } catch (e) { }")
    public static native void forget(HTMLElement frame);

    /**
     * Whether the page was here before and has come back: by a reload, or by Back or Forward. A page in a frame comes
     * back with the page around it, which makes the frame again; frames that follow are new ones.
     */
    @JSBody(
            script = "var isBack = function(w) {"
                    + "  if (w.layerlabIsBack === undefined) {"
                    + "    var how = w.performance.getEntriesByType('navigation')[0];"
                    + "    w.layerlabIsBack = !!how && (how.type === 'reload' || how.type === 'back_forward')"
                    + "      || !!w.frameElement && isFirst(w.parent) && isBack(w.parent); }"
                    + "  return w.layerlabIsBack; };"
                    + "var isFirst = function(around) {"
                    + "  var first = !around.layerlabFramed; around.layerlabFramed = true; return first; };"
                    + "return isBack(window);")
    public static native boolean isBack();

    /** The address that the page around gave the frame of this page; empty where it stands alone or is embedded elsewhere. */
    @JSBody(script = "return window.frameElement ? window.frameElement.src || '' : '';")
    public static native String frame();
}
