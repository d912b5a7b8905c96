package org.layerlab.network.training;

import org.layerlab.network.layer.Mode;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.FusedSteps;

/**
 * Several updates in one call of the kernels, for training that is simple enough. It bypasses the optimizer: what
 * changes an update has to be in {@link FusedSteps} too, or refused by {@link #suits}.
 *
 * @param allowed whether the kernels' fused updates do what the trainer's optimizer and the network's cost ask for
 */
record FusedDescent(Network network, Batches batches, boolean allowed) {
    /**
     * Whether the kernels can fuse updates, and all of them do the same with the same examples. One example alone is not
     * worth it, and kernels may multiply a single column in an order of its own.
     */
    boolean suits(Hyperparameters h) {
        return allowed
                && network.kernels() instanceof FusedSteps
                && network.architecture().isDense()
                && !network.architecture().isRegression()
                && batches.size() > 1
                && batches.allTheSame()
                && h.isPlainDescent();
    }

    /**
     * Makes updates that {@link #suits suit} it.
     *
     * @param iteration of the first
     * @param count how many
     * @return the cost before the last
     */
    double descend(int iteration, int count, Hyperparameters h) {
        if (!(network.kernels() instanceof FusedSteps fused)) {
            throw new IllegalStateException("kernels that fuse no updates");
        }
        Batches.Batch batch = batches.of(iteration);
        batch.pass().mode = Mode.PREDICTING;
        double cost = fused.descend(
                network.fused(batch.pass()), batch.X(), batch.Y(), count, h.learningRate(), h.l1(), h.l2());
        return cost / batch.pass().m();
    }
}
