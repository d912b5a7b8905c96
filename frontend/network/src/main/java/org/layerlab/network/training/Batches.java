package org.layerlab.network.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Examples;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Mode;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.layer.Work;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * The examples of each update, in matrices that are allocated once for a batch size. Which examples, and in which
 * order, follows from the seed and the iteration alone.
 */
class Batches {
    private static final int ORDER_STREAM = 1;
    private static final int DROPOUT_STREAM = 2;
    private static final int EXAMPLES_STREAM = 3;

    private final Network network;
    final Examples examples;
    final int size;
    private final int seed;

    private int[] order = {};
    private int orderOfEpoch = -1;
    private Planner planner = (X, Y, pass) -> List.of();
    private @Nullable Batch full;
    private @Nullable Batch last;

    /** One batch: shapes (n_0, m) and (outputs, m), room for the way through the network, and an update in pieces. */
    record Batch(Matrix X, Matrix Y, Pass pass, List<Work> work) {}

    /** Plans the updates with a batch. */
    interface Planner {
        /** An update in pieces; X and Y will be filled before each. */
        List<Work> work(Matrix X, Matrix Y, Pass pass);
    }

    /**
     * Batches of examples for a network.
     *
     * @param batchSize 0 for all examples
     */
    Batches(Network network, Examples examples, int batchSize, long seed) {
        this.network = network;
        this.examples = examples;
        this.seed = (int) seed;
        int m = examples.size();
        size = batchSize == 0 ? m : Math.min(m, batchSize);
    }

    /** What plans the updates, asked once for each batch size. */
    void plan(Planner updates) {
        planner = updates;
    }

    /** How many examples a batch has; the last one of an epoch may have fewer. */
    int size() {
        return size;
    }

    /** Whether each batch has all examples. */
    boolean isFull() {
        return size == examples.size();
    }

    /** Whether all batches are the same. */
    boolean allTheSame() {
        return isFull() && examples.fixed();
    }

    /** How many batches show every example once. */
    int perEpoch() {
        return (examples.size() + size - 1) / size;
    }

    /** The batch of an iteration; good until the next call. */
    Batch of(int iteration) {
        int epoch = iteration / perEpoch();
        int from = from(iteration);
        int m = count(iteration);
        Batch batch = m == size ? full : last;
        boolean fresh = batch == null;
        if (batch == null) {
            batch = allocate(m);
        }
        if (fresh && !allTheSame()) {
            examples.announce(network.kernels());
        }
        if (fresh || !allTheSame()) {
            examples.fill(
                    orderOf(epoch), from, seedOf(EXAMPLES_STREAM, iteration), network.kernels(), batch.X(), batch.Y());
        }
        return batch;
    }

    /** Where the batch of an iteration begins in the order of its epoch. */
    int from(int iteration) {
        return iteration % perEpoch() * size;
    }

    /** How many examples the batch of an iteration has. */
    int count(int iteration) {
        return Math.min(size, examples.size() - from(iteration));
    }

    private Batch allocate(int m) {
        Kernels kernels = network.kernels();
        Matrix X = kernels.create(examples.features(), m);
        Matrix Y = kernels.create(network.architecture().outputs(), m);
        Pass pass = network.pass(m);
        Batch batch = new Batch(X, Y, pass, planner.work(X, Y, pass));
        if (m == size) {
            full = batch;
        } else {
            last = batch;
        }
        return batch;
    }

    /** The full batch keeps the order of the examples, as the tutorial does; smaller ones are drawn for each epoch. */
    private int[] orderOf(int epoch) {
        if (isFull()) {
            if (order.length == 0) {
                order = beginningAt(0);
            }
        } else if (orderOfEpoch != epoch) {
            order = order(epoch);
            orderOfEpoch = epoch;
        }
        return order;
    }

    /** The order of an epoch's examples. */
    int[] order(int epoch) {
        return new NumpyRandom(seedOf(ORDER_STREAM, epoch) & 0xffffffffL).permutation(examples.size());
    }

    /** All examples in their order, from this one on. */
    final int[] beginningAt(int first) {
        int[] all = new int[examples.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = (first + i) % all.length;
        }
        return all;
    }

    /** How an iteration goes forward, with this share of the hidden units left out. */
    final Mode mode(int iteration, double dropout) {
        return new Mode(true, 1 - dropout, seedOf(DROPOUT_STREAM, iteration));
    }

    /** A seed for one of several streams of random numbers at a position. */
    int seedOf(int stream, int position) {
        return HashRandom.seed(HashRandom.seed(seed, stream), position);
    }

    /** Gives the storage back. */
    void release() {
        release(full);
        release(last);
        full = null;
        last = null;
    }

    private void release(@Nullable Batch batch) {
        if (batch != null) {
            network.kernels().release(batch.X());
            network.kernels().release(batch.Y());
            batch.pass().release();
        }
    }
}
