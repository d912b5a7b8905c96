package org.layerlab.page.lab.worker;

import java.util.Arrays;
import org.layerlab.page.browser.Clock;

/** What is measured again and again. */
interface Work {
    int MEASUREMENTS = 5;
    double WARM_UP_MS = 250;
    double MEASUREMENT_MS = 180;

    /** Does some of it; gives how much was done. */
    double run();

    /** The median rate of some work, in what it counts a second. */
    static double rate(Work work) {
        double start = Clock.now();
        do {
            work.run();
        } while (Clock.now() - start < WARM_UP_MS);
        double[] rates = new double[MEASUREMENTS];
        for (int i = 0; i < MEASUREMENTS; i++) {
            double count = 0;
            double begin = Clock.now();
            double elapsed;
            do {
                count += work.run();
                elapsed = Clock.now() - begin;
            } while (elapsed < MEASUREMENT_MS);
            rates[i] = 1000 * count / elapsed;
        }
        Arrays.sort(rates);
        return rates[MEASUREMENTS / 2];
    }
}
