package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How photos come to classes of a person's own: in folders, by a drop, from the camera. */
class GatheredPhotosIT extends InClasses {
    @Test
    void eachFolderBecomesAClass() throws Exception {
        startOver();
        Random random = new Random();
        Path set = Files.createDirectory(folder.resolve("set"));
        for (String name : List.of("train", "test")) {
            Path part = Files.createDirectory(set.resolve(name));
            for (String color : List.of("red", "blue")) {
                Path photos = Files.createDirectory(part.resolve(color));
                for (int i = 0; i < 4; i++) {
                    TestPhotos.spots(
                            photos.resolve(name + i + ".png"), color.equals("red") ? Color.RED : Color.BLUE, random);
                }
                Files.writeString(photos.resolve("notes.txt"), "no photo");
            }
        }
        browser.element("class-folders").sendKeys(set.toString());
        browser.await("all are taken", () -> browser.text("class-status").equals("16 photos in 2 classes"));
        assertEquals(List.of("blue", "red"), names().stream().sorted().toList(), "the two empty classes are used");
        assertEquals("", browser.text("class-refused"));

        Path many = Files.createDirectory(folder.resolve("many"));
        for (int i = 0; i < 10; i++) {
            Path one = Files.createDirectory(many.resolve("kind " + i));
            TestPhotos.spots(one.resolve(i + ".png"), Color.GREEN, random);
        }
        browser.element("class-folders").sendKeys(many.toString());
        browser.await(
                "there is room for eight", () -> browser.text("class-status").equals("24 photos in 10 classes"));
        String told = browser.text("class-refused");
        assertTrue(
                told.matches("There can be at most 10 classes\\. These folders were left out: kind \\d, kind \\d\\."),
                told);

        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(empty.resolve("notes.txt"), "no photo");
        browser.element("class-folders").sendKeys(empty.toString());
        browser.await(
                "it says so", () -> browser.text("class-refused").equals("There are no photos among these files."));
        startOver();
    }

    @Test
    void aSetThatIsPutIntoAnUnusedClassBecomesClassesAndOneInAnotherStaysThere() throws Exception {
        startOver();
        Path set = Files.createDirectory(folder.resolve("both"));
        for (String color : List.of("red", "blue")) {
            TestPhotos.spots(Files.createDirectory(set.resolve(color)).resolve("1.png"), Color.RED, new Random());
        }
        browser.all(".class-column .class-folder").get(0).sendKeys(set.toString());
        browser.await("there are two", () -> browser.text("class-status").startsWith("2 photos in 2 classes"));
        assertEquals(List.of("blue", "red"), names().stream().sorted().toList());
        startOver();
        name(1, "mine");
        browser.all(".class-column .class-folder").get(1).sendKeys(set.toString());
        browser.await("both are in it", () -> count(1).equals("2"));
        assertEquals(List.of("", "mine"), names());
        startOver();
    }

    @Test
    void aZipIsAFolder() throws Exception {
        startOver();
        Random random = new Random();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String color : List.of("red", "blue")) {
            for (int i = 0; i < 3; i++) {
                Path photo = folder.resolve("spots.png");
                TestPhotos.spots(photo, color.equals("red") ? Color.RED : Color.BLUE, random);
                files.put("set/" + color + "/" + i + ".png", Files.readAllBytes(photo));
                files.put("__MACOSX/set/" + color + "/._" + i + ".png", new byte[] {1});
            }
        }
        files.put("set/red/inner.zip", new byte[] {1});
        Path set = TestPhotos.zip(folder, "pets.zip", files);
        browser.element("class-zip").sendKeys(set.toString());
        browser.await("all are taken", () -> browser.text("class-status").equals("6 photos in 2 classes"));
        assertEquals(List.of("red", "blue"), names());
        assertEquals(
                "1 file was left out: set/red/inner.zip is a zip in a zip; unpack pets.zip and choose that one.",
                browser.text("class-refused"));

