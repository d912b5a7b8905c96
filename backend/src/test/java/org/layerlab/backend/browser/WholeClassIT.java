package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** A teacher and five pupils in six profiles of one browser; a room that is locked; a lesson on photos. */
class WholeClassIT extends InBrowser {
    private static final Duration RUN = Duration.ofMinutes(3);

    private String board = "";
    private String code = "";

    private void at(String window) {
        browser.driver.switchTo().window(window);
    }

    private void openAClass() {
        forget(browser);
        board = browser.driver.getWindowHandle();
        browser.open(server.address("/class"));
        browser.awaitState("ready");
        browser.click("open-class");
        browser.await("the class is open", () -> browser.isShown("board"));
        code = browser.text("code");
    }

    private void visit(String window, String language) {
        at(window);
        browser.open(server.address("/c/" + code + "#lang=" + language));
        browser.awaitState("ready");
        browser.script("localStorage.setItem('layerlab.tour', 'seen');");
    }

    private void join(String window, String name) {
        visit(window, "en");
        browser.type("nickname", name);
        browser.click("join");
        browser.await(name + " is in", () -> browser.isShown("live-class"));
    }

    private void closeAll(Iterable<String> windows) {
        for (String window : windows) {
            at(window);
            browser.driver.close();
        }
        at(board);
    }

    @Test
    void fivePupilsJoinTrainReachTheGoalAndHandIn() throws Exception {
        openAClass();
        Profiles profiles = new Profiles(browser);
        Map<String, String> pupils = new LinkedHashMap<>();
        for (String name : List.of("Ada", "Ben", "Cleo", "Dan", "Eva")) {
            String window = profiles.open();
            pupils.put(name, window);
            join(window, name);
        }
        at(board);
        browser.await("five are there", () -> browser.text("joined").equals("5"));
        browser.type(
                "send-link",
                server.address("/")
                        + "#dataset=blobs&noise=20&networkShape=3&initialization=he&iterations=200&goalTest=60");
        browser.click("send");
        for (String window : pupils.values()) {
            at(window);
            browser.await(
                    "the task is there",
                    () -> browser.all("[data-testid=frame]").stream()
                            .anyMatch(frame ->
                                    String.valueOf(frame.getDomAttribute("src")).contains("dataset=blobs")));
            within(browser, "frame", () -> {
                browser.awaitState("ready");
                browser.click("play");
            });
        }
        at(board);
        browser.await("all reach the goal", RUN, () -> browser.text("reached").equals("5"));
        for (String window : pupils.values()) {
            at(window);
            browser.click("hand-in");
            browser.await(
                    "it is handed in", RUN, () -> browser.text("live-line").equals("Handed in."));
        }
        at(board);
        browser.await("five models", () -> browser.all("[data-testid=handed] a").size() == 5);
        List<String> names = new ArrayList<>();
        Set<String> models = new HashSet<>();
        for (WebElement link : browser.all("[data-testid=handed] a")) {
            names.add(browser.textOf(link));
            models.add(String.valueOf(link.getDomProperty("href")));
        }
        assertEquals(List.copyOf(pupils.keySet()), names);
        assertEquals(5, models.size());
        lock(profiles.open(), pupils.values().iterator().next());
        closeAll(pupils.values());
    }

    /** Who comes late stays out of a locked room, in the language of the page; who is in it comes back. */
    private void lock(String late, String inside) {
        at(board);
        browser.click("lock");
        browser.await("it is locked", () -> browser.text("lock").equals("Unlock the room"));
        visit(late, "de");
        browser.click("join");
        browser.await("the door is shut", () -> browser.text("join-said").startsWith("Der Raum ist gesperrt"));
        assertFalse(browser.isShown("live-class"));
        at(inside);
        browser.open(server.address("/c/" + code));
        browser.await("who was in comes back", () -> browser.isShown("live-class"));
        at(board);
        browser.click("lock");
        browser.await("it is open again", () -> browser.text("lock").equals("Lock the room"));
        at(late);
        browser.click("join");
        browser.await("the late one is in", () -> browser.isShown("live-class"));
        at(board);
        browser.await("six are there", () -> browser.text("joined").equals("6"));
        closeAll(List.of(late));
    }

    private void awaitFrame(String part) {
        browser.await(
                part + " is there",
                () -> browser.all("[data-testid=frame]").stream()
                        .anyMatch(frame ->
                                String.valueOf(frame.getDomAttribute("src")).contains(part)));
    }

    @Test
    void nothingOfAPupilWhoLeftIsThereForTheNext() throws Exception {
        openAClass();
        browser.type("send-link", "/#dataset=xor&iterations=300");
        browser.click("send");
        String window = new Profiles(browser).open();
        join(window, "Mia");
        awaitFrame("dataset=xor");
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            browser.type("learning-rate", "0.3");
            browser.click("play");
            browser.await("it is learned", () -> browser.number("iteration") == 300);
        });
        browser.click("leave");
        browser.click("leave-sure");
        browser.await("the way in is back", () -> browser.isShown("join"));
        browser.type("nickname", "Ben");
        browser.click("join");
        awaitFrame("dataset=xor");
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals("0.2", browser.value("learning-rate"));
            assertEquals(0, browser.number("iteration"));
        });
        closeAll(List.of(window));
    }

    @Test
    void answersInAClassAreThePupilsInThisRoundAlone() throws Exception {
        openAClass();
        browser.click("next-lesson");
        String window = new Profiles(browser).open();
        join(window, "Mia");
        browser.script("localStorage.setItem('layerlab.lesson.one-unit', 'predicted 2 0 0');");
        awaitFrame("/learn/one-unit");
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals("asked", browser.attribute("lesson", "data-stage"), "the course's own is another person's");
            browser.click("prediction-1");
            browser.click("predict");
        });
        browser.driver.navigate().refresh();
        browser.await("she is in again", () -> browser.isShown("live-class"));
        awaitFrame("/learn/one-unit");
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals("predicted", browser.attribute("lesson", "data-stage"), "hers survives a reload");
        });
        assertEquals("predicted 2 0 0", browser.script("return localStorage.getItem('layerlab.lesson.one-unit');"));
        at(board);
        browser.await("it is counted", () -> browser.all("#predictions li").size() == 1);
        browser.type("send-link", "/learn/one-unit");
        browser.click("send");
        browser.await(
                "nothing is counted yet", () -> browser.all("#predictions li").isEmpty());
        at(window);
        browser.await(
                "another round begins",
                () -> String.valueOf(browser.element("frame").getDomAttribute("src"))
                        .endsWith("-2"));
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            assertEquals("asked", browser.attribute("lesson", "data-stage"));
        });
        closeAll(List.of(window));
    }

    @Test
    void aLessonOnPhotosSaysWhatCannotBeHandedIn() throws Exception {
        openAClass();
        String window = new Profiles(browser).open();
        join(window, "Mia");
        at(board);
        browser.type("send-link", "/learn/cats-and-dogs");
        browser.click("send");
        at(window);
        browser.await(
                "the lesson is there",
                () -> browser.all("[data-testid=frame]").stream()
                        .anyMatch(frame ->
                                String.valueOf(frame.getDomAttribute("src")).contains("cats-and-dogs")));
        within(browser, "frame", () -> browser.awaitState("ready"));
        browser.click("hand-in");
        browser.await("it says why", () -> browser.message().contains("no network of yours to hand in"));
        assertTrue(browser.element("hand-in").isEnabled());
        // The header leads back to the course.
        assertEquals("learn", browser.script("return document.querySelector('nav a[aria-current]').dataset.nav;"));
        closeAll(List.of(window));
    }
}
