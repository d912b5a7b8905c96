package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.Color;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A training of own classes that is stopped, or whose start is changed. */
class StoppedClassesIT extends InClasses {
    @Test
    void theNetworkThatWasTrainedStaysAndJudges() throws Exception {
        Random random = new Random(7);
        openClasses();
        fill(0, "red", photos("red", Color.RED, random));
        fill(1, "blue", photos("blue", Color.BLUE, random));
        browser.await("all are taken", () -> browser.text("class-status").startsWith("24 photos in 2 classes"));
        stopAfter(0);
        assertFalse(browser.isShown("class-stop"));
        assertFalse(browser.isShown("progress"));
        assertFalse(browser.isShown("class-result"));
        train();

        stopAfter(100);
        browser.await("the earlier one is back", () -> browser.isShown("class-result"));
        says("blue", photo("b.png", Color.BLUE, random));

        // Another network to start from is of interest when the next training begins.
        browser.script("const base = document.getElementById('class-base');"
                + "base.value = [...base.options].find(one => one.value !== base.value).value;"
                + "base.dispatchEvent(new Event('change'));");
        says("red", photo("r.png", Color.RED, random));
        train();
        assertEquals("", browser.message());
    }

    private void stopAfter(int milliseconds) {
        browser.script("document.getElementById('class-train').click();"
                + "setTimeout(() => document.getElementById('class-stop').click(), " + milliseconds + ");");
        browser.await("it has stopped", () -> browser.text("class-status").equals("Stopped."));
    }
}
