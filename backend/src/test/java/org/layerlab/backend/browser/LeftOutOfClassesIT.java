package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What classes of a person's own do not take, or a training leaves out, is named. */
class LeftOutOfClassesIT extends InClasses {
    /** As where the memory for canvases is used up for a moment. */
    @Test
    void aPhotoWhosePixelsTheBrowserDoesNotGiveIsNamedAndTheOthersAreTaken() throws Exception {
        openClasses();
        browser.script("const own = OffscreenCanvas.prototype.getContext; let asked = 0;"
                + "OffscreenCanvas.prototype.getContext = function(...how) {"
                + "  asked++; return asked === 3 ? null : own.apply(this, how); };");
        fill(0, "red", photos("red", Color.RED, new Random(6)));
        browser.await(
                "it is named", () -> browser.text("class-refused").matches("red\\d+\\.png could not be read\\.?"));
        assertEquals("" + (PHOTOS - 1), count(0));
    }

    @Test
    void whatIsNoPhotoIsNamedAndLeavesNoVerdictBehind() throws Exception {
        openClasses();
        Random random = new Random(6);
        Path notes = Files.writeString(folder.resolve("notes.jpg"), "%PDF-1.7");
        List<Path> red = new ArrayList<>(photos("red", Color.RED, random));
        red.add(3, notes);
        fill(0, "Same", red);
        browser.await(
                "it is named",
                () -> browser.text("class-refused")
                        .equals("notes.jpg is a PDF; LayerLab reads JPEG, PNG, WebP, GIF, and BMP"));
        give(0, List.of(red.get(0), red.get(1)));
        browser.await(
                "they are there already", () -> browser.text("class-refused").startsWith("2 files were left out"));
        assertEquals("" + PHOTOS, count(0));
        fill(1, "same", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.click("class-train");
        assertEquals("Two classes are named “same”: rename one of them.", browser.text("class-status"));
        name(1, "blue");
        browser.click("class-add");
        assertEquals("24 photos in 2 classes", browser.text("class-status"), "nobody misses a class without a name");
        name(2, "green");
        assertEquals("24 photos in 2 classes. Left out for lack of photos: green.", browser.text("class-status"));
        train();
        assertTrue(
                browser.text("class-status").endsWith(" Left out for lack of photos: green."),
                browser.text("class-status"));
        browser.all(".class-remove").get(2).click();
        says("blue", photo("b.png", Color.BLUE, random));
        browser.choose("class-try", notes);
        browser.await("it is refused", () -> browser.message().contains("notes.jpg is a PDF"));
        assertEquals("", browser.text("class-verdict"));
        assertEquals(0, browser.all("#class-bars .class-bar").size());
        says("Same", photo("r.png", Color.RED, random));
        assertEquals("", browser.message());
        String likely = browser.textOf(browser.all("#class-likely").get(0));
        assertTrue(likely.matches("\\d+\\.\\d\u00a0%"), likely);
        listen(browser, "#class-verdict");
        browser.choose("class-try", photo("r2.png", Color.RED, random));
        browser.await("it is read aloud again", () -> heard(browser).equals("Same"));
    }

    @Test
    void aPhotoThatCameBackAfterAReloadIsKnownAgain() throws Exception {
        openClasses();
        List<Path> red = photos("red", Color.RED, new Random(6));
        fill(0, "red", red);
        browser.await("all are kept", () -> kept().photosOfClasses() == PHOTOS);
        openKept();
        browser.await("the photos are back", () -> count(0).equals("" + PHOTOS));
        browser.awaitState("ready");
        give(0, red);
        browser.await(
                "they are there already",
                () -> browser.text("class-refused").startsWith(PHOTOS + " files were left out"));
        assertEquals("" + PHOTOS, count(0));
        give(1, red.subList(0, 1));
        browser.await(
                "it is in two classes", () -> browser.text("class-refused").contains(" is also in “red”"));
    }
}
