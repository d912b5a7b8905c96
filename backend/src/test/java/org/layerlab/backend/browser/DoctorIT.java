package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;

/** What the doctor says about a run, and the remedies it offers. */
class DoctorIT extends InPlayground {
    @Test
    void doctorSaysWhatIsWrongAndOneClickTriesTheCure() {
        PlaygroundPage page = open("networkShape=&iterations=20000");
        page.play();
        browser.await("the doctor speaks", () -> doctor().equals("Stuck on a plateau"));
        assertTrue(browser.text("status").contains("straight line"), browser.text("status"));
        browser.click("remedy");
        browser.await("the cure is tried", () -> browser.value("network-shape").equals("8"));
        assertTrue(page.fragment().contains("activation=tanh"), page.fragment());
        browser.choose("pace", "Full speed");
        page.awaitIteration(3000);
        assertNotEquals("Stuck on a plateau", doctor());
    }

    @Test
    void aPoorStartIsNamedAndItsReasonIsThereOnRequest() {
        PlaygroundPage page = open("networkShape=4");
        browser.choose("pace", "Full speed");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 15_000);
        browser.await("the doctor speaks", () -> doctor().startsWith("Stuck in a poor start"));
        assertTrue(browser.isShown("doctor"));
        assertFalse(browser.isShown("status"));
        browser.click("doctor-why");
        assertTrue(browser.isShown("status"));
        browser.click("doctor-why");
        assertFalse(browser.isShown("status"));
        browser.click("remedy");
        browser.await("other weights are tried", () -> page.fragment().contains("initialization=he"));
        page.awaitIteration(1);
    }

    @Test
    void aRateOf500HasARemedy() {
        PlaygroundPage page = open("dataset=moons&learningRate=500");
        page.play();
        // The strip says so as soon as the cost is infinite, a moment before the doctor has looked.
        browser.await(
                "the doctor has looked",
                () -> doctor().equals("Training diverged")
                        && !browser.all("[data-testid=remedy]").isEmpty());
        browser.click("remedy");
        browser.await("a smaller rate is tried", () -> page.fragment().contains("learningRate=50&"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void pointsOfOnesOwnAreCalledSolvedAndTrainingGoesOn(String engine) {
        PlaygroundPage page = PlaygroundPage.open(
                server,
                browser,
                engine,
                "dataset=custom&percTrainData=75&networkShape=4&initialization=he&iterations=100000&points="
                        + CustomPoints.of(Points.BLOBS.generate(60, 0.05, 3)).encode());
        page.play();
        browser.await("the doctor speaks", () -> doctor().equals("Solved"));
        page.awaitIteration(page.iteration() + 200);
        assertEquals("", browser.message());
    }

    @Test
    void oneClassAloneIsNotCalledSolved() {
        PlaygroundPage page = open("dataset=custom&networkShape=4&iterations=300");
        browser.click("points-clear");
        useTable("x,y,label\n0.5,0.5,1");
        page.play();
        browser.await("the run ends", () -> page.iteration() == 300);
        assertEquals("Too few points", doctor());
        assertTrue(browser.text("status").startsWith("Place a few points of each class"), browser.text("status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "initialization=zero&iterations=300; All units are identical; initialization=he",
                "networkShape=4&initialization=he&learningRate=20&iterations=3000; A layer has died;"
                        + " activation=leakyRelu",
                "networkShape=64,64&activation=linear&initialization=he&learningRate=1000&iterations=300;"
                        + " Training diverged; learningRate=100",
                "networkShape=8,8&activation=sigmoid&initialization=he&learningRate=50&iterations=3000;"
                        + " The steps are too large; learningRate=20",
                "networkShape=8&activation=tanh&initialization=he&optimizer=adam&learningRate=10&iterations=120;"
                        + " Units are saturated; initialization=xavier",
                "networkShape=8&initialization=he&learningRate=0.000001&iterations=30000;"
                        + " The steps are too small; learningRate=0.00001",
                "networkShape=64,64&initialization=he&optimizer=adam&learningRate=0.01&iterations=3000&trainSize=60;"
                        + " Overfitting; regularization=L2",
                "dataset=blobs&noise=20&networkShape=4&initialization=he&iterations=2000; Solved; ''",
                "dataset=tf-reg-plane&iterations=3000; Solved; ''",
                "dataset=tf-reg-gauss&networkShape=&learningRate=0.03&iterations=4000; Stuck on a plateau; networkShape=8"
            })
    void doctorNamesTheAilmentOfARun(String fragment, String title, String cure) {
        PlaygroundPage page = open(fragment);
        page.play();
        browser.await("the doctor says: " + title, () -> doctor().equals(title));
        if (cure.isEmpty()) {
            assertTrue(browser.all("[data-testid=remedy]").isEmpty());
            return;
        }
        page.standsStillOrPause();
        assertEquals(title, doctor());
        browser.all("[data-testid=remedy]").stream()
                .filter(button -> !browser.textOf(button).startsWith("Go back"))
                .findFirst()
                .orElseThrow()
                .click();
        browser.await("the cure is tried", () -> page.fragment().contains(cure));
        page.awaitIteration(1);
    }

    @Test
    void overFittingIsTakenBackToTheBestMoment() {
        PlaygroundPage page = runToTheEnd(
                "networkShape=64,64&initialization=he&learningRate=0.05&iterations=10000&trainSize=60", 10_000);
        browser.await("the doctor speaks", () -> doctor().equals("Overfitting"));
        String label = browser.textOf(browser.all("[data-testid=remedy]").get(0));
        int best = Integer.parseInt(label.substring("Go back to iteration ".length()));
        browser.click("remedy");
        browser.await("the moment is there", () -> page.iteration() == best);
        assertTrue(best < 10_000, label);
    }
}
