package org.layerlab.page.browser;

import org.teavm.jso.JSBody;

/** What a tab keeps until it is closed; nothing where the browser keeps nothing. */
public final class KeptInTab {
    private KeptInTab() {}

    /** What was kept under this key; empty where there is nothing. */
    @JSBody(
            params = "key",
            script = "try { return sessionStorage.getItem('layerlab.' + key) || ''; } catch (e) { return ''; }")
    public static native String get(String key);

    /** Keeps a text in place of what was kept before. */
    @JSBody(
            params = {"key", "value"},
            script = "try { sessionStorage.setItem('layerlab.' + key, value); } catch (e) { }")
    public static native void put(String key, String value);

    /** Whether the page was here before and has come back: by a reload, or by Back or Forward. */
    @JSBody(
            script = "var how = performance.getEntriesByType('navigation')[0];"
                    + "return !!how && (how.type === 'reload' || how.type === 'back_forward');")
    public static native boolean isBack();
}
