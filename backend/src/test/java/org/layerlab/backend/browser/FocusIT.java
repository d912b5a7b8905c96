package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A keyboard keeps its place where a control that was pressed goes away, and its keys do what people mean. */
class FocusIT extends InBrowser {
    private static final String LONG = "networkShape=3&iterations=10000000";

    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    /** Opens the playground as somebody who uses the keyboard. */
    private PlaygroundPage open(String settings) {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", settings);
        browser.keys(Keys.TAB);
        browser.await(
                "keyboard.js is loaded",
                () -> !browser.all("script[src$='/keyboard.js']").isEmpty()
                        && Boolean.TRUE.equals(browser.script("return performance.getEntriesByType('resource')"
                                + ".some(entry => entry.name.endsWith('/keyboard.js') && entry.responseEnd > 0);")));
        return page;
    }

    private void focus(String testId) {
        browser.script("document.querySelector(`[data-testid='" + testId + "']`).focus();");
    }

    @Test
    void enterPlaysAndPauses() {
        open(LONG);
        focus("play");
        browser.keys(Keys.ENTER);
        browser.awaitState("training");
        browser.await("the focus is on Pause", () -> browser.focused().equals("pause"));
        browser.keys(Keys.ENTER);
        browser.awaitState("ready");
        browser.await("the focus is on Play", () -> browser.focused().equals("play"));
    }

    @Test
    void aButtonThatCanDoNoMoreKeepsTheFocus() {
        PlaygroundPage page = open(LONG);
        focus("layer-add");
        for (int i = 0; i < 10; i++) {
            browser.keys(" ");
        }
        assertEquals("layer-add", browser.focused());
        assertEquals("true", browser.attribute("layer-add", "aria-disabled"));
        assertEquals("ready", browser.state());
        assertEquals(0, page.iteration());
        awaitLayers(8);
        focus("layer-remove");
        browser.keys(" ");
        awaitLayers(7);
        focus("layer-add");
        browser.keys(" ");
        awaitLayers(8);
    }

    /** The address follows a moment later. */
    private void awaitLayers(int count) {
        String shape = "networkShape=" + "3,".repeat(count - 1) + "3&";
        browser.await(count + " layers", () -> browser.address().contains(shape));
    }

    @Test
    void spaceOpensWhatIsFolded() {
        open(LONG);
        for (String folded : List.of("#sweep", "#history", "[data-control=features]")) {
            browser.script("document.querySelector(\"" + folded + "\").closest('details')"
                    + ".querySelector('summary').focus();");
            browser.keys(" ");
            assertEquals(
                    true, browser.script("return document.querySelector(\"" + folded + "\").closest('details').open;"));
            assertEquals("ready", browser.state(), folded);
        }
    }

    @Test
    void lettersAreForOthersWhereThatIsChosen() {
        PlaygroundPage page = open(LONG);
        browser.press(Keys.ARROW_RIGHT);
        page.awaitIteration(1);
        browser.press("?");
        browser.click("letter-keys");
        browser.keys(Keys.ESCAPE);
        browser.press("r");
        browser.press(Keys.ARROW_RIGHT);
        page.awaitIteration(2);

        PlaygroundPage again = open(LONG + "&noise=1");
        browser.press(Keys.ARROW_RIGHT);
        again.awaitIteration(1);
        browser.press("r");
        browser.press(Keys.ARROW_RIGHT);
        again.awaitIteration(2);

        browser.press("?");
        browser.click("letter-keys");
        browser.keys(Keys.ESCAPE);
        browser.press("r");
        browser.await("it was reset", () -> again.iteration() == 0);
    }

    @Test
    void aDecimalCommaCounts() {
        open(LONG);
        browser.type("learning-rate", "0,05");
        browser.await("the rate is 0.05", () -> browser.address().contains("learningRate=0.05"));
        browser.type("iterations", "20,000");
        browser.await("there are 20,000", () -> browser.address().contains("iterations=20000"));
    }

