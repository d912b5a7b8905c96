package org.layerlab.page.photos.train;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.ParseException;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;
import org.layerlab.page.settings.PhotoSettings;

/**
 * A training that this browser keeps from an earlier visit.
 *
 * @param settings of its run
 * @param iteration how many updates were made
 * @param iterations how many there are in all
 * @param over whether it is finished, and can be opened rather than resumed
 */
record KeptRun(PhotoSettings settings, int iteration, int iterations, boolean over) {
    /**
     * The run that a worker keeps.
     *
     * @param about what the worker tells of it, as JSON
     * @throws IllegalArgumentException when it was kept by another version of the page
     */
    static KeptRun of(String about) {
        try {
            JsonObject json = Json.parse(about).asObject();
            return new KeptRun(
                    PhotoSettings.of(json),
                    json.getInt("iteration", 0),
                    json.getInt("iterations", 0),
                    json.getBoolean("end", false));
        } catch (ParseException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("this is not a kept run", e);
        }
    }

    /** What is offered. */
    String text() {
        String photos = Texts.said(settings.photos().name());
        return over
                ? Texts.of("This browser keeps the network that was trained here last, on {0}.", photos)
                : Texts.of(
                        "This browser keeps a training on {0} that stopped at step {1} of {2}. It can continue as if it had never stopped.",
                        photos, NumberFormat.grouped(iteration), NumberFormat.grouped(iterations));
    }

    /** What is said where it was on a person's own photos and these are not here. */
    String textWithoutPhotos() {
        return over
                ? Texts.of(
                        "This browser keeps the network that was trained here last, on your own photos. Choose the same photos again to open it.")
                : Texts.of(
                        "This browser keeps a training on your own photos, stopped at step {0} of {1}. Choose the same photos again to continue.",
                        NumberFormat.grouped(iteration), NumberFormat.grouped(iterations));
    }

    /** The label of the button that takes the offer. */
    String action() {
        return over ? Texts.of("Open") : Texts.of("Resume");
    }
}
