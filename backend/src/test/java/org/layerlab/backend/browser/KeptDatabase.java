package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the pages keep in a browser's database. */
record KeptDatabase(Browser browser) {
    /** JavaScript that opens it. */
    private static final String OPEN = "const open = (mode, use) => {"
            + " const request = indexedDB.open('layerlab'); request.onsuccess = () => {"
            + "  const transaction = request.result.transaction('kept', mode);"
            + "  transaction.oncomplete = () => request.result.close(); use(transaction.objectStore('kept')); }; };";

    /** The text under a key; "undefined" where there is none. */
    String text(String key) {
        return browser.asyncText(OPEN + "open('readonly', store => { const one = store.get('" + key + "');"
                + " one.onsuccess = () => done(String(one.result)); });");
    }

    /** How many photos of own classes it holds. */
    int photosOfClasses() {
        return Integer.parseInt(
                browser.asyncText(
                        OPEN + "open('readonly', store => { const keys = store.getAllKeys();"
                                + " keys.onsuccess = () => done(String(keys.result.filter(key => /^class[.]/.test(key)).length)); });"));
    }

    /** Keeps a photo of own classes that no list names. */
    void keepUnlisted(int number) {
        assertEquals(
                "kept",
                browser.asyncText(OPEN + "open('readwrite', store => { store.put(new Blob(['photo']), 'class." + number
                        + "').onsuccess = () => done('kept'); });"));
    }

    /** Changes what stands under a key, as nobody should. */
    void change(String key, String change) {
        assertEquals(
                "changed",
                browser.asyncText(OPEN + "open('readwrite', store => { const one = store.get('" + key + "');"
                        + " one.onsuccess = () => { store.put((" + change + ")(one.result), '" + key + "')"
                        + ".onsuccess = () => done('changed'); }; });"));
    }

    /** Makes the network of own classes one of another version's files. */
    void changeFormat(char format) {
        change(
                "class-network",
                "value => { const bytes = new Uint8Array(value.buffer || value);"
                        + " const text = Array.from(bytes.slice(0, 20000), one => String.fromCharCode(one)).join('');"
                        + " const found = /format[^a-z0-9]*[12](?![0-9])/.exec(text);"
                        + " bytes[found.index + found[0].length - 1] = " + (int) format + "; return value; }");
    }
}