    @Test
    void aNegativeWeightIsTypedWithADecimalCommaAndOnAKeyboardThatHasAMinus() {
        open(LONG);
        browser.element("unit-1-1").sendKeys(Keys.ENTER);
        browser.await("its bias can be written", () -> browser.focused().equals("bias-1-1"));
        assertEquals(
                "", browser.script("return document.activeElement.inputMode;"), "iOS has decimals without a minus");
        browser.type("bias-1-1", "-0,5");
        assertEquals("-0.5", browser.value("bias-1-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "learning-rate, -1, de, Lernrate -1 liegt",
        "batch-size, -5, de, Stapelgröße -5 liegt",
        "train-size, 1, de, Trainingspunkte 1 liegt",
        "learning-rate, -1, es, tasa de aprendizaje -1 no",
        "train-size, 1, es, puntos de entrenamiento 1 no"
    })
    void messagesNameTheSettingInThePagesLanguage(String testId, String value, String language, String says) {
        PlaygroundPage.open(server, browser, "wasm", LONG + "&lang=" + language);
        browser.type(testId, value);
        browser.await(says, () -> browser.message().startsWith(says));
        browser.script("sessionStorage.clear();");
    }

    @Test
    void copyingKeepsTheFocusAlsoWhereTheBrowserHasNoClipboard() {
        open("networkShape=3&iterations=10");
        SavePanel.save(browser, "Copied by keyboard");
        browser.script("Object.defineProperty(navigator, 'clipboard', {value: undefined});");
        focus("share-copy");
        browser.keys(Keys.ENTER);
        browser.await("it says so", () -> browser.text("share-copy").endsWith("opied"));
        assertEquals("share-copy", browser.focused());
    }

    @Test
    void aPhotoClassThatGoesLeavesTheFocusInItsPlace() {
        settle(browser, "/photos/classes");
        browser.keys(Keys.TAB);
        browser.click("class-add");
        browser.await("three columns", () -> browser.all(".class-column").size() == 3);
        browser.await(
                "keyboard.js is loaded",
                () -> !browser.all("script[src$='/keyboard.js']").isEmpty());
        browser.script("document.querySelectorAll('.class-column')[1].querySelector('.class-remove').focus();");
        browser.keys(Keys.ENTER);
        browser.await("two columns", () -> browser.all(".class-column").size() == 2);
        assertEquals(
                true,
                browser.script(
                        "return document.querySelectorAll('.class-column')[1].contains(document.activeElement);"));
    }

    @Test
    void aPhotoThatGoesLeavesTheFocusInItsPlaceAndUndoTakesItToThePhoto(@TempDir Path folder) throws IOException {
        settle(browser, "/photos/classes");
        browser.all(".class-clear").forEach(WebElement::click);
        Random random = new Random(3);
        List<String> photos = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            photos.add(TestPhotos.spots(folder.resolve(i + ".png"), Color.RED, random)
                    .toString());
        }
        browser.all(".class-files").get(0).sendKeys(String.join("\n", photos));
        browser.await("they are taken", () -> browser.all(".class-photo").size() == 5);
        browser.keys(Keys.TAB);
        browser.await(
                "keyboard.js is loaded",
                () -> !browser.all("script[src$='/keyboard.js']").isEmpty());
        removePhoto(1);
        assertEquals("Remove photo 2", label());
        removePhoto(3);
        assertEquals("Remove photo 3", label(), "of the last one, it goes to the one before");
        browser.script("document.querySelector('.class-undo').focus();");
        browser.keys(Keys.ENTER);
        browser.await("they are back", () -> browser.all(".class-photo").size() == 5);
        assertEquals("Remove photo 4", label(), "the first one that is back");
        browser.all(".class-clear").forEach(WebElement::click);
    }

    @Test
    void aPhotoThatGoesByTheFirstKeyLeavesTheFocusInItsPlaceToo(@TempDir Path folder) throws IOException {
        settle(browser, "/photos/classes");
        browser.all(".class-clear").forEach(WebElement::click);
        Random random = new Random(4);
        String photos = TestPhotos.spots(folder.resolve("one.png"), Color.RED, random) + "\n"
                + TestPhotos.spots(folder.resolve("other.png"), Color.RED, random);
        browser.all(".class-files").get(0).sendKeys(photos);
        browser.await("they are taken", () -> browser.all(".class-photo").size() == 2);
        browser.script("document.querySelector('.class-photo').focus();");
        browser.await(
                "keyboard.js is loaded",
                () -> !browser.all("script[src$='/keyboard.js']").isEmpty());
        removePhoto(0);
        assertEquals("Remove photo 1", label());
        browser.all(".class-clear").forEach(WebElement::click);
    }

    /** By its key, from the place of its button; counted from 0. */
    private void removePhoto(int place) {
        int before = browser.all(".class-photo").size();
        browser.script("document.querySelectorAll('.class-photo')[" + place + "].focus();");
        browser.keys(Keys.ENTER);
        browser.await("it is gone", () -> browser.all(".class-photo").size() == before - 1);
    }

    private String label() {
        return String.valueOf(browser.script("return document.activeElement.getAttribute('aria-label');"));
    }

    @Test
    void theSameMistakeIsToldAgain() {
        open(LONG);
        browser.type("learning-rate", "-1");
        browser.await("it is told", () -> browser.message().startsWith("learning rate -1 is"));
        listen(browser, "#message");
        browser.type("learning-rate", "-1");
        browser.await("it is told again", () -> heard(browser).startsWith("learning rate -1 is"));
    }

    @Test
    void twoFingersDrawNothing() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=custom");
        browser.command("Emulation.setTouchEmulationEnabled", Map.of("enabled", true, "maxTouchPoints", 2));
        try {
            touch("touchStart", 200, 300);
            touch("touchStart", 200, 300, 260, 360);
            for (int i = 1; i <= 10; i++) {
                touch("touchMove", 200 - 5 * i, 300 - 5 * i, 260 + 5 * i, 360 + 5 * i);
            }
            touch("touchEnd");
        } finally {
            browser.command("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
        }
        assertFalse(browser.text("points-count").matches(".*[2-9].*"), browser.text("points-count"));
    }

    private void touch(String type, int... at) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < at.length; i += 2) {
            points.add(Map.of("x", at[i], "y", at[i + 1], "id", i));
        }
        browser.command("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
    }
}
