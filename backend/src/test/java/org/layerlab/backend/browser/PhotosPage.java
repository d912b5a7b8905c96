package org.layerlab.backend.browser;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.openqa.selenium.support.ui.Select;

/** A page that judges photos: the one that classifies, the one that trains, or a saved model's. */
final class PhotosPage {
    private final Browser browser;

    PhotosPage(Browser browser) {
        this.browser = browser;
    }

    /** Opens the page that classifies and waits for a model that can judge. */
    static PhotosPage open(LiveServer server, Browser browser, String engine) {
        browser.open(server.address("/photos?engine=" + engine));
        browser.awaitState("ready");
        return new PhotosPage(browser);
    }

    /** Opens the page that trains and waits for a model that can judge, and for the gallery. */
    static PhotosPage openTraining(LiveServer server, Browser browser, String engine) {
        browser.open(server.address("/photos/train?engine=" + engine));
        browser.awaitState("ready");
        browser.await(
                "the gallery is there",
                () -> browser.attribute("gallery", "data-state").equals("ready"));
        return new PhotosPage(browser);
    }

    /** The id of the chosen model. */
    String model() {
        return browser.value("model-select");
    }

    /** The number in a cell of the confusion matrix. */
    int count(String testId) {
        return Integer.parseInt(browser.text(testId).replaceAll("[^0-9]", ""));
    }

    void chooseModel(String id) {
        new Select(browser.element("model-select")).selectByValue(id);
    }

    /** Gives a photo by the file input; the probability that it is a dog. */
    double judge(Path photo) {
        forget();
        browser.choose("photo-input", photo);
        return verdict();
    }

    /** Drops a photo on the page, as the event that a drop causes. */
    double drop(byte[] photo, String name) {
        forget();
        browser.script(
                TRANSFER + "arguments[2].dispatchEvent(new DragEvent('drop',"
                        + " {dataTransfer: transfer, bubbles: true, cancelable: true}));",
                Base64.getEncoder().encodeToString(photo),
                name,
                browser.element("drop-zone"));
        return verdict();
    }

    /** Drops many files at once. */
    void drop(Map<String, byte[]> files) {
        browser.script("window.transfer = new DataTransfer();");
        files.forEach((name, bytes) -> browser.script(
                "window.transfer.items.add(new File([Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0))],"
                        + " arguments[1]));",
                Base64.getEncoder().encodeToString(bytes),
                name));
        browser.script(
                "arguments[0].dispatchEvent(new DragEvent('drop',"
                        + " {dataTransfer: window.transfer, bubbles: true, cancelable: true}));",
                browser.element("drop-zone"));
    }

    /** Pastes a photo, as the event that pasting causes. */
    double paste(byte[] photo, String name) {
        forget();
        browser.script(
                TRANSFER + "document.body.dispatchEvent(new ClipboardEvent('paste',"
                        + " {clipboardData: transfer, bubbles: true, cancelable: true}));",
                Base64.getEncoder().encodeToString(photo),
                name);
        return verdict();
    }

    private static final String TRANSFER = "const transfer = new DataTransfer();"
            + "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
            + "transfer.items.add(new File([bytes], arguments[1]));";

    /** Takes the last verdict off the page, so that the next one can be told from it. */
    void forget() {
        browser.script("document.getElementById('probability').dataset.value = '';");
    }

    /** Waits for a verdict that is consistent in itself; its probability. */
    double verdict() {
        browser.await(
                "a verdict comes",
                () -> !browser.attribute("probability", "data-value").isEmpty()
                        || !browser.message().isEmpty());
        if (!browser.message().isEmpty()) {
            throw new AssertionError(browser.message());
        }
        double dog = browser.number("probability");
        String verdict = browser.text("verdict");
        boolean agrees = verdict.equals("unsure") || verdict.equals(dog > 0.5 ? "dog" : "cat");
        if (!(dog >= 0 && dog <= 1)
                || !agrees
                || !browser.attribute("verdict", "data-value").equals(verdict)
                || !browser.text("probability").matches(figure(verdict, dog))) {
            throw new AssertionError(dog + " is shown as " + verdict + ", " + browser.text("probability"));
        }
        return dog;
    }

    /** One number for the verdict; where that names no class, the number does, or it is a word. */
    private static String figure(String verdict, double dog) {
        String number = "(>\u00a0)?\\d{2}\u00a0%";
        return verdict.equals("unsure") ? number + (dog > 0.5 ? " dog" : " cat") + "|neither\\?" : number;
    }

    /** What the network sees, as the network takes it: row by row, blue, green, red. */
    byte[] seen() {
        byte[] rgba = browser.pixels("seen");
        byte[] bgr = new byte[rgba.length / 4 * 3];
        for (int i = 0; i < rgba.length / 4; i++) {
            bgr[3 * i] = rgba[4 * i + 2];
            bgr[3 * i + 1] = rgba[4 * i + 1];
            bgr[3 * i + 2] = rgba[4 * i];
        }
        return bgr;
    }
}
