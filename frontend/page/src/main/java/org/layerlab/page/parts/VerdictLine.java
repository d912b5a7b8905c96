package org.layerlab.page.parts;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.browser.Dom;
import org.layerlab.page.browser.Texts;

/**
 * A verdict on the page: its word, one number, a sentence and a bar.
 *
 * @param prefix of the ids of its four elements
 */
public record VerdictLine(String prefix) {
    /**
     * Shows what a network says.
     *
     * @param dog the probability of a dog, 0 to 1
     * @param found how much the network's filters found in the photo; see {@link Calibration}
     */
    public void show(@Nullable Calibration calibration, double dog, double found) {
        String verdict = VerdictText.verdict(calibration, dog, found);
        text("verdict", Texts.said(verdict), verdict);
        Dom.text(prefix + "verdict-note", VerdictText.note(calibration, dog, found));
        // Without a probability, the marker goes back to the middle.
        Dom.setStyle(
                Dom.byId(prefix + "probability-bar"),
                "--probability",
                Double.isNaN(dog) ? "" : String.valueOf(VerdictText.probability(calibration, dog)));
        text("probability", VerdictText.figure(calibration, dog, found), String.valueOf(dog));
    }

    /** Shows that there is none, and what to do. */
    public void clear(String note) {
        text("verdict", "", "");
        Dom.text(prefix + "verdict-note", note);
        text("probability", "–", "");
    }

    private void text(String id, String text, String value) {
        Dom.text(prefix + id, text);
        Dom.byId(prefix + id).setAttribute("data-value", value);
    }
}
