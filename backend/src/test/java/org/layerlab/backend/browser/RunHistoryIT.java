package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The runs that this browser keeps, over a reload and whatever stands in the storage. */
class RunHistoryIT extends InPlayground {
    @BeforeEach
    void forgetWhatWasKept() {
        forget(browser);
    }

    @Test
    void runsAndPinnedOnesSurviveAReload() {
        runToTheEnd("networkShape=3&iterations=200&seed=5", 200);
        browser.click("keep");
        runToTheEnd("networkShape=4&iterations=100&seed=6", 100);
        PlaygroundPage page = open("networkShape=5&iterations=50");
        assertEquals(1, browser.all("#kept img:not([hidden])").size());
        assertTrue(browser.text("differences").contains("Seed"), browser.text("differences"));

        browser.click("history-open");
        browser.await("the list is there", () -> browser.all("#history-runs li").size() == 2);
        String newest = browser.textOf(browser.all("#history-runs li").get(0));
        assertTrue(newest.contains("hidden layers 4,") && newest.contains("100 iterations"), newest);
        browser.all("#history-runs [data-pin]").get(0).click();
        assertEquals(2, browser.all("#kept img").size());
        browser.all("#history-runs [data-again]").get(1).click();
        browser.await(
                "it is made again",
                () -> page.iteration() == 200 && browser.state().equals("ready"));
        assertEquals("5", browser.value("seed"));
        assertEquals(2, browser.all("#history-runs li").size());

        browser.all("#history-runs [data-away]").get(0).click();
        assertEquals(1, browser.all("#history-runs li").size());
        browser.click("history-clear");
        assertEquals(0, browser.all("#history-runs li").size());
        browser.click("history-undo");
        assertEquals(2, browser.all("#history-runs li").size(), "both removals are undone");
    }

    @Test
    void aRunWhosePointsAreTakenAwayKeepsItsPlace() {
        PlaygroundPage page = open("dataset=spiral&networkShape=3&iterations=1000000&seed=5");
        browser.all("input[name=dataset][value=spiral]").get(0).sendKeys(Keys.ARROW_RIGHT);
        browser.await("the tools are there", () -> browser.isShown("tool-orange"));
        browser.element("boundary").sendKeys(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, "b", Keys.ENTER);
        page.play();
        page.awaitIteration(50);
        browser.element("points-clear").sendKeys(Keys.ENTER);
        browser.await("they are gone", () -> browser.text("points-count").equals("0 orange, 0 blue"));
        browser.all("input[name=dataset][value=custom]").get(0).sendKeys(Keys.ARROW_LEFT);
        browser.type("iterations", "60");
        page.play();
        browser.await(
                "another run ends",
                () -> page.iteration() == 60 && browser.state().equals("ready"));
        browser.click("history-open");
        browser.await(
                "both runs are listed", () -> browser.all("#history-runs li").size() == 2);
    }

