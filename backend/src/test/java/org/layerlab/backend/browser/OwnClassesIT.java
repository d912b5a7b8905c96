package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Classes of a person's own: gathered, learned, tried, shared, and kept in the browser. */
class OwnClassesIT extends InClasses {
    @Test
    void learnsClassesOfOnesOwnByColorAndSharesThem() throws Exception {
        openClasses();
        int requestsBefore = server.requests().size();
        Random random = new Random(3);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-status").startsWith("Trained on 24 photos"));
        assertTrue(rightOf(browser, 24) >= 22, browser.text("class-trained"));
        says("red", photo("r.png", Color.RED, random));
        says("blue", photo("b.png", Color.BLUE, random));

        assertNothingUploaded(requestsBefore);
        String link = share();
        leadsFromAFrameToItsPage(link);
        browser.open("about:blank");
        browser.open(link);
        browser.await("it can be tried", () -> browser.isShown("use"));
        assertEquals("Try a photo", browser.text("use"));
        assertFalse(browser.isShown("state-note"), "there is no training to continue");
        assertFalse(browser.isShown("cost-card"), "the last layer is learned without a cost history");
        browser.click("use");
        browser.await(
                "the classes are there again",
                () -> !browser.all("#class-status").isEmpty()
                        && browser.text("class-status").contains("red, blue"));
        says("blue", photo("b2.png", Color.BLUE, random));

        isManagedByWhoeverSavedIt(link);

        // From here on the model's page leads to where it judges.
        browser.click("use");
        browser.await(
                "the classes are there again",
                () -> browser.text("class-status").startsWith("This network knows red, blue"));
        browser.awaitState("ready");
        assertEquals(
                List.of("red", "blue"),
                browser.all(".class-column .class-name").stream()
                        .map(name -> String.valueOf(name.getDomProperty("value")))
                        .toList());
        assertEquals("class-try", browser.focused());
        browser.await(
                "it is in view",
                () -> Boolean.TRUE.equals(
                        browser.script("const place = document.getElementById('class-result').getBoundingClientRect();"
                                + " return place.top >= 0 && place.bottom <= innerHeight;")));
        says("red", photo("r2.png", Color.RED, random));
    }

