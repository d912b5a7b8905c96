package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.lesson.Lesson;

/** A teacher writes a lesson for the course: from the playground's settings to a file that the course reads. */
class WriteLessonIT extends InBrowser {
    private static final String SETTINGS = "dataset=xor&networkShape=4&iterations=300&seed=2";

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    private void write(String question) {
        for (int i = 1; i <= 2; i++) {
            browser.type(question + "-choice-" + i + "-en", "choice " + i);
            browser.type(question + "-reason-" + i + "-en", "because of " + i);
        }
        browser.click(question + "-right-2-en");
    }

    private void writeAll() {
        browser.type("title-en", "How many *units*?");
        browser.type("question-en", "How many units does XOR take?");
        browser.type("prediction-en", "Do four suffice?");
        browser.type("try-en", "Press Play.\n\n# no heading, but `code`");
        browser.type("happened-en", "Four units <b>suffice</b>.");
        browser.type("check-en", "Would three?");
        browser.type("next-en", "Try the spiral.");
        write("prediction");
        write("check");
    }

    @Test
    void theDialogOfThePlaygroundLeadsHereWithItsSettingsGoalsAndLocks() {
        browser.open(server.address("/#" + SETTINGS));
        browser.awaitState("ready");
        browser.click("lesson-open");
        browser.type("lesson-name", "XOR & more");
        browser.type("lesson-goal-test", "90");
        String link = String.valueOf(browser.element("lesson-write").getAttribute("href"));
        browser.open(link);
        browser.awaitState("ready");
        assertEquals("XOR & more", browser.value("title-en"));
        String settings = browser.value("write-widget");
        assertTrue(settings.contains("dataset=xor") && settings.contains("goalTest=90"), settings);
        assertTrue(settings.contains("iterations=300") && settings.contains("dataset_fixed=true"), settings);
        assertFalse(settings.contains("lesson="), settings);
        assertFalse(browser.element("write-download").isEnabled(), "there is much to write yet");
        assertTrue(browser.text("write-lacks").contains("Question"), browser.text("write-lacks"));
        // The link for a class shows the same task.
        browser.open(browser.value("write-link"));
        browser.awaitState("ready");
        assertEquals("XOR & more", browser.textOf(browser.all("#lesson-title").get(0)));
        assertTrue(browser.isShown("goalTest"));
    }

    @Test
    void aPastedLinkIsTakenApartAndAWrongOneGivesTheClassNone() {
        browser.open(server.address("/learn/new"));
        browser.awaitState("ready");
        browser.type("write-widget", server.address("/#lang=de&lesson=Four%20units&" + SETTINGS));
        assertEquals(SETTINGS, browser.value("write-widget"));
        assertEquals("Four units", browser.value("title-en"));
        assertEquals(server.address("/#" + SETTINGS + "&lesson=Four%20units"), browser.value("write-link"));
        browser.type("write-widget", "/#" + SETTINGS);
        assertEquals(SETTINGS, browser.value("write-widget"));
        browser.type("write-widget", "/#dataset=xor");
        assertTrue(browser.text("write-lacks").contains("(iterations=… is missing)"), browser.text("write-lacks"));
        browser.type("write-widget", "nonsense");
        assertEquals("", browser.value("write-link"));
        assertFalse(browser.all("#write-copy").get(0).isEnabled());
    }

    @Test
    void aDraftThatAFullStorageDoesNotTakeIsToldAboutAndStays() {
        browser.open(server.address("/learn/new"));
        browser.awaitState("ready");
        browser.type("title-en", "First");
        assertFalse(browser.isShown("write-unkept"));
        browser.script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        browser.type("title-en", "Second");
        assertTrue(browser.isShown("write-unkept"));
        assertEquals(
                true,
                browser.script("const leaving = new Event('beforeunload', {cancelable: true});"
                        + "dispatchEvent(leaving);"
                        + "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));"
                        + "return leaving.defaultPrevented;"));
        assertEquals("Second", browser.value("title-en"), "what was kept before it is older");
        browser.open("about:blank");
    }

