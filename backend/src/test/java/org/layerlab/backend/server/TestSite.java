package org.layerlab.backend.server;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.backend.store.SampleModels;

/** A small site. */
final class TestSite {
    /** Taken for the compressed form of photos.js. */
    static final byte[] BROTLI = "photos.js, compressed".getBytes(StandardCharsets.UTF_8);

    private static final String PHOTOS_JS = "'use strict';\n".repeat(300);

    private TestSite() {}

    static String brotliName() {
        return Sha256.hex(PHOTOS_JS.getBytes(StandardCharsets.UTF_8));
    }

    static SiteFiles site() {
        return new SiteFiles(files());
    }

    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new HashMap<>();
        put(
                files,
                "index.html",
                "<!doctype html><html data-page=\"{{page}}\"><head><title>{{title}}</title>"
                        + "<meta name=\"description\" content=\"{{description}}\">{{head}}"
                        + "<link rel=\"stylesheet\" href=\"{{assets}}/style.css\"></head>"
                        + "<body>{{content}}</body></html>");
        for (Page page : Page.values()) {
            put(
                    files,
                    "pages/" + page.id() + ".html",
                    "<main data-assets=\"{{assets}}\">the " + page.id() + " page {{note}}" + "<p>text</p>".repeat(200)
                            + "</main>");
        }
        put(files, "style.css", "body { color: black }\n".repeat(300));
        put(files, "fonts/inter.woff2", "not really a font ".repeat(100));
        put(files, "play.wasm", "\0asm\1\0\0\0".repeat(500));
        put(files, "play.js", "'use strict';");
        put(files, "offline.js", "const ASSETS = '{{assets}}/';");
        put(files, "embed.js", "'use strict'; // for other sites");
        put(files, "photos.js", PHOTOS_JS);
        files.put("brotli/" + brotliName(), BROTLI);
        files.put("models/cats-and-dogs.safetensors", SampleModels.safetensors("Cats and dogs", 77));
        return files;
    }

    private static void put(Map<String, byte[]> files, String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
