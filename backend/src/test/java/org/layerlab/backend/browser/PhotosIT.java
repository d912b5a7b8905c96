package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does with photos: choosing, dropping, pasting, taking them, and reading the verdict. */
class PhotosIT extends InBrowser {
    private static final double TOLERANCE = 0.01;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void judgesEveryKindOfPhotoAsTheCommandLineDoesAndUploadsNothing(String engine) throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, engine);
        assertEquals(engine, browser.engine());
        assertTrue(browser.text("model-layers").matches("\\w.*"), browser.text("model-layers"));
        PhotoJudge judge = PhotoJudge.of(server, page.model());
        int requestsBefore = server.requests().size();

        Map<String, byte[]> photos = Map.of(
                "photo.jpg", TestPhotos.jpeg(),
                "photo.png", TestPhotos.png(),
                "gray.jpg", TestPhotos.grayJpeg(),
                "alpha.png", TestPhotos.alphaPng(),
                "turned.jpg", TestPhotos.turnedJpeg());
        for (Map.Entry<String, byte[]> photo : photos.entrySet()) {
            String name = engine + ", " + photo.getKey();
            byte[] expected = judge.prepare(photo.getKey(), photo.getValue());
            double dog = page.judge(write(photo.getKey(), photo.getValue()));
            PhotoJudge.assertSame(name, expected, page.seen());
            assertEquals(judge.says(expected), dog, TOLERANCE, name);
        }
        byte[] jpeg = TestPhotos.jpeg();
        double dropped = page.drop(TestPhotos.png(), "dropped.png");
        PhotoJudge.assertSame("dropped", judge.prepare("dropped.png", TestPhotos.png()), page.seen());
        double pasted = page.paste(jpeg, "pasted.jpg");
        PhotoJudge.assertSame("pasted", judge.prepare("pasted.jpg", jpeg), page.seen());
        assertEquals(judge.says(judge.prepare("a", TestPhotos.png())), dropped, TOLERANCE);
        assertEquals(judge.says(judge.prepare("a", jpeg)), pasted, TOLERANCE);

        List<String> requests = server.requests();
        assertTrue(requests.size() > 0, "the access log is empty");
        assertEquals(
                List.of(),
                requests.subList(requestsBefore, requests.size()).stream()
                        // Drawings, and what the service worker, which comes after the page, keeps for offline use:
                        // all of it is there, so that no path tells the server anything.
                        .filter(line -> !line.matches(
                                ".* GET /(datasets/\\S+|assets/\\S+|offline\\S*|photos|api/datasets|api/models"
                                        + "|api/models/[\\w-]+/parameters.safetensors) (200|206|304) .*"))
                        .toList(),
                "requests while photos were judged");
        Object elsewhere = browser.script("return performance.getEntriesByType('resource').map(r => r.name)"
                + ".filter(name => !name.startsWith(location.origin) && !name.startsWith('data:')"
                + " && !name.startsWith('blob:')).join();");
        assertEquals("", elsewhere);
    }

    @Test
    void galleryShowsBothAnimalsAndJudgesTheChosenOne() {
        PhotosPage page = PhotosPage.openTraining(server, browser, "wasm");
        assertTrue(browser.all("#gallery .thumb[data-class='0']").size() >= 10);
        assertTrue(browser.all("#gallery .thumb[data-class='1']").size() >= 10);
        String range = browser.textOf(browser.all("#gallery-range").get(0));
        assertTrue(range.startsWith("1–40 of"), range);
        // Far down the page, images wait until somebody comes near.
        browser.script("document.getElementById('gallery').scrollIntoView();");
        browser.await(
                "the first image is loaded",
                () -> Boolean.TRUE.equals(
                        browser.script("return document.querySelector('#gallery img').naturalWidth > 0;")));

        page.forget();
        browser.all("#gallery .thumb").get(0).click();
        page.verdict();

        browser.all("#gallery-filter [data-filter=dog]").get(0).click();
        browser.await(
                "only dogs are shown",
                () -> browser.all("#gallery .thumb[data-class='0']").isEmpty()
                        && browser.all("#gallery .thumb[data-class='1']").size() == 40);
        browser.click("gallery-next");
        browser.await(
                "the next ones come",
                () -> browser.textOf(browser.all("#gallery-range").get(0)).startsWith("41–80"));
        browser.click("gallery-previous");
        browser.await(
                "the first ones are back",
                () -> browser.textOf(browser.all("#gallery-range").get(0)).startsWith("1–40"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void refusesWhatIsNoPhotoAndTakesTheNextOne(String engine) throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, engine);
        Path good = write("good.jpg", TestPhotos.jpeg());
        double before = page.judge(good);
        refuses(page, "notes.jpg", "Dear diary, today I met a dog.".getBytes(StandardCharsets.UTF_8), "notes.jpg");
        refuses(page, "empty.png", new byte[0], "empty.png is empty");
        refuses(page, "huge.png", TestPhotos.claiming(10_000, 10_000), "10000×10000");
        refuses(page, "none.png", TestPhotos.claiming(0, 10), "0×10");
        refuses(page, "cut.png", TestPhotos.cutOff(), "cut.png");

        assertEquals(before, page.judge(good));
        assertEquals("", browser.message());
    }

    private void refuses(PhotosPage page, String name, byte[] bytes, String said) throws IOException {
        browser.script("document.getElementById('message').hidden = true;");
        browser.choose("photo-input", write(name, bytes));
        browser.await(
                "the page says what is wrong with " + name,
                () -> browser.message().contains(said));
        assertEquals("ready", browser.state(), name);
        assertFalse(page.model().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void judgesRealPhotosAsTheCommandLineDoes(String engine) throws Exception {
        Path photos = shared("data/photos");
        PhotosPage page = PhotosPage.open(server, browser, engine);
        PhotoJudge judge = PhotoJudge.of(server, page.model());
        List<Path> files = sorted(photos);
        browser.choose("photo-input", files);
        browser.await(
                "all are judged",
                Duration.ofMinutes(2),
                () -> browser.all("#many-rows li").size() == files.size());
        List<String> said = browser.all("#many-rows li").stream()
                .map(one -> String.valueOf(one.getDomAttribute("data-dog")))
                .toList();
        double worst = 0;
        double least = 1;
        double most = 0;
        for (int i = 0; i < files.size(); i++) {
            Path photo = files.get(i);
            double dog = Double.parseDouble(said.get(i));
            double expected = judge.says(judge.prepare(photo.getFileName().toString(), Files.readAllBytes(photo)));
            assertEquals(expected, dog, TOLERANCE, photo.getFileName().toString());
            worst = Math.max(worst, Math.abs(expected - dog));
            least = Math.min(least, dog);
            most = Math.max(most, dog);
        }
        assertTrue(most - least > 0.3, "all between " + least + " and " + most);
        System.out.printf(Locale.ROOT, "%s: %d photos, probabilities within %.4f%n", engine, files.size(), worst);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    @Test
    void judgesTwentyDroppedPhotosAndNamesThoseThatAreNone() throws Exception {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        page.drop(Map.of("none.jpg", new byte[0]));
        browser.await("an empty one is refused", () -> !browser.message().isEmpty());
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 15; i++) {
            files.put(
                    "photo" + i + ".jpg",
                    TestPhotos.file(TestPhotos.drawing(i % 2 == 1, i, 120, 90, BufferedImage.TYPE_INT_RGB), "jpg"));
        }
        files.put("again.jpg", files.get("photo0.jpg"));
        files.put("notes.jpg", "Dear diary".getBytes(StandardCharsets.UTF_8));
        files.put("clip.mp4", TestPhotos.ofBrand("mp42"));
        files.put("phone.heic", TestPhotos.ofBrand("heic"));
        files.put("dot.png", TestPhotos.file(TestPhotos.drawing(true, 1, 1, 1, BufferedImage.TYPE_INT_RGB), "png"));
        page.drop(files);
        browser.await(
                "all are judged, or told why not",
                () -> browser.all("#many-rows li").size() == 20);
        assertEquals(3, browser.all("#many-rows [data-verdict=refused]").size());
        String rows = browser.text("many-rows");
        assertTrue(rows.contains("clip.mp4 is an MP4 video"), rows);
        assertTrue(rows.contains("phone.heic is cut off"), rows);
        assertTrue(rows.contains("same picture as photo0.jpg"), rows);
        assertTrue(browser.element("csv").isEnabled());
        assertEquals("", browser.message());
        assertEquals("17 of 20", browser.textOf(browser.all("#many-count").get(0)));
        // They are where the one photo would be, and each has its verdict.
        assertFalse(browser.isShown("drop-zone"));
        assertEquals(
                17,
                browser.all("#many-rows li:not([data-verdict=refused]) .thumb").size());
        browser.all("#many-rows .thumb").get(0).click();
        page.verdict();
        browser.click("many-close");
        assertTrue(browser.isShown("drop-zone"));
    }

    @Test
    void takesAPhotoWithTheCamera() {
        PhotosPage page = PhotosPage.open(server, browser, "wasm");
        int requestsBefore = server.requests().size();
        page.forget();
        browser.click("camera-open");
        browser.await(
                "the camera shows something",
                () -> Boolean.TRUE.equals(browser.script("return document.getElementById('camera').videoWidth > 0;")));
        browser.click("camera-take");
        double dog = page.verdict();
        assertTrue(dog > 0 && dog < 1);
        assertEquals(
                true,
                browser.script("return document.getElementById('camera').srcObject === null;"),
                "the camera is off again");
        assertNothingUploaded(requestsBefore);
    }

    @Test
    void galleryShowsWhatABuiltInNetworkGotWrong() throws Exception {
        PhotosPage page = PhotosPage.openTraining(server, browser, "wasm");
        // The convolutional one gets no drawing wrong.
        page.chooseModel("cats-and-dogs");
        page.judge(write("photo.png", TestPhotos.png()));
        browser.click("gallery-test");
        browser.await("the test photos are there", () -> galleryRange().endsWith("of 200"));
        browser.click("gallery-wrong");
        browser.await(
                "the photos were measured",
                Duration.ofMinutes(1),
                () -> browser.text("cell-cat-cat").matches("(?s)\\d+.*"));
        browser.await(
                "those are shown that it got wrong",
                () -> browser.attribute("gallery", "data-state").equals("ready")
                        && !browser.all("#gallery .thumb").isEmpty()
                        && browser.all("#gallery .thumb[data-wrong]").size()
                                == browser.all("#gallery .thumb").size());
        int wrong = page.count("cell-cat-dog") + page.count("cell-dog-cat");
        assertTrue(galleryRange().endsWith("of " + wrong), galleryRange());
    }

    private String galleryRange() {
        return browser.textOf(browser.all("#gallery-range").get(0));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static Path shared(String below) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path found = up.resolve("shared").resolve(below);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        assumeTrue(false, "no shared/" + below + " beside this clone: real photos are not compared");
        throw new AssertionError();
    }
}