    @Test
    void theFileIsWhatTheCourseReadsAndThePreviewIsTheLesson() {
        browser.open(server.address("/learn/new#" + SETTINGS));
        browser.awaitState("ready");
        writeAll();
        assertEquals("The course can read this file.", browser.text("write-lacks"));
        String link = browser.value("write-link");
        assertTrue(link.endsWith("but%20code"), "no marks for who sees them as they are: " + link);
        Lesson lesson = Lesson.preview(browser.value("write-file"));
        assertEquals(2, lesson.right());
        assertEquals(SETTINGS, lesson.widget().target());
        assertEquals("static/lessons/en/how-many-units.md", browser.text("write-path"));
        browser.click("write-preview");
        within(browser, "preview-frame", () -> {
            browser.awaitState("ready");
            assertEquals(
                    "How many *units*?",
                    browser.textOf(browser.all("#lesson-name").get(0)));
            assertFalse(browser.all("#experiment").get(0).isDisplayed(), "it comes after the prediction");
            browser.click("prediction-2");
            browser.click("predict");
            browser.click("show-answer");
            assertEquals("right", browser.element("answer").getAttribute("data-verdict"));
            assertTrue(
                    browser.textOf(browser.all("section.from-answered").get(1)).contains("<b>suffice</b>"));
            assertTrue(browser.isShown("advice"));
            assertTrue(browser.text("advice").contains("Try the spiral."));
        });
        assertEquals(
                0L,
                browser.script("return Object.keys(localStorage).filter(key => key.includes('lesson.')).length;"),
                "a preview keeps nothing");
    }

    /** The link, which a browser packs a little later than the file changes. */
    private String lessonLink() {
        browser.await("the link is packed", () -> browser.value("lesson-link").contains("/learn/own/"));
        return browser.value("lesson-link");
    }

    private void takeTheLesson() {
        assertEquals(
                "How many *units*?", browser.textOf(browser.all("#lesson-name").get(0)));
        browser.click("prediction-2");
        browser.click("predict");
        browser.click("show-answer");
        browser.click("check-1");
        browser.click("check-answer");
        assertEquals("wrong", browser.element("check-result").getAttribute("data-verdict"));
    }

    @Test
    void theLinkIsTheLessonAndWhatIsAnsweredThereStays() {
        browser.open(server.address("/learn/new#" + SETTINGS));
        browser.awaitState("ready");
        assertEquals("", browser.value("lesson-link"));
        assertFalse(browser.all("#lesson-copy").get(0).isEnabled(), "there is no lesson yet");
        writeAll();
        String link = lessonLink();
        browser.type("title-en", "Another title");
        browser.await(
                "it has a link of its own", () -> !browser.value("lesson-link").equals(link));
        browser.open(link);
        browser.awaitState("ready");
        takeTheLesson();
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        assertEquals("wrong", browser.element("check-result").getAttribute("data-verdict"));
        browser.open(server.address("/learn"));
        browser.awaitState("ready");
        assertEquals("", browser.text("learned"), "it is not a lesson of the course");
        String packed = link.substring(link.lastIndexOf('/') + 1);
        assertTrue(server.requests().stream().anyMatch(line -> line.contains(" GET /learn/own/... 200 ")));
        assertFalse(
                server.requests().stream().anyMatch(line -> line.contains(packed.substring(0, 20))),
                "what somebody wrote is not logged");
    }

    @Test
    void aBrowserThatCannotDeflateMakesALinkToo() {
        browser.open(server.address("/learn/new#" + SETTINGS));
        browser.awaitState("ready");
        browser.script("delete window.CompressionStream;");
        writeAll();
        String link = lessonLink();
        browser.open(link);
        browser.awaitState("ready");
        takeTheLesson();
    }

    @Test
    void aLessonThatIsTooLongForALinkSaysSo() {
        browser.open(server.address("/learn/new#" + SETTINGS));
        browser.awaitState("ready");
        writeAll();
        lessonLink();
        // Random letters cannot be deflated much.
        browser.script("const letters = () => String.fromCharCode(65 + 57 * Math.random());"
                + "for (const name of ['en.before', 'en.happened']) {"
                + "  document.forms['write-form'].elements[name].value = Array.from({ length: 3000 }, letters).join(''); }"
                + "document.forms['write-form'].dispatchEvent(new Event('input'));");
        browser.await("it says so", () -> browser.text("lesson-long").contains("where 4,000 fit"));
        assertEquals("", browser.value("lesson-link"));
        assertTrue(browser.element("write-download").isEnabled());
    }

