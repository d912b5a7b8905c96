package org.layerlab.speed.peers;

/** A contestant whose speed can be measured. */
@FunctionalInterface
interface Rates {
    /**
     * The rate of a figure over some time, in the figure's unit per second.
     *
     * @param milliseconds the shortest time to measure, after the warm-up
     * @throws MeasurementException when it cannot be measured
     */
    double measure(String figure, int milliseconds) throws MeasurementException;
}
