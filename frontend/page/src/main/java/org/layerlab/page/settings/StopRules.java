package org.layerlab.page.settings;

/**
 * What ends a run before its iterations are made. A rule that is 0 is off.
 *
 * @param cost ends it at the first cost that is written down and is no more than this
 * @param patience ends it when this many iterations have brought no lower cost
 * @param seconds ends it after so much time of training
 */
public record StopRules(double cost, int patience, double seconds) {
    /** A run goes to its end. */
    public static final StopRules NONE = new StopRules(0, 0, 0);
}