    @Test
    void undoKeepsTheRunsThatCameSince() {
        PlaygroundPage page = runToTheEnd("networkShape=3&iterations=100&seed=5", 100);
        browser.click("history-open");
        browser.await("the run is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.all("#history-runs [data-away]").get(0).click();
        assertEquals(0, browser.all("#history-runs li").size());
        browser.type("seed", "6");
        page.play();
        browser.await(
                "another run is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.click("history-undo");
        assertEquals(2, browser.all("#history-runs li").size());
        String newest = browser.textOf(browser.all("#history-runs li").get(0));
        assertTrue(newest.contains("seed 6"), newest);
    }

    @Test
    void aRunIsThereAgainAfterAReloadAfterBackAndInAnotherLanguage() {
        PlaygroundPage page = runToTheEnd(SHORT, 600);
        String cost = browser.text("cost");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        browser.await("it is back after a reload", () -> page.iteration() == 600);
        assertEquals(cost, browser.text("cost"));

        browser.scrub("timeline", 250);
        browser.await("it stands in its past", () -> page.iteration() == 250);
        browser.follow(server.address("/about"));
        browser.back();
        browser.awaitState("ready");
        browser.await("it is back in its past", () -> page.iteration() == 250);

        speak("Deutsch", "de");
        browser.await("it is back in German", () -> page.iteration() == 250);
        speak("English", "en");
        browser.await("it is back in English", () -> page.iteration() == 250);
    }

    /** The list is filled again when a run ends, and after each removal. */
    @Test
    void theKeyboardStaysWithTheRunThatItIsOn() {
        runToTheEnd("networkShape=3&iterations=50&seed=5", 50);
        runToTheEnd("networkShape=3&iterations=60&seed=6", 60);
        PlaygroundPage page = runToTheEnd("networkShape=3&iterations=70&seed=7", 70);
        browser.click("history-open");
        browser.await("they are listed", () -> browser.all("#history-runs li").size() == 3);
        browser.keys(Keys.TAB);
        browser.await(
                "keyboard.js is loaded",
                () -> !browser.all("script[src$='/keyboard.js']").isEmpty());
        pressInList("[data-again]", 2);
        browser.await(
                "it is made again",
                () -> page.iteration() == 50 && browser.state().equals("ready"));
        browser.await(
                "it is the first in the list",
                () -> browser.textOf(browser.all("#history-runs li").get(0)).contains("seed 5"));
        assertTrue(used().matches("Load & rerun: .*seed 5"), used());
        assertEquals(3, browser.all("#history-runs li").size());

        pressInList("[data-away]", 1);
        assertEquals("history-undo", browser.focused());
        browser.keys(Keys.ENTER);
        assertEquals(3, browser.all("#history-runs li").size());
        assertTrue(used().matches("Load & rerun: .*seed 7"), used());
    }

    private void pressInList(String button, int place) {
        browser.script("document.querySelectorAll('#history-runs " + button + "')[" + place + "].focus();");
        browser.keys(Keys.ENTER);
    }

    /** What the button that has the focus says that it does. */
    private String used() {
        return String.valueOf(browser.script("return document.activeElement.getAttribute('aria-label');"));
    }

    /** What was made beyond the saved run is made again, too. */
    @Test
    void aContinuedRunIsThereAgainAfterAReload() {
        runToTheEnd(SHORT, 600);
        browser.open(SavePanel.save(browser, "To be continued"));
        browser.awaitState("ready");
        PlaygroundPage page = PlaygroundPage.follow(browser, "continue");
        browser.await("the run is taken up", () -> page.iteration() == 600);
        page.play();
        browser.await("it goes on to the end", () -> page.iteration() == 1200);
        browser.awaitState("ready");
        String cost = browser.text("cost");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        browser.await("it is back after a reload", () -> page.iteration() == 1200);
        assertEquals(cost, browser.text("cost"));

        browser.type("iterations", "1700");
        page.play();
        browser.await("it goes further", () -> page.iteration() == 1700);
        browser.awaitState("ready");
        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        browser.await("it is back at its new end", () -> page.iteration() == 1700);
    }

    /** Of a page on a phone that is closed, this is often all that is told. */
    @Test
    void aRunIsKeptAndListedWhenThePageGoesOutOfSight() {
        PlaygroundPage page = open("networkShape=4&iterations=10000000");
        page.play();
        browser.await("it runs", () -> page.iteration() > 0);
        String kept = String.valueOf(browser.script("document.dispatchEvent(new Event('visibilitychange'));"
                + "return sessionStorage.getItem('layerlab.run');"));
        assertTrue(kept.matches("[1-9]\\d* \\d+ true .*networkShape=4.*"), kept);
        browser.click("history-open");
        browser.await("it is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.click("pause");
        browser.awaitState("ready");
        assertEquals(1, browser.all("#history-runs li").size());
    }

    /** As with Back, to a page that the browser has put aside as it was. */
    @Test
    void aRunThatGoesOnAfterThePageWasLeftIsListedOnceAsItIsThen() {
        PlaygroundPage page = runToTheEnd("networkShape=3&iterations=100", 100);
        browser.click("history-open");
        browser.await("it is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.script("window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));"
                + "document.dispatchEvent(new Event('visibilitychange'));");
        browser.click("train-more");
        browser.await("it goes on", () -> page.iteration() == 200);
        browser.await(
                "the list has its new end",
                () -> Boolean.TRUE.equals(
                        browser.script(
                                "return document.querySelector('#history-runs .note')?.textContent.startsWith('200 iterations');")));
        String picture = "return document.querySelector('#history-runs img').src;";
        Object whole = browser.script(picture);
        browser.scrub("timeline", 50);
        browser.await("it stands in its past", () -> page.iteration() == 50);
        String listed = String.valueOf(browser.script("document.dispatchEvent(new Event('visibilitychange'));"
                + "return document.querySelector('#history-runs .note').textContent;"));
        assertTrue(listed.startsWith("200 iterations"), listed);
        assertEquals(whole, browser.script(picture), "the list shows its end");
        assertEquals(1, browser.all("#history-runs li").size());
    }

    private void speak(String language, String code) {
        browser.choose("language", language);
        browser.await(
                "the page speaks " + language,
                () -> code.equals(browser.script("return document.documentElement.lang;"))
                        && browser.state().equals("ready"));
    }

    /** What {@code static/runs.js} does without the page. */
    @Test
    void listIsBoundedAndReadsWhateverStandsInTheStorage() {
        open("networkShape=3&iterations=100");
        browser.click("history-open");
        browser.await("it is loaded", () -> Boolean.TRUE.equals(browser.script("return !!window.LayerLabRuns;")));
        assertEquals("", browser.script("""
                const {parse, read, write, add, back, isLater} = LayerLabRuns;
                const line = (started, link, {changed = false, iteration = 300, picture = '-'} = {}) =>
                    `${started} ${changed} ${iteration} 0.25 0.9 NaN ${picture} 0,0,0.7 ${link}`;
                const wrong = [];
                const is = (what, a, b) => JSON.stringify(a) === JSON.stringify(b) || wrong.push(`${what}: ${JSON.stringify(a)}`);
                for (const bad of ['', '1 true', line('soon', 'a'), line(-1, 'a'), line('9999999999999999', 'a'),
                    line(1, 'a', {iteration: -3}), line(1, 'a', {iteration: 999999999}), line(1, 'a b'),
                    line(1, 'a', {picture: '<svg/onload=x>'}), line(1, 'a', {picture: 'A'.repeat(60001)}),
                    line(1, 'a'.repeat(12001))]) {
                  is('refused ' + bad.slice(0, 40), parse(bad), null);
                  is('left out', read(['1', line(1, 'a'), bad, line(2, 'b')].join('\\n')).length, 2);
                }
                for (const text of [null, '', '0', '2\\n' + line(1, 'a'), '{}', '1', 'x'.repeat(1e6)]) is('empty', read(text), []);
                is('later', ['2\\n', '10\\n', '1\\n', '', null, 'x'].map(isLater), [true, false, false, false, false, false]);
                is('a line alone', parse(line(1, 'a') + String.fromCharCode(10)), null);
                let runs = [];
                for (let i = 0; i < 30; i++) runs = add(runs, line(i, 'seed=' + i));
                is('newest first', [runs.length, runs[0].link], [24, 'seed=29']);
                is('round trip', read(write(runs)), runs);
                is('goes on', add(runs, line(29, 'seed=7', {changed: true})).length, 24);
                is('in its place', add(runs, line(29, 'seed=7', {changed: true}))[1].link, 'seed=28');
                is('made again', add(runs, line(99, 'seed=29')).map(run => run.started).slice(0, 2), ['99', '28']);
                is('changed on the way', add(runs, line(99, 'seed=29', {changed: true}))[1].link, 'seed=29');
                const [first, second, ...rest] = runs;
                is('back in its place', back([first, ...rest], [second]), runs);
                is('a newer one stays', back(add(rest, line(99, 'c')), [first, second]).map(run => run.started).slice(0, 3),
                    ['99', '29', '28']);
                is('one that went on', back(add(rest, line(29, 'seed=29', {iteration: 400})), [first])[0].iteration, '400');
                is('bounded', back(runs, Array.from({length: 9}, (_, i) => parse(line(i + 50, 'b')))).length, 24);
                is('nonsense', add(runs, 'nonsense'), runs);
                for (let i = 0; i < 9; i++) runs = add(runs, line(i + 50, 'seed=' + i, {picture: 'A'.repeat(60000)}));
                is('characters', write(runs).length <= 250000 && runs[0].link, 'seed=8');
                return wrong.join('; ');
                """));
    }

    @Test
    void aRunThatIsOverBeforeItIsSeenToRunIsListed() {
        runToTheEnd("networkShape=3&iterations=1", 1);
        browser.click("history-open");
        browser.await("the run is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.click("reset");
        browser.await("it starts over", () -> browser.number("iteration") == 0);
        browser.click("step");
        browser.await("a step is made", () -> browser.number("iteration") == 1);
        assertEquals(1, browser.all("#history-runs li").size(), "steps are not runs of their own");
    }

    @Test
    void storageThatIsDamagedOrFullOrMissingBreaksNothing() {
        open("networkShape=3&iterations=100");
        browser.script("localStorage.setItem('layerlab.runs', '1\\n<img src=x onerror=1>\\n' + 'x '.repeat(9));"
                + "localStorage.setItem('layerlab.pinned', '{}');");
        runToTheEnd("networkShape=3&iterations=100", 100);
        browser.click("history-open");
        browser.await("the run is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };");
        browser.click("start-over");
        browser.await("it says so", () -> browser.text("history-note").contains("cannot store runs"));
        assertEquals(1, browser.all("#history-runs li").size());
        assertEquals("", browser.message());
    }
}
