package org.layerlab.backend.server;

import java.util.Locale;
import java.util.Map;

/** Media types of the site's files. */
final class MediaTypes {
    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json";
    static final String SVG = "image/svg+xml";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("html", HTML),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("json", JSON),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", SVG),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("md", "text/markdown; charset=utf-8"));

    private MediaTypes() {}

    static String of(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }

    /** Whether compression helps; false for formats that are compressed themselves. */
    static boolean isCompressible(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.startsWith("application/json")
                || mediaType.equals("application/wasm")
                || mediaType.equals("application/manifest+json")
                || mediaType.equals(SVG)
                || mediaType.equals("image/x-icon");
    }
}
