package org.layerlab.network.matrix;

import java.util.List;

/**
 * An optional capability of {@link Kernels}: many iterations of full-batch gradient descent in one call. In a small
 * network a call into a kernel takes longer than its work.
 */
public interface FusedSteps {
    /**
     * One layer with all that an iteration writes: {@code Z = W·A_prev + b, A = g(Z)} and the gradients by each.
     *
     * @param W shape (n, inputs), as dW
     * @param b shape (n, 1), as db
     * @param Z shape (n, m), as A and dZ
     */
    record Dense(Activation activation, Matrix W, Matrix b, Matrix dW, Matrix db, Matrix Z, Matrix A, Matrix dZ) {}

    /**
     * Makes {@code iterations} updates of all W and b as forward, backward and {@link Kernels#descend} would one by
     * one, to the last bit; the output is a sigmoid's with the cross-entropy cost.
     *
     * @param layers from the input on; what the last iteration computed stays in them, but for Z where A tells all that is
     *     needed of it
     * @param X shape (inputs, m); not modified
     * @param Y shape (1, m), each 0 or 1; not modified
     * @param iterations at least 1
     * @return the summed cross-entropy before the last of the updates
     */
    double descend(List<Dense> layers, Matrix X, Matrix Y, int iterations, double rate, double l1, double l2);
}
