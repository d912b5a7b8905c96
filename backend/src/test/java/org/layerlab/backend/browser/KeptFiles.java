package org.layerlab.backend.browser;

import java.util.Map;

/** What a server's pages keep in a browser, for the time without it. */
record KeptFiles(Browser browser) {
    /** Waits until the service worker of the open page is awake, from when on files go through it. */
    void awaitServiceWorker() {
        browser.await(
                "the service worker is awake",
                () -> browser.asyncText("navigator.serviceWorker.ready.then(it => done(it.active.state));")
                        .startsWith("activ"));
    }

    /** Waits until a page of the version with these assets is kept, or is not. */
    void await(String assets, String path, boolean expected) {
        browser.await(
                path + " of " + assets + (expected ? " is kept" : " is not kept"),
                () -> all().lines().toList().contains("layerlab " + assets + "/ " + path) == expected);
    }

    /** A line for each file: the name of its cache, and its path. */
    String all() {
        return browser.asyncText("(async () => { const lines = [];"
                + "for (const name of await caches.keys())"
                + "  for (const { url } of await (await caches.open(name)).keys())"
                + "    lines.push(name + ' ' + new URL(url).pathname);"
                + "done(lines.join('\\n')); })();");
    }

    /** The addresses of all files as they are kept, in words. */
    String addresses() {
        return browser.asyncText("(async () => { const lines = [];"
                + "for (const name of await caches.keys())"
                + "  for (const { url } of await (await caches.open(name)).keys()) lines.push(decodeURIComponent(url));"
                + "done(lines.join('\\n')); })();");
    }

    /** Leaves the pages of a server no room for more: to Chromium, 0 means no limit. */
    void fill(LiveServer server) {
        browser.command("Storage.overrideQuotaForOrigin", Map.of("origin", server.address(""), "quotaSize", 1));
    }

    /** What the browser says when the open page keeps one byte more; empty where it does. */
    String refusal() {
        return browser.asyncText("caches.open('one more').then(cache => cache.put('/one-more', new Response('1')))"
                + ".then(() => done(''), error => done(error.name));");
    }

    /** Forgets what the browser has cached by itself. */
    void clearHttpCache() {
        browser.command("Network.clearBrowserCache", Map.of());
    }
}
