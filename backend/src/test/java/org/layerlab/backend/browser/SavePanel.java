package org.layerlab.backend.browser;

/** The dialog behind Save &amp; share. */
final class SavePanel {
    private SavePanel() {}

    /** Opens it. */
    static void open(Browser browser) {
        browser.click("share-open");
        browser.await("the dialog is open", () -> browser.isShown("save-name"));
    }

    /** Saves what is on the page; gives its link. */
    static String save(Browser browser, String name) {
        open(browser);
        browser.type("save-name", name);
        browser.click("save");
        browser.await(
                "the link is there",
                () -> browser.isShown("share-link")
                        && !browser.value("share-link").isEmpty());
        return browser.value("share-link");
    }
}
