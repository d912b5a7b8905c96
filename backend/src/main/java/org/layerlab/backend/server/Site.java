package org.layerlab.backend.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A site and what is sent of it: hashed, composed and compressed once, when the first server needs it, for all servers
 * that have it.
 */
public final class Site {
    private final SiteFiles files;
    private @Nullable Sent sent;

    /** The site of these files. */
    public Site(SiteFiles files) {
        this.files = files;
    }

    /** What servers send. */
    record Sent(Assets assets, Pages pages) {}

    SiteFiles files() {
        return files;
    }

    /**
     * What servers send.
     *
     * @throws IllegalArgumentException when a fragment is missing or has an unknown placeholder, or a lesson is malformed
     * @throws IOException when the OpenAPI description is missing from the program
     */
    synchronized Sent sent() throws IOException {
        Sent made = sent;
        if (made == null) {
            Assets assets = new Assets(files);
            made = new Sent(assets, new Pages(files, assets.prefix()));
            sent = made;
        }
        return made;
    }
}