    @Test
    void classesAndPhotosSurviveAReloadAndSinglePhotosCanBeRemoved() throws Exception {
        openClasses();
        Random random = new Random(6);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.all(".class-column .class-photo").get(3).click();
        browser.await("one is gone", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        browser.open("about:blank");

        browser.open(server.address("/photos/classes"));
        browser.await("they are back", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        assertEquals(
                List.of("red", "blue"),
                browser.all(".class-column .class-name").stream()
                        .map(name -> String.valueOf(name.getDomProperty("value")))
                        .toList());
        browser.awaitState("ready");
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-status").startsWith("Trained on 23 photos"));
        says("red", photo("again.png", Color.RED, random));

        browser.all(".class-clear").get(0).click();
        browser.await("the class is empty", () -> browser.text("class-status").startsWith("Give at least two"));
        browser.all(".class-column .class-undo").get(0).click();
        browser.await("they are back", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        browser.all(".class-remove").get(1).click();
        browser.await("the class is gone", () -> browser.all(".class-column").size() == 1);
        assertEquals("Bring “blue” back", browser.text("class-back"));
        browser.click("class-back");
        browser.await("it is back", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        assertFalse(browser.isShown("class-back"));
        browser.await("all are kept again", () -> kept().photosOfClasses() == 23);
        browser.open("about:blank");
        browser.open(server.address("/photos/classes"));
        browser.await("they were kept, too", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));

        browser.all(".class-clear").get(0).click();
        browser.await(
                "the class is empty again", () -> browser.text("class-status").startsWith("Give at least two"));
        browser.open("about:blank");
        browser.open(server.address("/photos/classes"));
        browser.awaitState("ready");
        browser.await("the other one is back", () -> browser.all(".class-photo").size() == PHOTOS);
    }

    @Test
    void emptyingAClassAlsoTakesWhatIsStillReadAndUndoBringsAllBack() throws Exception {
        openClasses();
        Random random = new Random(8);
        browser.script("const input = document.querySelector('.class-files');"
                + "input.addEventListener('change',"
                + "  () => document.querySelector('.class-clear').click(), {once: true});");
        give(0, photos("gone", Color.GREEN, random));
        give(1, photos("stays", Color.RED, random));
        browser.await("the others are read", () -> count(1).equals("" + PHOTOS));
        assertEquals("0", count(0));
        browser.all(".class-undo").get(0).click();
        browser.await("all are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.await("all are kept", () -> kept().photosOfClasses() == 2 * PHOTOS);
        openKept();
        browser.await("they come again", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
    }

    @Test
    void undoBringsBackAllThatWasRemoved() throws Exception {
        openClasses();
        Random random = new Random(9);
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.all(".class-column .class-photo").get(3).click();
        browser.await("one is gone", () -> browser.text("class-status").startsWith("23 photos in 2 classes"));
        browser.all(".class-column .class-photo").get(0).click();
        browser.await("two are gone", () -> browser.text("class-status").startsWith("22 photos in 2 classes"));
        browser.all(".class-undo").get(0).click();
        browser.await("both are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));

        browser.all(".class-remove").get(1).click();
        browser.all(".class-remove").get(0).click();
        browser.await("no class is left", () -> browser.all(".class-column").isEmpty());
        browser.click("class-back");
        browser.await("one is back", () -> browser.all(".class-column").size() == 1);
        browser.click("class-back");
        browser.await("both are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        assertFalse(browser.isShown("class-back"));
    }

    @Test
    void whatARemovalLeftBehindGoesAtTheNextVisit() throws Exception {
        openClasses();
        fill(0, "red", photos("red", Color.RED, new Random(8)));
        browser.await("all are kept", () -> kept().photosOfClasses() == PHOTOS);
        kept().keepUnlisted(900_000);
        kept().keepUnlisted(999_999);
        browser.open("about:blank");

        browser.open(server.address("/photos/classes"));
        browser.await("the class is back", () -> browser.all(".class-photo").size() == PHOTOS);
        browser.await("the others are gone", () -> kept().photosOfClasses() == PHOTOS);
        browser.all(".class-clear").get(0).click();
        browser.await("the class is empty", () -> kept().photosOfClasses() == 0);
    }

    @Test
    void theTrainedNetworkSurvivesAReloadAndIsTriedAndSharedWithoutTrainingAgain() throws Exception {
        Random random = new Random(7);
        trainRedAndBlue(random);
        String trained = browser.text("class-trained");
        assertTrue(rightOf(browser, 24) >= 20, trained);
        openKept();
        browser.await("it is back", () -> browser.isShown("class-result"));
        assertEquals(trained, browser.text("class-trained"));
        says("blue", photo("b.png", Color.BLUE, random));
        says("red", photo("r.png", Color.RED, random));
        browser.open(share());
        browser.await("it can be tried", () -> browser.isShown("use"));

        // More photos need no first training on the old ones.
        openKept();
        browser.await("the photos are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.await("the network is back", () -> browser.isShown("class-result"));
        name(1, "azure");
        assertFalse(browser.isShown("class-stale"), "it learned from these photos, whatever they are called");
        assertTrue(browser.isShown("class-renamed"));
        name(1, "blue");
        assertFalse(browser.isShown("class-renamed"));
        browser.all(".class-column .class-photo").get(3).click();
        assertTrue(browser.isShown("class-stale"));
        browser.all(".class-column .class-undo").get(0).click();
        assertFalse(browser.isShown("class-stale"));
        fill(1, "blue", photos("more", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("36 photos in 2 classes"));
        assertTrue(browser.isShown("class-stale"));
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-trained").startsWith("Trained on 36 photos"));
        assertFalse(browser.isShown("class-stale"));
        says("red", photo("r2.png", Color.RED, random));

        browser.click("class-discard");
        assertFalse(browser.isShown("class-result"));
        openKept();
        browser.await("the photos are back", () -> browser.text("class-status").startsWith("36 photos in 2 classes"));
        browser.awaitState("ready");
        assertFalse(browser.isShown("class-result"));
        assertEquals("", browser.message());
    }

    @Test
    void aDamagedNetworkIsDiscardedWithAMessageAndThePhotosAreStillThere() throws Exception {
        Random random = new Random(8);
        trainRedAndBlue(random);
        kept().changeFormat('2');
        openKept();
        browser.await("it says so", () -> browser.message().contains("It is still stored in this browser."));
        assertTrue(browser.message().contains("this version reads format 1"), browser.message());
        kept().changeFormat('1');
        openKept();
        browser.await("it was left alone", () -> browser.isShown("class-result"));

        kept().change("class-network", "value => value.slice(0, value.length / 2)");
        openKept();
        browser.await("it says so", () -> browser.message().contains("was damaged and has been discarded"));
        browser.await("the photos are back", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.awaitState("ready");
        assertFalse(browser.isShown("class-result"));
        train();
        assertEquals("", browser.message());

        kept().change(
                        "class-network.about",
                        "value => value.replace(/\"baseDigest\":\"[^\"]+/, '\"baseDigest\":\"another')");
        openKept();
        browser.await("it says so", () -> browser.message().contains("has changed on the server"));
        browser.await("the network is back", () -> browser.isShown("class-result"));
        says("red", photo("r.png", Color.RED, random));

        browser.click("class-discard");
        kept().change("classes", "() => '{'");
        openKept();
        browser.await("it says so", () -> browser.message().startsWith("The list of your classes was damaged, so"));
        browser.await("no photo is lost", () -> browser.all(".class-photo").size() == 2 * PHOTOS);
    }

    @Test
    void whatABrowserCannotKeepIsSaidAndCanStillBeShared() throws Exception {
        openClasses();
        // As where the disk is full.
        browser.script("IDBObjectStore.prototype.put = function() {"
                + " throw new DOMException('the quota has been exceeded', 'QuotaExceededError'); };");
        Random random = new Random(9);
        fill(0, "red", photos("red", Color.RED, random));
        browser.await("it says so", () -> browser.message().startsWith("This browser cannot keep your photos"));
        assertEquals("This browser cannot keep your photos across a reload: its storage is full.", browser.message());
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        browser.click("class-train");
        browser.await("it says so", LONG, () -> browser.message().startsWith("This browser cannot keep the network"));
        says("red", photo("r.png", Color.RED, random));
        share();
    }

    @Test
    void theLiveCameraShowsABarForEachClass() throws Exception {
        int requestsBefore = server.requests().size();
        trainRedAndBlue(new Random(10));
        browser.click("class-try-camera");
        browser.await("there is a verdict", () -> browser.text("live-verdict").matches("red|blue"));
        assertEquals(
                "red,blue",
                browser.script("return [...document.querySelectorAll('#live-bars .class-bar-name')]"
                        + ".map(name => name.textContent).join();"));
        browser.await("it says how many", () -> browser.text("live-pace").contains("pictures a second"));
        browser.click("camera-take");
        browser.await(
                "the picture is tried as a photo",
                () -> browser.text("class-verdict").matches("red|blue"));
        assertEquals(true, browser.script("return document.getElementById('camera').srcObject === null;"));
        assertNothingUploaded(requestsBefore);
    }

    /** The way of somebody who was told of it, and of somebody who gets the link: each click, choice and name counts. */
    @Test
    void fromArrivalToALinkThatAStrangerTriesIsTwelveActions() throws Exception {
        Random random = new Random(11);
        List<Path> red = photos("red", Color.RED, random).subList(0, 10);
        List<Path> blue = photos("blue", Color.BLUE, random).subList(0, 10);
        Path unknown = photo("unknown.png", Color.BLUE, random);
        List<String> actions = new ArrayList<>();
        long start = System.nanoTime();
        browser.open(server.address("/"));
        browser.awaitState("ready");
        act(
                actions,
                "Photos",
                () -> browser.all("header nav a[href='/photos']").get(0).click());
        browser.awaitState("ready");
        act(
                actions,
                "Your own classes",
                () -> browser.all(".sub-nav a[href='/photos/classes']").get(0).click());
        browser.awaitState("ready");
        clear();
        act(actions, "a name", () -> name(0, "red"));
        act(actions, "ten photos", () -> give(0, red));
        act(actions, "another name", () -> name(1, "blue"));
        act(actions, "ten more", () -> give(1, blue));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("20 photos in 2 classes"));
        act(actions, "Train", () -> browser.click("class-train"));
        browser.await("it is trained", LONG, () -> browser.isShown("class-result"));
        act(actions, "Get a link", () -> browser.click("class-share"));
        browser.await("there is a link", () -> !browser.value("class-link").isEmpty());
        String link = browser.value("class-link");
        try (Browser stranger = Browser.start(Screen.PHONE)) {
            act(actions, "open the link", () -> stranger.open(link));
            stranger.await("it can be tried", () -> stranger.isShown("use"));
            act(actions, "Try a photo", () -> stranger.click("use"));
            stranger.await(
                    "the classes are there",
                    () -> !stranger.all("#class-status").isEmpty()
                            && stranger.text("class-status").contains("red, blue"));
            act(actions, "a photo", () -> stranger.choose("class-try", unknown));
            stranger.await("a verdict", () -> stranger.text("class-verdict").equals("blue"));
            assertNoErrors(stranger);
        }
        System.out.printf(
                "from arrival to a shared link tried by a stranger: %d actions, %.1f s of machine time%n",
                actions.size(), (System.nanoTime() - start) / 1e9);
        assertTrue(actions.size() <= 12, actions.toString());
    }

    private static void act(List<String> actions, String name, Runnable action) {
        actions.add(name);
        action.run();
    }

    /** Whoever saved the classes finds them among their own models and can manage them. */
    private void isManagedByWhoeverSavedIt(String link) {
        browser.open(server.address("/models"));
        browser.awaitState("ready");
        browser.click("filter-mine");
        browser.await(
                "it is among the own ones",
                () -> browser.all("#models .model-link").size() == 1);
        browser.all("#models .model-link").get(0).click();
        browser.await("the model's page comes", () -> browser.address().contains("/m/"));
        browser.awaitState("ready");
        assertTrue(link.endsWith(browser.address().substring(browser.address().lastIndexOf('/') + 1)), link);
        String sentence = browser.text("model-sentence");
        assertTrue(sentence.startsWith("A network that tells red, blue apart. Layers: conv 32 · 64"), sentence);
        String card = browser.text("model-card");
        assertTrue(card.contains("red, blue"), card);
        assertFalse(card.contains("["), card);
        String described = String.valueOf(
                browser.script("return document.querySelector('meta[name=description]').getAttribute('content');"));
        assertFalse(described.contains("cats"), described);
        assertTrue(browser.isShown("edit"));
        assertTrue(browser.isShown("own-key"));
        assertTrue(browser.isShown("delete"));
    }
}
