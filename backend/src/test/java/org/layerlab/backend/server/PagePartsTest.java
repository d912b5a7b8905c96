package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.CompiledPrograms;

class PagePartsTest {
    private static Map<String, byte[]> site(String photos) {
        Map<String, byte[]> files = new HashMap<>();
        files.put("pages/photos.html", photos.getBytes(StandardCharsets.UTF_8));
        files.put("pages/verdict-card.html", "<p>$1 verdict</p>\n".getBytes(StandardCharsets.UTF_8));
        files.put("pages/nested.html", "{{include verdict-card}}".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    @Test
    void aPartStandsInItsPlaceAsItIs() {
        Map<String, byte[]> files = site("<main>\n{{include verdict-card}}\n</main>{{assets}}");
        PageParts.include(files);
        assertEquals(
                "<main>\n<p>$1 verdict</p>\n</main>{{assets}}",
                new String(Objects.requireNonNull(files.get("pages/photos.html")), StandardCharsets.UTF_8));
    }

    @Test
    void aPartThatIsNotThereAndAPartOfAPartAreRefusedByName() {
        Map<String, byte[]> lost = site("{{include verdict}}");
        assertEquals(
                "pages/photos.html includes verdict, which is not in pages/",
                assertThrows(IllegalArgumentException.class, () -> PageParts.include(lost))
                        .getMessage());
        Map<String, byte[]> nested = site("{{include nested}}");
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> PageParts.include(nested))
                        .getMessage())
                .contains("which includes another part"));
    }

    @Test
    void everyPartIsIncludedAndThePagesThatShareOneHaveTheSame() throws Exception {
        CompiledPrograms.required();
        SiteFiles site = SiteFiles.ofClassPath();
        String photos = site.text("pages/photos.html");
        String train = site.text("pages/train.html");
        assertTrue(photos.contains(site.text("pages/verdict-card.html")));
        assertTrue(train.contains(site.text("pages/verdict-card.html")));
        assertTrue(photos.contains(site.text("pages/camera-dialog.html")));
        assertTrue(site.text("pages/classes.html").contains(site.text("pages/camera-dialog.html")));
    }
}
