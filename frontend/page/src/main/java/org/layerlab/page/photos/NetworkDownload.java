package org.layerlab.page.photos;

import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.browser.Texts;

/** How much of a network has arrived, for those whom it keeps waiting. */
public final class NetworkDownload {
    /** On most lines a network is there before anybody could read a number. */
    private static final double UNNOTICED_MS = 500;

    private static final double MEGABYTE = 1e6;

    private final double since = Clock.now();

    /**
     * What to tell.
     *
     * @param received bytes
     * @param total bytes; 0 if unknown
     * @return empty while the download has not taken long enough to notice
     */
    public String told(double received, double total) {
        if (Clock.now() - since < UNNOTICED_MS) {
            return "";
        }
        String come = NumberFormat.decimals(received / MEGABYTE, 1);
        return total > 0
                ? Texts.of("Loading the network: {0} of {1} MB", come, NumberFormat.decimals(total / MEGABYTE, 1))
                : Texts.of("Loading the network: {0} MB", come);
    }
}