    @Test
    void aClassTakesALessonThatItsTeacherWrote() throws Exception {
        browser.open(server.address("/learn/new#" + SETTINGS));
        browser.awaitState("ready");
        writeAll();
        String link = lessonLink();
        String board = browser.driver.getWindowHandle();
        browser.open(server.address("/class"));
        browser.awaitState("ready");
        browser.click("open-class");
        browser.await("the class is open", () -> browser.isShown("board"));
        String code = browser.text("code");
        String pupil = new Profiles(browser).open();
        browser.driver.switchTo().window(pupil);
        browser.open(server.address("/c/" + code));
        browser.awaitState("ready");
        browser.type("nickname", "Ada");
        browser.click("join");
        browser.await("Ada is in", () -> browser.isShown("live-class"));
        browser.driver.switchTo().window(board);
        expectStatus(404);
        browser.type("send-link", link.substring(0, link.length() - 20));
        browser.click("send");
        browser.await("it is incomplete", () -> browser.message().contains("Nothing was sent"));
        browser.type("send-link", link);
        // Pressed twice before the server has answered, it is sent once.
        browser.script("document.getElementById('send').click(); document.getElementById('send').click();");
        browser.await("it was sent", () -> browser.text("doing").equals("Lesson: How many *units*?"));
        browser.driver.switchTo().window(pupil);
        browser.await(
                "the lesson is there", () -> !browser.all("[data-testid=frame]").isEmpty());
        String address = String.valueOf(browser.element("frame").getAttribute("src"));
        assertTrue(address.endsWith("-1"), address);
        within(browser, "frame", () -> {
            browser.awaitState("ready");
            takeTheLesson();
        });
        browser.driver.switchTo().window(board);
        browser.await(
                "the board counts in words",
                () -> browser.all("#predictions li").stream()
                        .anyMatch(line -> browser.textOf(line).contains("choice 2")));
        browser.click("end-class");
        browser.click("end-sure");
        browser.driver.switchTo().window(pupil);
        browser.driver.close();
        browser.driver.switchTo().window(board);
    }

    @Test
    void aReloadKeepsWhatWasChangedOfTheLinksSettings() {
        browser.open(server.address("/learn/new#engine=wasm&" + SETTINGS));
        browser.awaitState("ready");
        assertEquals(SETTINGS, browser.value("write-widget"));
        assertTrue(browser.address().endsWith("/learn/new#engine=wasm"), browser.address());
        browser.type("write-widget", "dataset=blobs&iterations=500");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        assertEquals("dataset=blobs&iterations=500", browser.value("write-widget"));
    }

    @Test
    void whatIsWrittenStaysAndEachLanguageHasItsWords() {
        browser.open(server.address("/learn/new#" + SETTINGS));
        browser.awaitState("ready");
        writeAll();
        browser.choose("write-language", "Deutsch");
        assertFalse(browser.element("write-download").isEnabled(), "German words are missing");
        browser.type("title-de", "Wie viele?");
        String german = browser.value("write-file");
        assertTrue(german.contains("title: Wie viele?"), german);
        assertFalse(german.contains("widget"), "a translation has no numbers: " + german);
        browser.open(server.address("/learn/new"));
        browser.awaitState("ready");
        assertEquals("de", browser.value("write-language"));
        assertEquals("Wie viele?", browser.value("title-de"));
        browser.choose("write-language", "English");
        assertEquals("Try the spiral.", browser.value("next-en"));
        assertTrue(browser.element("prediction-right-2-en").isSelected());
        assertNotEquals("", browser.value("write-widget"));
        browser.click("write-clear");
        browser.click("write-again");
        browser.await(
                "the draft is gone",
                () -> browser.state().equals("ready")
                        && browser.value("title-en").isEmpty());
    }
}
