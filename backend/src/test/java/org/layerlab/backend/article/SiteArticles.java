package org.layerlab.backend.article;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The articles of the site, as its pages have them. */
final class SiteArticles {
    static final Path STATIC = Path.of("..", "static");

    private SiteArticles() {}

    static Languages read(String id) {
        return Languages.read("articles", id, SiteArticles::text);
    }

    static String text(String path) {
        try {
            return Files.readString(STATIC.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
