package org.layerlab.network.training;

import org.layerlab.network.layer.Trained;

/**
 * What one update goes by.
 *
 * @param rate the learning rate that the schedule gives this update
 * @param momentum share of the past steps that stays
 * @param weightL1 factor of sign(W) added to dW of penalized matrices
 * @param weightL2 factor of W added to dW of penalized matrices
 * @param t the number of this update, from 1
 */
record Step(double rate, double momentum, double weightL1, double weightL2, int t) {
    /** The factor of sign(W) for this matrix; 0 where it is not penalized. */
    double l1(Trained trained) {
        return trained.penalized() ? weightL1 : 0;
    }

    /** The factor of W for this matrix; 0 where it is not penalized. */
    double l2(Trained trained) {
        return trained.penalized() ? weightL2 : 0;
    }
}
