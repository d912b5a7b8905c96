package org.layerlab.speed.peers;

/** Someone whose speed can be measured. */
@FunctionalInterface
interface Rates {
    /**
     * The rate at a figure over some time, in what the figure counts a second.
     *
     * @param milliseconds how long at least, after the warm-up
     * @throws MeasurementException when it cannot be had
     */
    double measure(String figure, int milliseconds) throws MeasurementException;
}
