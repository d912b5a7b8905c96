package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.dataset.DataSets;
import org.openqa.selenium.support.ui.Select;

/** Photos of the user's own to learn from, as people have them: what is wrong is named, and the rest continues. */
class OwnPhotosIT extends InBrowser {
    @TempDir
    Path folder;

    @Test
    void learnsFromAPersonsOwnZipLeavingOutWhatIsBroken() throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        int requestsBefore = server.requests().size();
        Map<String, byte[]> files = drawings(24);
        files.put("../dogs/99.png", TestPhotos.small(true, 99));
        files.put("cats/broken.png", new byte[] {1});
        files.put("cats/clip.png", TestPhotos.ofBrand("mp42"));
        files.put("cats/bomb.png", new byte[48 << 20]);
        files.put("readme.txt", new byte[] {1});
        files.put("more/train.zip", new byte[] {1});
        browser.choose("own-zip", TestPhotos.zip(folder, "own.zip", files));
        browser.await("they are there", () -> browser.value("train-dataset").equals("own"));
        String message = browser.message();
        assertTrue(message.contains("4 files were left out: more/train.zip is a zip in a zip"), message);
        assertTrue(message.contains("1 name says neither"), message);
        assertEquals("Your photos · 21", chosenDataSet());
        assertEquals(21, browser.all("#gallery .thumb").size());
        assertEquals(
                "true", browser.attribute("preset-best", "aria-pressed"), "other photos don't make another recipe");
        browser.type("train-epochs", "2");
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        assertEquals(
                4,
                browser.all("#confusion td .figure").stream()
                        .mapToInt(cell -> Integer.parseInt(browser.textOf(cell)))
                        .sum());

        assertNothingUploaded(requestsBefore);
        String link = SavePanel.save(browser, "On own photos");
        String note = browser.textOf(browser.all("#share-note").get(0));
        assertTrue(note.endsWith("can open the model, but not continue its training."), note);
        browser.script("document.getElementById('share-dialog').close();");
        assertTrue(link.contains("/m/"), link);

