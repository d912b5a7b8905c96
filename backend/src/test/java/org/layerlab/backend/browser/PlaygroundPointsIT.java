package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A person's own points: by keys alone, by a finger, from files and from the clipboard; and every change taken back. */
class PlaygroundPointsIT extends InBrowser {
    private static final String TABLE = "x;y;label\n0,5;1;0\n-1;0,25;1\n0;0;1\n";

    @SuppressWarnings("NullAway.Init") // started before the first test
    private Browser phone;

    @BeforeAll
    void startPhone() {
        phone = Browser.start(Screen.PHONE);
        watch(phone);
    }

    @AfterAll
    void stopPhone() {
        phone.close();
    }

    private static void countBecomes(Browser here, String count) {
        here.await("there are " + count, () -> here.text("points-count").equals(count));
    }

    @Test
    void dataSetAndPointsNeedNoMouse() {
        PlaygroundPage page =
                PlaygroundPage.open(server, browser, "wasm", "dataset=spiral&networkShape=4&iterations=50");
        browser.all("input[name=dataset][value=spiral]").get(0).sendKeys(Keys.ARROW_RIGHT);
        browser.await("the tools are there", () -> browser.isShown("tool-orange"));
        assertTrue(page.fragment().contains("dataset=custom"), page.fragment());
        browser.element("points-clear").sendKeys(Keys.ENTER);
        countBecomes(browser, "0 orange, 0 blue");

        browser.element("boundary").sendKeys(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
        countBecomes(browser, "2 orange, 0 blue");
        browser.element("boundary").sendKeys("b", Keys.ARROW_UP, Keys.ARROW_UP, " ");
        countBecomes(browser, "2 orange, 1 blue");
        String before = page.fragment();
        // Taken, moved and let go.
        browser.element("boundary").sendKeys("m", Keys.ENTER, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ENTER);
        browser.await("it is elsewhere", () -> !page.fragment().equals(before));
        assertEquals("2 orange, 1 blue", browser.text("points-count"));
        browser.element("boundary").sendKeys(Keys.DELETE);
        countBecomes(browser, "2 orange, 0 blue");

        browser.element("boundary").sendKeys(Keys.chord(Keys.CONTROL, "z"));
        countBecomes(browser, "2 orange, 1 blue");
        browser.element("play").sendKeys(" ");
        browser.await("it learns from them", () -> page.iteration() == 50);
    }

    @Test
    void whoSavesIsToldThatOnesOwnPointsAreStored() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=custom&networkShape=4");
        browser.click("points-clear");
        browser.element("boundary").sendKeys(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, "b", Keys.ENTER);
        countBecomes(browser, "1 orange, 1 blue");
        SavePanel.open(browser);
        assertTrue(browser.isShown("share-points"));
        browser.open("about:blank");
        PlaygroundPage.open(server, browser, "wasm", "dataset=moons&networkShape=4");
        SavePanel.open(browser);
        assertFalse(browser.isShown("share-points"));
        browser.open("about:blank");
    }

    @Test
    void strokesAndClearAreTakenBack() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=custom&networkShape=4");
        browser.click("points-clear");
        countBecomes(browser, "0 orange, 0 blue");
        Gestures.drag(browser, "boundary", -100, 0, 100, 0);
        browser.await("points are drawn", () -> !browser.text("points-count").startsWith("0 "));
        String drawn = browser.text("points-count");
        browser.click("points-clear");
        countBecomes(browser, "0 orange, 0 blue");

