package org.layerlab.page.browser;

/** The one database of this browser, with all its stores: whichever page opens it first makes those of the others, too. */
public final class Database {
    /** JavaScript that declares {@code request}, which opens it. */
    public static final String REQUEST = "var request = indexedDB.open('layerlab', 2);"
            + "request.onupgradeneeded = function() { ['files', 'kept'].forEach(function(name) {"
            + "  if (!request.result.objectStoreNames.contains(name)) {"
            + "    request.result.createObjectStore(name); } }); };";

    private Database() {}
}
