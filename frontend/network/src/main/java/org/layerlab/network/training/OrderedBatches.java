package org.layerlab.network.training;

import org.layerlab.network.data.Examples;
import org.layerlab.network.layer.Network;

/**
 * TensorFlow Playground's batches: the examples in their own order in every epoch. What is left over at an epoch's end
 * goes into the first batch of the next, which is that much larger.
 */
final class OrderedBatches extends Batches {
    private final int left;

    OrderedBatches(Network network, Examples examples, int batchSize, long seed) {
        super(network, examples, batchSize, seed);
        left = examples.size() % size;
    }

    @Override
    int perEpoch() {
        return examples.size() / size;
    }

    @Override
    int from(int iteration) {
        int inEpoch = iteration % perEpoch();
        return inEpoch * size + (iteration < perEpoch() || inEpoch == 0 ? 0 : left);
    }

    @Override
    int count(int iteration) {
        return size + (iteration >= perEpoch() && iteration % perEpoch() == 0 ? left : 0);
    }

    @Override
    int[] order(int epoch) {
        return beginningAt(epoch == 0 ? 0 : examples.size() - left);
    }
}