        browser.all(".class-column .class-files").get(0).sendKeys(set.toString());
        browser.await(
                "those that are there stay out",
                () -> browser.text("class-refused")
                        .contains("3 files were left out: 0.png is in this class already …"));
        assertEquals("6", count(0));
        startOver();
    }

    @Test
    void namesInAZipAreReadAsProgramsOfOtherSystemsWriteThem() throws Exception {
        startOver();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("./red/0.png", TestPhotos.small(true, 0));
        files.put("blue\\0.png", TestPhotos.small(true, 1));
        browser.element("class-zip")
                .sendKeys(TestPhotos.zip(folder, "other.zip", files).toString());
        browser.await("all are taken", () -> browser.text("class-status").equals("2 photos in 2 classes"));
        assertEquals(List.of("red", "blue"), names());
        startOver();
    }

    @Test
    void aZipWithoutFoldersIsAClassOfItsName() throws Exception {
        startOver();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            files.put(i + ".png", TestPhotos.small(true, i));
        }
        files.put("damaged.png", "no picture".getBytes(StandardCharsets.UTF_8));
        Path set = TestPhotos.zip(folder, "pups.zip", files);
        browser.element("class-zip").sendKeys(set.toString());
        browser.await("all are taken", () -> browser.text("class-refused").startsWith("damaged.png "));
        assertEquals("3", count(0));
        assertEquals("pups", names().get(0));
        startOver();
    }

    @Test
    void foldersThatComeBeforeTheClassesOfTheLastVisitWait() throws Exception {
        startOver();
        fill(0, "red", photos("red", Color.RED, new Random()));
        browser.await("all are kept", () -> kept().photosOfClasses() == PHOTOS);
        Path late = Files.createDirectory(folder.resolve("late"));
        TestPhotos.spots(late.resolve("late.png"), Color.BLUE, new Random());
        browser.open("about:blank");
        browser.open(server.address("/photos/classes"));
        browser.element("class-folders").sendKeys(late.toString());
        browser.await("both are there", () -> browser.text("class-status").equals("13 photos in 2 classes"));
        assertEquals(List.of("red", "late"), names());
        browser.await("all are kept", () -> kept().photosOfClasses() == PHOTOS + 1);
        openKept();
        browser.await("all come again", () -> browser.text("class-status").equals("13 photos in 2 classes"));
        assertEquals("1", count(1));
        startOver();
    }

    @Test
    void aFolderNamesTheClassThatHasNoName() throws Exception {
        startOver();
        Path cats = Files.createDirectory(folder.resolve("ginger cats"));
        TestPhotos.spots(cats.resolve("1.png"), Color.ORANGE, new Random());
        name(1, "mine");
        for (int column : new int[] {0, 1}) {
            browser.all(".class-column .class-folder").get(column).sendKeys(cats.toString());
        }
        browser.await("both are taken", () -> browser.text("class-status").startsWith("2 photos in 2 classes"));
        assertEquals(List.of("ginger cats", "mine"), names());
        assertEquals("1.png is also in “ginger cats”.", browser.text("class-refused"));
        startOver();
    }

    @Test
    void whatIsDroppedBesideTheClassesIsNotLostWithoutAWord() {
        startOver();
        drop("#classes-title", "loose.png");
        assertEquals(
                "Drop photos on the class they belong to, or choose them there. A folder of photos becomes a class.",
                browser.text("class-refused"));
        for (String place : List.of("footer", ".class-column")) {
            drop(place, "empty.txt");
            browser.await(
                    "the list is empty", () -> !browser.text("class-refused").startsWith("1 file"));
            drop(place, "set.zip");
            browser.await(
                    "it is no zip",
                    () -> browser.text("class-refused")
                            .startsWith("1 file was left out: set.zip is not a zip file, or it is cut off"));
        }
        assertEquals("0", count(0));
    }

    private void drop(String place, String file) {
        browser.script("const transfer = new DataTransfer(); transfer.items.add(new File(['x'], '" + file + "'));"
                + "document.querySelector('" + place + "').dispatchEvent("
                + "  new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));");
    }

    @Test
    void whileFilesAreReadNothingIsTrainedAndLeavingIsAsked() throws Exception {
        String leaves = "const leaving = new Event('beforeunload', {cancelable: true});"
                + "dispatchEvent(leaving); return leaving.defaultPrevented;";
        startOver();
        Random random = new Random(8);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random).subList(0, 2));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("14 photos in 2 classes"));
        assertEquals(false, browser.script(leaves));
        browser.script("const real = window.createImageBitmap; window.createImageBitmap = (...how) =>"
                + " new Promise(come => window.go = come).then(() => real(...how));");
        give(1, photos("green", Color.GREEN, random).subList(0, 1));
        browser.await("one is read", () -> browser.text("class-status").equals("Reading photos …"));
        assertFalse(browser.element("class-train").isEnabled());
        assertEquals(true, browser.script(leaves));
        browser.await("it waits", () -> Boolean.TRUE.equals(browser.script("return typeof window.go === 'function';")));
        browser.script("window.go();");
        browser.await("it is there", () -> browser.text("class-status").startsWith("15 photos in 2 classes"));
        assertTrue(browser.element("class-train").isEnabled());
        assertEquals(false, browser.script(leaves));
        startOver();
    }

    @Test
    void aSecondTabSaysThatItKeepsNothingForAsLongAsItIsOpen() {
        startOver();
        assertFalse(browser.isShown("class-elsewhere"));
        browser.inAnotherTab(() -> {
            openKept();
            browser.await("it says so", () -> browser.isShown("class-elsewhere"));
            try {
                fill(0, "red", photos("red", Color.RED, new Random(9)));
                fill(1, "blue", photos("blue", Color.BLUE, new Random(9)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
            browser.click("class-train");
            browser.await("the network is shown", LONG, () -> browser.isShown("class-result"));
            assertTrue(browser.isShown("class-elsewhere"));
        });
        openKept();
        assertFalse(browser.isShown("class-elsewhere"));
        assertEquals("0", count(0), "the other tab kept none");
    }

    private void openCamera() {
        browser.all(".class-camera").get(0).click();
        browser.await(
                "the camera shows something",
                () -> Boolean.TRUE.equals(browser.script("return document.getElementById('camera').videoWidth > 0;")));
    }

    @Test
    void holdingTheButtonRecordsSeveralFrames() {
        openClasses();
        int requestsBefore = server.requests().size();
        openCamera();
        assertEquals("Hold to record", browser.text("camera-take"));
        assertEquals(
                "none",
                browser.script("return getComputedStyle(document.getElementById('camera-take')).touchAction;"),
                "a finger that stays on it pans the page");
        browser.script("document.getElementById('camera-take').dispatchEvent(new PointerEvent('pointerdown'));");
        browser.await("some frames are there", () -> Integer.parseInt(count(0)) >= 3);
        browser.script("document.getElementById('camera-take').dispatchEvent(new PointerEvent('pointerup'));");
        browser.script("document.getElementById('camera-close').click();");
        assertNothingUploaded(requestsBefore);
    }

    @Test
    void aHeldSpaceBarRecordsAsWellAndATapTakesOne() {
        startOver();
        name(0, "me");
        openCamera();
        assertEquals("Camera: me", browser.text("camera-title"));
        key("keydown", false);
        key("keydown", true);
        browser.await("some frames are there", () -> Integer.parseInt(count(0)) >= 3);
        key("keyup", false);
        browser.await("the last picture is there", this::settled);
        browser.await(
                "all are counted and told",
                () -> browser.text("camera-count").equals("Photos taken: " + count(0))
                        && browser.text("camera-said").equals(browser.text("camera-count")));
        String counted = count(0);
        // The click that a browser makes of a key that goes up.
        browser.script("document.getElementById('camera-take').click();");
        browser.await("the picture would be there", this::settled);
        assertEquals(counted, count(0));
        int before = Integer.parseInt(count(0));
        key("keydown", false);
        key("keyup", false);
        browser.script("document.getElementById('camera-take').click();");
        browser.await("one more is there", () -> Integer.parseInt(count(0)) == before + 1);
        browser.click("camera-stop");
        startOver();
    }

    /** As long as a picture takes to come. */
    private boolean settled() {
        return browser.asyncText("document.getElementById('camera').requestVideoFrameCallback("
                        + "() => setTimeout(() => done('yes'), 500));")
                .equals("yes");
    }

    private void key(String type, boolean repeats) {
        browser.script("document.getElementById('camera-take').dispatchEvent(new KeyboardEvent('" + type
                + "', {key: ' ', repeat: " + repeats + "}));");
    }

    /** Two empty classes without names. */
    private void startOver() {
        openClasses();
        browser.all(".class-remove")
                .forEach(remove -> browser.script("document.querySelector('.class-remove').click();"));
        browser.await("there are none", () -> kept().text("classes").equals("[]"));
        browser.open("about:blank");
        openKept();
        browser.await("two are there", () -> browser.all(".class-column").size() == 2);
    }

    private List<String> names() {
        return browser.all(".class-column .class-name").stream()
                .map(name -> String.valueOf(name.getDomProperty("value")))
                .toList();
    }
}
