package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** The course: each lesson as a learner walks through it. */
class LearnIT extends InBrowser {
    private static final Duration RUN = Duration.ofMinutes(3);

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    static List<String> everyLesson() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "static", "lessons", "en"))) {
            return files.map(file -> String.valueOf(file.getFileName()).replace(".md", ""))
                    .sorted()
                    .toList();
        }
    }

    private void open(String lesson) {
        browser.open(server.address("/learn/" + lesson));
        browser.awaitState("ready");
    }

    private String stage() {
        return browser.attribute("lesson", "data-stage");
    }

    private void predict(String choice) {
        browser.click("prediction-" + choice);
        browser.click("predict");
        within(browser, "frame", () -> browser.awaitState("ready"));
    }

    /** Does the experiment of the lesson that is open, and waits for its end. */
    private void experiment() {
        if (browser.attribute("lesson", "data-kind").equals("playground")) {
            within(browser, "frame", () -> browser.click("play"));
        } else {
            int tries = Integer.parseInt(browser.attribute("lesson", "data-tries"));
            for (int i = 1; i <= tries; i++) {
                browser.click(i % 2 == 1 ? "sample-1" : "sample-2");
                String judged = i + " of " + tries + " photos judged";
                browser.await(judged, () -> browser.text("played").equals(judged) || stage().equals("answered"));
            }
        }
        browser.await("the answer is there", RUN, () -> stage().equals("answered"));
    }

    @Test
    void aWorksheetHasTheLessonsCodeALineForTheNameAndRoomToDraw() {
        open("one-unit");
        String shown = "return ['.sheet-name', '#sheet-qr', '.sheet-box'].map(part => document.querySelector(part))"
                + ".filter(part => part.checkVisibility()).length;";
        assertEquals(0L, browser.script(shown));
        browser.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertEquals(3L, browser.script(shown));
            browser.await(
                    "the code is there",
                    () -> Boolean.TRUE.equals(
                            browser.script("return document.getElementById('sheet-qr').naturalWidth > 0;")));
        } finally {
            browser.command("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("everyLesson")
    void aLessonComesOutAsItSays(String lesson) {
        open(lesson);
        assertEquals("asked", stage());
        assertFalse(browser.isShown("answer"));
        assertEquals(0, browser.all("iframe").size(), "nothing is loaded before the prediction");
        predict(browser.attribute("lesson", "data-right"));
        assertFalse(browser.isShown("answer"));
        experiment();
        assertEquals("right", browser.attribute("answer", "data-verdict"), browser.text("answer"));
        assertTrue(browser.isShown("next"));
        browser.click("check-" + browser.attribute("lesson", "data-check-right"));
        browser.click("check-answer");
        assertEquals("done", stage());
        assertEquals("right", browser.attribute("check-result", "data-verdict"));
        browser.click("next");
        browser.await("the next page is there", () -> !browser.address().endsWith("/" + lesson));
        browser.awaitState("ready");

        browser.open(server.address("/learn"));
        browser.awaitState("ready");
        assertEquals(1, browser.all("[data-lesson=" + lesson + "][data-done]").size());
        assertEquals(1, browser.all("[data-done]").size());
    }

    @Test
    void theLineBelowTheExperimentFollowsIt() {
        open("one-unit");
        predict("1");
        experiment();
        String ended = browser.text("played");
        assertTrue(ended.startsWith("Iteration 2,000 of 2,000 · cost "), ended);
        within(browser, "frame", () -> browser.click("reset"));
        browser.await(
                "nothing is left of that run", () -> browser.text("played").isEmpty());
        assertEquals("answered", stage());
    }

    @Test
    void theLineBelowTheExperimentIsReadAloudWhenTheRunStands() {
        open("ten-units");
        predict("2");
        within(browser, "frame", () -> browser.click("play"));
        browser.await(
                "it is silent as it runs",
                () -> browser.attribute("played", "aria-live").equals("off"));
        browser.await("the answer is there", RUN, () -> stage().equals("answered"));
        assertEquals("polite", browser.attribute("played", "aria-live"));
    }

    @Test
    void theAnswerToARunThatHasOnlyBegunIsTheLessons() {
        open("ten-units");
        predict("2");
        within(browser, "frame", () -> browser.click("step"));
        browser.await("it has begun", () -> browser.text("played").startsWith("Iteration 1 of 15,000"));
        browser.click("show-answer");
        assertEquals("right", browser.attribute("answer", "data-verdict"), browser.text("answer"));
    }

    @Test
    void aWrongPredictionIsToldWhyAndSoIsAWrongAnswer() {
        open("one-unit");
        predict("2");
        experiment();
        assertEquals("wrong", browser.attribute("answer", "data-verdict"));
        String answer = browser.text("answer");
        assertTrue(answer.contains("You predicted: A curve that winds between the moons."), answer);
        assertTrue(answer.contains("What happened: A straight line"), answer);
        assertEquals(2, browser.all("[data-reason^=prediction]:not([hidden])").size(), "why not, and why");
        browser.click("check-3");
        browser.click("check-answer");
        assertEquals("checked", stage());
        assertEquals("wrong", browser.attribute("check-result", "data-verdict"));
        browser.click("check-1");
        browser.click("check-answer");
        assertEquals("done", stage());
    }

    @Test
    void theFirstLessonIsDoneByKeysAlone() {
        open("one-unit");
        tabTo("prediction-1");
        browser.keys(Keys.SPACE);
        tabTo("predict");
        browser.keys(Keys.ENTER);
        within(browser, "frame", () -> browser.awaitState("ready"));
        browser.await("keys go to the experiment", () -> browser.focused().equals("frame"));
        browser.keys(Keys.SPACE);
        browser.await("the answer is there", RUN, () -> stage().equals("answered"));
        tabTo("check-1");
        browser.keys(Keys.SPACE);
        tabTo("check-answer");
        browser.keys(Keys.ENTER);
        assertEquals("done", stage());
        tabTo("next");
        browser.keys(Keys.ENTER);
        browser.await("the next lesson is there", () -> browser.address().endsWith("/learn/by-hand"));
    }

    private void tabTo(String testId) {
        browser.await(testId + " has the focus", () -> {
            browser.keys(Keys.TAB);
            return browser.focused().equals(testId);
        });
    }

    @Test
    void whatWasDoneSurvivesAReload() {
        open("one-unit");
        predict("2");
        open("one-unit");
        assertEquals("predicted", stage());
        assertEquals(true, browser.script("return document.querySelector('[name=prediction][value=\"2\"]').checked;"));
        within(browser, "frame", () -> browser.awaitState("ready"));
        experiment();
        open("one-unit");
        assertEquals("answered", stage());
        assertEquals("wrong", browser.attribute("answer", "data-verdict"));
        within(browser, "frame", () -> browser.awaitState("ready"));
        assertFalse(browser.focused().equals("frame"), "keys stay with the lesson");
        startOver();
    }

    private void startOver() {
        browser.script("document.querySelector('details.teachers').open = true;");
        browser.click("again");
        browser.await("it is asked again", () -> browser.state().equals("ready") && stage().equals("asked"));
    }

    @Test
    void aLessonThatIsStartedOverBeginsWithANewRun() {
        open("one-unit");
        predict("2");
        experiment();
        startOver();
        assertEquals(
                0L,
                browser.script(
                        "return Object.keys(sessionStorage).filter(key => key.startsWith('layerlab.run')).length;"));
        predict("1");
        within(browser, "frame", () -> browser.click("step"));
        browser.await("it has begun", () -> browser.text("played").startsWith("Iteration 1 of 2,000"));
        assertEquals("playing", stage());
    }

    @Test
    void aDrawingThatIsChosenBeforeTheNetworkIsThereIsJudged() {
        open("while-used");
        browser.click("prediction-1");
        browser.click("predict");
        browser.script("document.querySelector('[data-testid=sample-1]').click();");
        browser.await("it is judged", () -> browser.text("played").equals("1 of 3 photos judged"));
    }

    @Test
    void twoQuickClicksOnADrawingAndAPhotoAreTwoTries(@TempDir Path folder) throws IOException {
        Path photo = Files.write(folder.resolve("photo.jpg"), TestPhotos.jpeg());
        open("while-used");
        predict("1");
        browser.script(
                "const sample = document.querySelector('[data-testid=sample-1]'); sample.click(); sample.click();");
        browser.await("it is judged", () -> browser.text("played").equals("1 of 3 photos judged"));
        within(browser, "frame", () -> browser.choose("photo-input", photo));
        browser.await("both are judged", () -> browser.text("played").equals("2 of 3 photos judged"));
    }

    @Test
    void germanReadersReadGerman() {
        browser.open(server.address("/learn#lang=de"));
        browser.awaitState("ready");
        browser.all(".course-link").get(0).click();
        browser.await("the lesson is there", () -> browser.address().contains("/learn/one-unit"));
        browser.awaitState("ready");
        assertEquals("Was eine Einheit zeichnet · LayerLab", browser.title());
        assertEquals("Das ist meine Vorhersage", browser.text("predict"));
        assertEquals(3, browser.all("[name=prediction]").size(), "one language is left");
        predict("1");
        experiment();
        String answer = browser.text("answer");
        assertTrue(answer.contains("Deine Vorhersage hat sich erfüllt: Eine gerade Linie"), answer);
    }

    @Test
    void aPageThatBackShowsAgainShowsWhatWasDoneSince() {
        String back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));";
        browser.open(server.address("/learn"));
        browser.awaitState("ready");
        String done = "return document.querySelector('[data-lesson=one-unit]').hasAttribute('data-done');";
        assertEquals(false, browser.script(done));
        browser.script("localStorage.setItem('layerlab.lesson.one-unit', 'done 1 1 1');" + back);
        assertEquals(true, browser.script(done));
        browser.script("localStorage.removeItem('layerlab.lesson.one-unit');" + back);
        assertEquals(false, browser.script(done));

        open("one-unit");
        browser.click("prediction-2");
        browser.script("localStorage.setItem('layerlab.lesson.one-unit', 'answered 1 2 0');" + back);
        assertEquals("answered", stage());
        assertEquals(true, browser.script("return document.querySelector('[name=prediction][value=\"1\"]').checked;"));
        browser.script("localStorage.setItem('layerlab.lesson.one-unit', 'predicted 1 0 0');" + back);
        assertEquals("answered", stage());
        within(browser, "frame", () -> browser.awaitState("ready"));
    }
}
