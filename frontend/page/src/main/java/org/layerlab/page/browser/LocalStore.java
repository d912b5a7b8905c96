package org.layerlab.page.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** What this browser keeps for the next visit. Where it may keep nothing, nothing is kept, silently. */
public final class LocalStore {
    private LocalStore() {}

    /** What was kept under a key, or null. */
    @JSBody(
            params = "key",
            script = "try { return localStorage.getItem('layerlab.' + key); } catch (e) { return null; }")
    public static native @Nullable String get(String key);

    /** Keeps a text under a key. */
    @JSBody(
            params = {"key", "value"},
            script = "try { localStorage.setItem('layerlab.' + key, value); } catch (e) { }")
    public static native void put(String key, String value);

    /** Forgets a key. */
    @JSBody(params = "key", script = "try { localStorage.removeItem('layerlab.' + key); } catch (e) { }")
    public static native void remove(String key);
}
