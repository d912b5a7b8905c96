package org.layerlab.page.photos;

import org.layerlab.page.browser.Texts;

/** Why there is no picture of a camera, in a sentence that says what to do. */
final class CameraProblem {
    /** What stands for a page that may not ask for a camera. */
    static final String INSECURE = "insecure";

    /** What stands for a camera that was taken away. */
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
                        "This browser gives no camera to this page: it has to come over https, or from this machine. Choose a photo instead.");
            case "NotAllowedError", "SecurityError" ->
                Texts.of("The camera is not allowed here. Allow it beside the address, or choose a photo instead.");
            case "NotFoundError", "OverconstrainedError" -> Texts.of("No camera was found. Choose a photo instead.");
            case ENDED ->
                Texts.of("The camera was disconnected. Connect it and open it again, or choose a photo instead.");
            default -> Texts.of("The camera does not start: another program may be using it. Choose a photo instead.");
        };
    }
}
