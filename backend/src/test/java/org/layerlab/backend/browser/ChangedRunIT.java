package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** A run that a person changes as it goes: its address, a reload and the list of runs make it again. */
class ChangedRunIT extends InPlayground {
    private static final String[] RATES = {"0.1", "0.3", "0.03", "0.7"};

    /** How a run ended: cost, log, the bias of its output, and what was changed, each once. */
    private record End(String cost, List<String> log, String bias, String changes) {}

    private End end(PlaygroundPage page) {
        browser.await(
                "the run ends", () -> page.iteration() == 600 && browser.state().equals("ready"));
        return new End(
                browser.text("cost"),
                page.log(),
                bias(),
                String.valueOf(browser.script("return [...new Set([...document.querySelectorAll('#cost-marks button')]"
                        + ".map(mark => mark.dataset.text))].join('\\n');")));
    }

    private void goTo(PlaygroundPage page, int iteration) {
        browser.scrub("timeline", iteration);
        browser.await("it stands at " + iteration, () -> page.iteration() == iteration);
    }

    private void openBias() {
        browser.click("unit-2-1");
        browser.await("its bias can be written", () -> browser.focused().equals("bias-2-1"));
    }

    private String bias() {
        openBias();
        String value = browser.value("bias-2-1");
        browser.element("bias-2-1").sendKeys(Keys.ESCAPE);
        return value;
    }

    private void setBias(int steps) {
        openBias();
        for (int i = 0; i < steps; i++) {
            browser.element("bias-2-1").sendKeys(Keys.ARROW_UP);
        }
        browser.element("bias-2-1").sendKeys(Keys.ESCAPE);
    }

    /** Its rate is changed, further on a bias, and further on its schedule. */
    private End changed(PlaygroundPage page, Random random) {
        int first = 50 + random.nextInt(200);
        goTo(page, first);
        browser.type("learning-rate", RATES[random.nextInt(RATES.length)]);
        page.play();
        end(page);
        goTo(page, first + 1 + random.nextInt(100));
        setBias(1 + random.nextInt(5));
        page.play();
        end(page);
        goTo(page, 400 + random.nextInt(150));
        browser.choose("schedule", "Cosine");
        page.play();
        return end(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHORT, SHORT + "&optimizer=adam&batchSize=32&precision=float32"})
    void itsAddressAndAReloadMakeItAgain(String fragment) {
        long seed = new Random().nextLong();
        PlaygroundPage page = runToTheEnd(fragment, 600);
        End end = changed(page, new Random(seed));
        String link = page.fragment();
        assertTrue(link.contains("&changed=") && link.contains("learningRate=0.5"), link);
        assertEquals(3, end.changes().split("\n").length, end.changes());

        browser.driver.navigate().refresh();
        browser.awaitState("ready");
        assertEquals(end, end(page), "after a reload, seed " + seed);
        assertEquals(link, page.fragment());
        assertEquals("cosine", browser.value("schedule"));

        PlaygroundPage opened = open("networkShape=3");
        browser.open(server.address("/?engine=wasm#" + link));
        browser.awaitState("ready");
        assertEquals(0, opened.iteration());
        assertEquals("0.5", browser.value("learning-rate"));
        opened.play();
        assertEquals(end, end(opened), "from its link, seed " + seed);
        assertEquals(link, opened.fragment());

        browser.click("reset");
        browser.await("it starts over", () -> opened.iteration() == 0);
        assertEquals("0.5", browser.value("learning-rate"));
        opened.play();
        assertEquals(end, end(opened), "once more, seed " + seed);
    }

    @Test
    void whoChangesARunOfALinkGoesTheirOwnWay() {
        PlaygroundPage page = open(SHORT + "&changed=100:learningRate=0.1,500:W1.0.0=3");
        assertTrue(browser.message().isEmpty(), browser.message());
        for (int i = 0; i < 3; i++) {
            browser.click("step");
        }
        browser.await("three steps are made", () -> page.iteration() == 3);
        browser.type("learning-rate", "0.2");
        browser.await("the link has it", () -> page.fragment().endsWith("&changed=3:learningRate=0.2"));
        page.play();
        assertFalse(end(page).changes().contains("500"));
        browser.click("reset");
        browser.await("it starts over", () -> page.iteration() == 0);
        assertEquals("0.2", browser.value("learning-rate"));
        assertFalse(page.fragment().contains("changed="), page.fragment());
    }

    @Test
    void theListOfRunsMakesItAgain() {
        forget(browser);
        PlaygroundPage page = runToTheEnd(SHORT, 600);
        goTo(page, 250);
        browser.type("learning-rate", "0.3");
        page.play();
        End end = end(page);
        browser.click("history-open");
        browser.await(
                "the runs are listed", () -> !browser.all("#history-runs li").isEmpty());
        browser.type("seed", "77");
        browser.await("another run begins", () -> page.iteration() == 0);
        browser.all("#history-runs [data-again]").get(0).click();
        assertEquals(end, end(page));
        assertEquals("", browser.message());
    }

    @Test
    void wrongChangesAreToldAndLeftOut() {
        PlaygroundPage page = open(SHORT + "&changed=100:W9.0.0=1");
        assertTrue(browser.message().contains("there is no W9; the network has 2 layers"), browser.message());
        page.play();
        assertEquals("", end(page).changes());
    }

    @Test
    void theListHasARunThatIsReplacedAsItWas() {
        forget(browser);
        PlaygroundPage page = open(SHORT.replace("iterations=600", "iterations=10000000"));
        page.play();
        page.pauseAfter(50);
        browser.type("learning-rate", "0.3");
        page.play();
        browser.await("it goes on", () -> browser.state().equals("training"));
        browser.click("reset");
        browser.await("it starts over", () -> page.iteration() == 0);
        browser.type("learning-rate", "0.9");
        browser.click("history-open");
        browser.await("the run is listed", () -> browser.all("#history-runs li").size() == 1);
        browser.all("#history-runs [data-again]").get(0).click();
        browser.await("its link is there", () -> page.fragment().contains("changed="));
        assertTrue(page.fragment().contains("learningRate=0.5&"), page.fragment());
        assertTrue(page.fragment().contains(":learningRate=0.3"), page.fragment());
        browser.press(" ");
    }

    @Test
    void weightSetBeforeTheFirstIterationIsSeen() {
        PlaygroundPage page = open(SHORT + "&changed=0:b2.0=3");
        browser.await(
                "it is marked",
                () -> Boolean.TRUE.equals(
                        browser.script("return document.querySelectorAll('#cost-marks button').length === 1;")));
        assertEquals("3", bias());
        assertEquals(0, page.iteration());
        browser.click("reset");
        browser.await("it is there again", () -> bias().equals("3"));
        assertTrue(page.fragment().endsWith("&changed=0:b2.0=3"), page.fragment());
    }
}