        browser.click("points-undo");
        countBecomes(browser, drawn);
        browser.element("tool-blue").sendKeys(Keys.chord(Keys.CONTROL, "z"));
        countBecomes(browser, "0 orange, 0 blue");
        assertEquals("", browser.message());
    }

    @Test
    void fingerDrawsWithoutScrollingThePage() {
        PlaygroundPage.open(server, phone, "wasm", "dataset=custom&networkShape=4&iterations=50");
        phone.click("points-clear");
        countBecomes(phone, "0 orange, 0 blue");
        phone.click("tool-blue");
        Object before = phone.script(
                "document.getElementById('boundary').scrollIntoView({block: 'center', behavior: 'instant'});"
                        + "return scrollY;");
        Gestures.swipe(phone, "boundary", -100, -60, 100, 60);
        phone.await(
                "points are drawn",
                () -> phone.text("points-count").startsWith("0 orange, ")
                        && !phone.text("points-count").endsWith(" 0 blue"));
        assertEquals(before, phone.script("return scrollY;"));
    }

    @Test
    void fileOfPointsIsLearnedFromAndABadOneIsNamed(@TempDir Path folder) throws Exception {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "networkShape=4&iterations=30");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "x,y,label\n1,2,0\n3,4,5,6\n");
        browser.choose("csv-file", bad);
        browser.await("the mistake is named", () -> browser.message().contains("line 3"));
        assertFalse(page.fragment().contains("dataset=custom"), page.fragment());

        Path sheet = Files.write(folder.resolve("points.xlsx"), new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0});
        browser.choose("csv-file", sheet);
        browser.await(
                "none of its bytes are quoted",
                () -> browser.message()
                        .equals(
                                "points.xlsx is not a table of points: it is not UTF-8 text. Save a spreadsheet as CSV."));
        Gestures.drop(browser, "boundary", "cat.png", "image/png");
        browser.await(
                "it is sent where it belongs",
                () -> browser.message()
                        .equals("cat.png is a picture, not a table of points. Drop it on Photos → Classify."));

        Path good = Files.writeString(folder.resolve("good.csv"), TABLE);
        browser.choose("csv-file", good);
        countBecomes(browser, "1 orange, 2 blue");
        assertEquals("", browser.message());
        page.play();
        browser.await("it learns from them", () -> page.iteration() == 30);
    }

    @Test
    void tableIsPastedOnAnyDataSetAndOtherTextIsLeftAlone() {
        PlaygroundPage page = PlaygroundPage.open(server, browser, "wasm", "dataset=moons");
        paste("Dear all, the meeting is at 10, in room 3, on floor 2.");
        assertEquals("", browser.message());
        assertTrue(page.fragment().startsWith("dataset=moons"), page.fragment());
        paste(TABLE);
        countBecomes(browser, "1 orange, 2 blue");
        assertTrue(page.fragment().startsWith("dataset=custom"), page.fragment());
        assertFalse(browser.all("#generated-fields").get(0).isDisplayed());

        paste("x,y,label\n1,wrong,0\n");
        browser.await(
                "on one's own points the mistake is named",
                () -> browser.message().contains("line 2"));
        assertEquals("1 orange, 2 blue", browser.text("points-count"));
    }

    @Test
    void aSpreadsheetsPictureOfItsTableIsNotInTheWay() {
        PlaygroundPage.open(server, browser, "wasm", "dataset=moons");
        paste("document.body", TABLE, "table.png", "image/png");
        countBecomes(browser, "1 orange, 2 blue");
        paste("document.body", "points.csv", "points.csv", "text/csv");
        countBecomes(browser, "1 orange, 0 blue");
        // A field takes text itself.
        browser.click("csv-open");
        paste("document.getElementById('csv-text')", TABLE, "points.csv", "text/csv");
        assertEquals("1 orange, 0 blue", browser.text("points-count"));
        assertEquals("", browser.message());
    }

    /** The same with a file, which holds one orange point. */
    private void paste(String where, String text, String file, String type) {
        browser.script(
                "const data = new DataTransfer(); data.setData('text/plain', arguments[0]);"
                        + "data.items.add(new File(['x,y,label\\n1,1,0\\n'], arguments[1], {type: arguments[2]}));"
                        + where + ".dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true,"
                        + " cancelable: true}));",
                text,
                file,
                type);
    }

    /** As Ctrl+V does where no field has the focus. */
    private void paste(String text) {
        browser.script(
                "const data = new DataTransfer(); data.setData('text/plain',"
                        + " arguments[0]);document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data,"
                        + " bubbles: true}));",
                text);
    }
}
