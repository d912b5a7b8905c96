package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.backend.CompiledPrograms;

class PageStylesTest {
    private static final String HTML = "<div id=\"drop-zone\" class=\"card wide\"><canvas></canvas></div>";
    private static final String PROGRAM = "a.className=\"verdict\\nline\";b='thumb plain';c=\"level-\"+k;";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".card { a: b }|.card { a: b }",
                ".card, .net { a: b }|.card{ a: b }",
                "#drop-zone .wide > canvas:not(.net) { a: b }|#drop-zone .wide > canvas:not(.net) { a: b }",
                ".card .net { a: b } p { c: d }| p { c: d }",
                ".thumb.plain, .verdict { a: b }|.thumb.plain, .verdict { a: b }",
                ".line { a: b }|.line { a: b }",
                ".nline { a: b }|''",
                ".level-3 { a: b } .level { c: d }|.level-3 { a: b }",
                ":is(.net, .card) p { a: b }|:is(.net, .card) p { a: b }",
                "[data-x=\".net\"] { a: b }|[data-x=\".net\"] { a: b }",
                "html[data-page=\"photos\"] p { a: b }|html[data-page=\"photos\"] p { a: b }",
                "html[data-page=\"models\"] p { a: b } p { c: d }| p { c: d }",
                "html:not([data-page=\"models\"]) p { a: b }|html:not([data-page=\"models\"]) p { a: b }",
                "html[data-embed] p, p { a: b }| p { a: b }",
                "html:not([data-embed]) p { a: b }|html:not([data-embed]) p { a: b }",
                "@media print { .net { a: b } .card { c: d } }|@media print { .card { c: d } }",
                "@media print { .net { a: b } } p { c: d }| p { c: d }",
                "@font-face { src: url(\"fonts/a.woff2\") } .net { a: b }|@font-face { src: url(\"fonts/a.woff2\") }",
                "@charset \"utf-8\"; .net { a: b }|@charset \"utf-8\";",
                "/* .net { */ p { a: b }| p { a: b }",
            })
    void aPageLeavesOutWhatCannotApplyToIt(String css, String left) {
        assertEquals(left.strip(), style(css, Page.PHOTOS).strip());
        assertEquals(
                css.replace("/* .net { */", "").strip(), style(css, Page.BENCH).strip());
    }

    @Test
    void theFrameOfAModelThatIsNotThereShowsLessAsWell() {
        String css = "html[data-embed] p { a: b }";
        for (Page page : List.of(Page.DELETED, Page.BROKENLESSON, Page.NOTFOUND)) {
            assertEquals(css, style(css, page).strip());
        }
        assertEquals("", style(css, Page.HELP).strip());
    }

    @Test
    void aBraceThatIsNeverClosedIsNamed() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> style(".card { a: b } .open { c: d", Page.PHOTOS));
        assertTrue(String.valueOf(e.getMessage()).endsWith(".open "), e.getMessage());
    }

    @Test
    void theSitesOwnPagesLeaveOutEachOthersRules() throws Exception {
        CompiledPrograms.required();
        SiteFiles site = SiteFiles.ofClassPath();
        String photos = site.text("style-photos.css");
        String playground = site.text("style-playground.css");
        assertTrue(photos.contains(".thumb") && !playground.contains(".thumb"), "thumbnails");
        assertTrue(playground.contains(".net-row") && !photos.contains(".net-row"), "the network, drawn");
        String embedded = "html[data-embed] main";
        assertTrue(site.text("style.css").contains(embedded), "a rule for frames");
        assertTrue(playground.contains(embedded) && !photos.contains(embedded), "frames");
        for (Page page : Page.values()) {
            String style = site.text("style-" + page.id() + ".css");
            assertTrue(style.contains("@font-face") && style.contains(".card"), page.id());
            assertEquals(count(style, '{'), count(style, '}'), page.id());
            assertFalse(style.contains("/*"), page.id());
        }
    }

    @Test
    void theSitesLayoutsChangeWithTheSizeOfItsText() throws Exception {
        try (InputStream sheet = PageStylesTest.class.getResourceAsStream("/org/layerlab/static/style.css")) {
            String css = new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(css.contains("(min-width: 77.5em)"), "a layout for wide windows");
            assertEquals(
                    List.of(),
                    Pattern.compile("@media[^{]*-width: *[\\d.]+px[^{]*")
                            .matcher(css)
                            .results()
                            .map(MatchResult::group)
                            .toList());
        }
    }

    private static long count(String text, char c) {
        return text.chars().filter(one -> one == c).count();
    }

    private static String style(String css, Page page) {
        Map<String, byte[]> site = new HashMap<>();
        Map.of(
                        "style.css",
                        css,
                        "index.html",
                        "<body>",
                        "pages/photos.html",
                        HTML,
                        "photos.js",
                        PROGRAM,
                        "boot.js",
                        "1")
                .forEach((path, text) -> site.put(path, text.getBytes(StandardCharsets.UTF_8)));
        byte[] style = PageStyles.of(site).get("style-" + page.id() + ".css");
        return new String(style == null ? new byte[0] : style, StandardCharsets.UTF_8);
    }
}
