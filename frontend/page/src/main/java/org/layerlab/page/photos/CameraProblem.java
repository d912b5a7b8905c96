package org.layerlab.page.photos;

import org.layerlab.page.browser.Texts;

/** Why the camera gives no picture, in a sentence that says what to do. */
final class CameraProblem {
    /** Stands for a page that may not ask for a camera. */
    static final String INSECURE = "insecure";

    /** Stands for a camera that was disconnected. */
    static final String ENDED = "ended";

    private CameraProblem() {}

    /**
     * The sentence.
     *
     * @param name of the browser's error, or one of the two above
     */
    static String of(String name) {
        return switch (name) {
            case INSECURE ->
                Texts.of(
                        "This browser allows the camera only on pages that come over https or from this device. Choose a photo instead.");
            case "NotAllowedError", "SecurityError" ->
                Texts.of("Camera access is blocked. Allow it in the address bar, or choose a photo instead.");
            case "NotFoundError", "OverconstrainedError" -> Texts.of("No camera was found. Choose a photo instead.");
            case ENDED ->
                Texts.of("The camera was disconnected. Connect it and open it again, or choose a photo instead.");
            default -> Texts.of("The camera did not start; another program may be using it. Choose a photo instead.");
        };
    }
}
