package org.layerlab.backend.browser;

import java.time.Duration;
import java.util.List;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;

/** What a hand draws on an element. */
final class Gestures {
    private Gestures() {}

    /** Drags from one place to another, in pixels from an element's middle. */
    static void drag(Browser browser, String testId, int fromX, int fromY, int toX, int toY) {
        WebElement element = browser.element(testId);
        browser.script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});", element);
        Actions actions = new Actions(browser.driver, Duration.ofMillis(5))
                .moveToElement(element, fromX, fromY)
                .clickAndHold();
        int parts = 12;
        for (int i = 1; i <= parts; i++) {
            actions.moveToElement(element, fromX + (toX - fromX) * i / parts, fromY + (toY - fromY) * i / parts);
        }
        actions.release().perform();
    }

    /** Draws a finger from one place to another, in pixels from an element's middle. */
    static void swipe(Browser browser, String testId, int fromX, int fromY, int toX, int toY) {
        WebElement element = browser.element(testId);
        browser.script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'});", element);
        PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger");
        PointerInput.Origin middle = PointerInput.Origin.fromElement(element);
        Sequence swipe = new Sequence(finger, 0)
                .addAction(finger.createPointerMove(Duration.ZERO, middle, fromX, fromY))
                .addAction(finger.createPointerDown(PointerInput.MouseButton.LEFT.asArg()));
        int parts = 12;
        for (int i = 1; i <= parts; i++) {
            swipe.addAction(finger.createPointerMove(
                    Duration.ofMillis(10),
                    middle,
                    fromX + (toX - fromX) * i / parts,
                    fromY + (toY - fromY) * i / parts));
        }
        browser.driver.perform(List.of(swipe.addAction(finger.createPointerUp(PointerInput.MouseButton.LEFT.asArg()))));
    }

    /** Drops a file of some bytes on an element, as the event that a drop causes. */
    static void drop(Browser browser, String testId, String file, String type) {
        browser.script(
                "const data = new DataTransfer();"
                        + "data.items.add(new File([new Uint8Array([137, 80, 78, 71, 0])], arguments[1], {type: arguments[2]}));"
                        + "arguments[0].dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));",
                browser.element(testId),
                file,
                type);
    }
}
