package org.layerlab.page.settings;

/**
 * What ends a run before its iterations are made. A rule that is 0 is off.
 *
 * @param cost ends it at the first logged cost that is no higher than this
 * @param patience ends it when the cost has not fallen by 0.01 % in this many iterations
 * @param seconds ends it after this much time of training
 */
public record StopRules(double cost, int patience, double seconds) {
    /** A run goes to its end. */
    public static final StopRules NONE = new StopRules(0, 0, 0);
}
