package org.layerlab.backend.house;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The pages of the site, with an address of each: the list that tests walk. {@code SiteTest} checks that none is missing. */
public enum SitePages {
    PLAYGROUND("/"),
    LEARN("/learn"),
    LESSON("/learn/one-unit"),
    WRITE("/learn/new"),
    CLASS("/class"),
    JOIN("/c/BCDFGH"),
    PHOTOS("/photos"),
    TRAIN("/photos/train"),
    CLASSES("/photos/classes"),
    INSIDE("/photos/inside"),
    MODELS("/models"),
    MODEL("/m/cats-and-dogs"),
    BENCH("/bench"),
    SELFTEST("/selftest"),
    HELP("/help"),
    ABOUT("/about"),
    PRIVACY("/privacy"),
    API("/api");

    private static final Set<SitePages> OF_MANY = Set.of(LESSON, JOIN, MODEL);
    private static final Set<SitePages> TEXTS = Set.of(HELP, ABOUT, PRIVACY, API);

    private final String path;

    SitePages(String path) {
        this.path = path;
    }

    /** An address of it. */
    public String path() {
        return path;
    }

    /** What the server calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An address of each page but these. */
    public static List<String> paths(SitePages... without) {
        Set<SitePages> left = Set.of(without);
        return Stream.of(values())
                .filter(page -> !left.contains(page))
                .map(SitePages::path)
                .toList();
    }

    /** An address of each page that a program runs, but for the self-test, which has nothing to press. */
    public static List<String> interactive() {
        return Stream.of(values())
                .filter(page -> !TEXTS.contains(page) && page != SELFTEST)
                .map(SitePages::path)
                .toList();
    }

    /** The addresses that are of one page each: those that texts may lead to. */
    public static List<String> single() {
        return Stream.of(values())
                .filter(page -> !OF_MANY.contains(page))
                .map(SitePages::path)
                .toList();
    }
}
