package org.layerlab.page.browser;

/** What is around every page: what it runs as, its dialogs, its buttons that copy, its line of messages. */
public final class Shell {
    private Shell() {}

    /** Initializes the parts that every page has, and returns the status line. */
    public static Status start() {
        Dom.documentData("engine", Engine.name());
        Dom.documentData("threads", String.valueOf(Engine.threads()));
        Dom.text(
                "engine",
                Engine.name().equals("wasm")
                        ? Texts.of("Runs here as WebAssembly.")
                        : Texts.of("Runs here as JavaScript."));
        Dialogs.bindAll();
        Clipboard.bindAll();
        return new Status();
    }
}
