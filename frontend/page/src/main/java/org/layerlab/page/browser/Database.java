package org.layerlab.page.browser;

/** The one database of this browser, with all its stores: whichever page writes first makes those of the others, too. */
public final class Database {
    /**
     * JavaScript that declares {@code open(store, mode, create, use, failed)}: {@code use(store, transaction)} works in a
     * store, or {@code failed(error)} gets what kept it from that; of what it had begun, nothing is stored then. Without
     * {@code create}, a database that is not there yet is not made.
     * A page that only looks makes none: a browser that freezes it on its way to the next page would freeze the making
     * with it, and every later page would wait for that. For the same reason the wait is bounded. Where this page or
     * worker has begun to make it, however, the look waits for that: a database is not listed until it is made.
     */
    public static final String OPEN = """
            var open = function(name, mode, create, use, failed) {
              var ended = false;
              var fail = function(error) { if (!ended) { ended = true; clearTimeout(timer); failed(error); } };
              var timer = setTimeout(function() { fail(new DOMException('no answer', 'TimeoutError')); }, 10000);
              var begin = function() { try {
                var request = indexedDB.open('layerlab', 2);
                request.onupgradeneeded = function() {
                  ['files', 'kept'].forEach(function(name) {
                    if (!request.result.objectStoreNames.contains(name)) { request.result.createObjectStore(name); }
                  });
                };
                request.onerror = function() { fail(request.error); };
                request.onsuccess = function() {
                  var db = request.result, transaction;
                  clearTimeout(timer);
                  if (ended) { db.close(); return; }
                  try {
                    transaction = db.transaction(name, mode);
                    transaction.oncomplete = function() { db.close(); };
                    transaction.onabort = function() {
                      db.close();
                      fail(transaction.error);
                    };
                    use(transaction.objectStore(name), transaction);
                  } catch (e) {
                    fail(e);
                    try { transaction.abort(); } catch (none) { db.close(); }
                  }
                };
              } catch (e) { fail(e); } };
              self.layerLabMakes = create || self.layerLabMakes;
              if (self.layerLabMakes || !self.indexedDB || !indexedDB.databases) { begin(); return; }
              indexedDB.databases().then(function(all) {
                if (all.some(function(one) { return one.name === 'layerlab'; })) { begin(); }
                else { fail(null); }
              }, begin);
            };
            """;

    private Database() {}
}
