package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The page of a person's own classes, and photos of red and of blue spots to teach it. */
abstract class InClasses extends InBrowser {
    static final Duration LONG = Duration.ofMinutes(3);

    /** Photos of each class. */
    static final int PHOTOS = 12;

    @TempDir
    Path folder;

    final void trainRedAndBlue(Random random) throws IOException {
        openClasses();
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        train();
    }

    final void train() {
        browser.click("class-train");
        browser.await(
                "they are learned", LONG, () -> browser.text("class-status").startsWith("Trained on 24 photos"));
        browser.await("the network is shown", () -> browser.isShown("class-result"));
        browser.await("it is kept", () -> kept().text("class-network.about").contains("baseDigest"));
        browser.await(
                "with where it started",
                () -> kept().text("class-network.about").matches(".*\"baseDigest\":\"\\w+.*"));
    }

    /** How many photos the network got right that it had not learned from, where each of so many was left out. */
    static int rightOf(Browser browser, int photos) {
        String trained = browser.text("class-trained");
        Matcher counted = Pattern.compile("Trained on " + photos + " photos: [\\d.]+\u00a0% in cross-validation\\."
                        + " (\\d+) of " + photos + " were recognized while they were left out of the training\\.")
                .matcher(trained);
        assertTrue(counted.matches(), trained);
        return Integer.parseInt(counted.group(1));
    }

    /** Saves the network, and gives its link. */
    final String share() {
        browser.click("class-share");
        browser.await("there is a link", () -> !browser.value("class-link").isEmpty());
        return browser.value("class-link");
    }

    /** In a frame, the page of these classes has a link to itself. */
    final void leadsFromAFrameToItsPage(String link) {
        browser.open(link + "?embed=true");
        browser.await("there is a link", () -> browser.isShown("open-classes"));
        assertEquals(link, browser.element("open-classes").getDomProperty("href"));
    }

    final KeptDatabase kept() {
        return new KeptDatabase(browser);
    }

    final void openKept() {
        browser.open(server.address("/photos/classes"));
        browser.awaitState("ready");
    }

    final void says(String name, Path photo) {
        browser.choose("class-try", photo);
        browser.await(
                name + " is the verdict", () -> browser.text("class-verdict").equals(name));
    }

    /** Opens the page of own classes without those of an earlier test. */
    final void openClasses() {
        openKept();
        clear();
    }

    final void clear() {
        browser.all(".class-clear").forEach(WebElement::click);
        if (browser.isShown("class-discard")) {
            browser.click("class-discard");
        }
    }

    final String count(int column) {
        return browser.textOf(browser.all(".class-count").get(column));
    }

    final void fill(int column, String name, List<Path> photos) {
        name(column, name);
        give(column, photos);
    }

    final void name(int column, String name) {
        String place = "document.querySelectorAll('.class-column')[" + column + "]";
        browser.script("const name = " + place + ".querySelector('.class-name'); name.value = '" + name + "';"
                + "name.dispatchEvent(new Event('input'));");
    }

    final void give(int column, List<Path> photos) {
        browser.all(".class-column .class-files")
                .get(column)
                .sendKeys(String.join("\n", photos.stream().map(Path::toString).toList()));
    }

    final List<Path> photos(String name, Color color, Random random) throws IOException {
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            photos.add(photo(name + i + ".png", color, random));
        }
        return photos;
    }

    /** Spots of one color on a ground of any gray. */
    final Path photo(String name, Color color, Random random) throws IOException {
        return TestPhotos.spots(folder.resolve(name), color, random);
    }
}