        // They are still there after others, and as many of them as a person wants.
        chooseDataSet("drawings");
        browser.click("more");
        browser.type("train-limit", "100");
        // Long enough for a hand to stop it.
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.await(
                "others are learned from",
                () -> browser.text("epoch").matches("[1-9].*")
                        && browser.text("train").equals("Pause"));
        browser.click("stop");
        browser.await("it stands", () -> browser.text("train").equals("Train"));
        chooseDataSet("own");
        browser.await(
                "they are shown again", () -> browser.all("#gallery .thumb").size() == 21);
        browser.type("train-limit", "12");
        browser.type("train-epochs", "2");
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        browser.await("those are shown", () -> browser.all("#gallery .thumb").size() == 12);
        assertEquals("", browser.message());
    }

    @Test
    void aStoppedTrainingAsksForItsPhotosAfterAReload() throws Exception {
        Path zip = TestPhotos.zip(folder, "own.zip", drawings(24));
        PhotosPage.openTraining(server, browser, "wasm");
        browser.choose("own-zip", zip);
        browser.await("they are there", () -> browser.value("train-dataset").equals("own"));
        browser.type("train-epochs", "5000");
        browser.click("train");
        browser.await(
                "it trains",
                () -> browser.text("epoch").matches("[1-9].*")
                        && browser.text("train").equals("Pause"));
        browser.await(
                "it is kept",
                () -> browser.asyncText("indexedDB.databases().then(all => done(all.map(one => one.name).join()));")
                        .equals("layerlab"));
        browser.click("stop");
        browser.await("it can go on", () -> browser.isShown("resume"));

        PhotosPage.openTraining(server, browser, "wasm");
        browser.await("it is said", () -> browser.isShown("resume-offer"));
        String said = browser.text("resume-text");
        assertTrue(said.startsWith("This browser keeps a training on your own photos, stopped at step "), said);
        assertTrue(said.endsWith("Choose the same photos again to continue."), said);
        assertFalse(browser.isShown("resume"), "without its photos it cannot go on");
        browser.choose("own-zip", zip);
        browser.await("it can go on", () -> browser.isShown("resume"));
        browser.click("resume");
        browser.await("it trains", () -> browser.text("train").equals("Pause"));
        browser.click("stop");

        PhotosPage.openTraining(server, browser, "wasm");
        browser.await("it is said", () -> browser.isShown("resume-offer"));
        browser.click("forget-run");
        browser.click("forget-dialog-keep");
        assertTrue(browser.isShown("resume-offer"));
        browser.click("forget-run");
        browser.click("forget-confirm");
        assertFalse(browser.isShown("resume-offer"));
        PhotosPage.openTraining(server, browser, "wasm");
        assertEquals("drawings", browser.value("train-dataset"));
        assertFalse(browser.isShown("resume-offer"));
    }

    @Test
    void saysWhatABombIsAndWhichNamesAreThereTwice() throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        Map<String, byte[]> files = drawings(12);
        files.put("cats/bomb.png", new byte[48 << 20]);
        files.put("cats/XX.png", TestPhotos.small(false, 77));
        Path zip = TestPhotos.zip(folder, "twice.zip", files);
        String bytes = Files.readString(zip, StandardCharsets.ISO_8859_1);
        Files.writeString(zip, bytes.replace("cats/XX.png", "cats/00.png"), StandardCharsets.ISO_8859_1);
        browser.choose("own-zip", zip);
        browser.await("they are there", () -> browser.value("train-dataset").equals("own"));
        String message = browser.message();
        assertTrue(message.contains("1 file was left out: bomb.png has 32.1 MB; at most 32 are allowed."), message);
        assertTrue(message.contains("1 name is in the zip twice"), message);
    }

    @Test
    void photosOfOneAnimalAreRefusedAndTheDrawingsAreStillThere() throws Exception {
        PhotosPage.openTraining(server, browser, "wasm");
        Map<String, byte[]> cats = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            cats.put("holiday/cat" + i + ".png", TestPhotos.small(false, i));
        }
        browser.choose("own-zip", TestPhotos.zip(folder, "cats.zip", cats));
        browser.await(
                "the page says what is missing",
                () -> browser.message()
                        .startsWith("Photos of cats: 5, of dogs: 0. A network needs at least two of each"));
        browser.choose("own-zip", Files.write(folder.resolve("no.zip"), new byte[] {80, 75, 3, 4}));
        browser.await("the page says that it is none", () -> browser.message().contains("no.zip is not a zip file"));
        assertEquals("drawings", browser.value("train-dataset"));
        trainsOnTheDrawings();
    }

    @Test
    void aServedDataSetThatIsTakenAwayIsNamedAndTheOthersGoOn() throws Exception {
        Path photos = folderOfDrawings("photos");
        Path half = folderOfDrawings("half");
        Files.write(half.resolve("cat.99.png"), new byte[] {1});
        Files.writeString(half.resolve("notes.txt"), "no image");
        try (DataSet leaving = DataSets.open("leaving", photos, 0.2, 1);
                DataSet broken = DataSets.open("broken", half, 0.2, 1);
                LiveServer own = LiveServer.start(true, DataSets.drawings(), leaving, broken)) {
            PhotosPage.openTraining(own, browser, "wasm");
            assertEquals("leaving", browser.value("train-dataset"));
            try (Stream<Path> files = Files.list(photos)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(photos);
            expectStatus(410);
            browser.click("train");
            browser.await("the page says so", () -> browser.message().contains("removed"));
            assertEquals("ready", browser.state());
            assertEquals("Train", browser.text("train"));

            browser.script("document.getElementById('message').hidden = true;");
            browser.click("measure");
            browser.await("the page says so", () -> browser.message().contains("removed"));
            assertEquals("ready", browser.state(), "the built-in network still judges");

            chooseDataSet("broken");
            browser.await(
                    "it is told what is left out",
                    () -> browser.text("gallery-note").contains("Left out: 1 non-image"));
            browser.type("train-epochs", "2");
            browser.click("train");
            browser.await("it ends", () -> browser.text("train").equals("Train again"));
            assertTrue(browser.message().startsWith("1 image of"), browser.message());
            assertTrue(browser.message().endsWith("cannot be read, and is left out."), browser.message());

            chooseDataSet("drawings");
            trainsOnTheDrawings();
            browser.driver.navigate().refresh();
            browser.awaitState("ready");
            assertEquals("drawings", browser.value("train-dataset"), "it was chosen before");
            // What the page still loads for its workers would find no server.
            browser.open("about:blank");
        }
    }

    private Path folderOfDrawings(String name) throws IOException {
        Path photos = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < 20; i++) {
            Files.write(photos.resolve((i % 2 == 0 ? "cat." : "dog.") + i + ".png"), TestPhotos.small(i % 2 == 1, i));
        }
        return photos;
    }

    private void chooseDataSet(String id) {
        new Select(browser.element("train-dataset")).selectByValue(id);
    }

    private void trainsOnTheDrawings() {
        browser.type("train-epochs", "2");
        browser.click("train");
        browser.await("it ends", () -> browser.text("train").equals("Train again"));
        assertEquals("", browser.message());
    }

    private String chosenDataSet() {
        return String.valueOf(
                browser.script("return document.getElementById('train-dataset').selectedOptions[0].textContent;"));
    }

    /** So many drawings in folders of the two classes. */
    private static Map<String, byte[]> drawings(int count) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = (i % 2 == 0 ? "cats/" : "dogs/") + (i < 10 ? "0" : "") + i + ".png";
            files.put(name, TestPhotos.small(i % 2 == 1, i));
        }
        return files;
    }
}
