package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.layerlab.backend.digest.Sha256;

/**
 * The files that pages load, under one address that changes with any of them: {@code /assets/{hash}/…}. They refer to
 * each other by relative addresses, and browsers keep them for a year.
 */
final class Assets {
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private final String prefix;
    private final Map<String, Content> contents = new HashMap<>();

    Assets(SiteFiles site) {
        Map<String, byte[]> files = new TreeMap<>(site.assets());
        StringBuilder all = new StringBuilder();
        files.forEach((path, bytes) -> {
            Content content = Content.of(bytes, MediaTypes.of(path), site);
            contents.put(path, content);
            // The tag has the hash of the file.
            all.append(path).append('\n').append(content.etag()).append('\n');
        });
        prefix = "/assets/"
                + Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** {@code /assets/{hash}}. */
    String prefix() {
        return prefix;
    }

    Future<Void> send(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        Content content = path.startsWith(prefix + "/") ? contents.get(path.substring(prefix.length() + 1)) : null;
        if (content == null) {
            // Also for the hash of another version: a page must not mix files of two versions.
            throw HttpProblem.notFound("no such asset");
        }
        // The service worker keeps no file that arrived in part.
        ctx.response()
                .putHeader("X-File-Length", String.valueOf(content.identity().length()));
        return content.send(ctx, 200, FOREVER);
    }
}
