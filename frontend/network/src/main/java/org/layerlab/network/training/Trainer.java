package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Examples;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.layer.WeightedLayer;
import org.layerlab.network.layer.Work;
import org.layerlab.network.matrix.FusedSteps;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Trains a network, one update a step: forward, cost, backward, update.
 *
 * <p>Everything random in a step (which examples, in which order, which units are left out) follows from the seed and
 * the iteration alone, so a run that is stopped and resumed goes on as if it had never stopped.
 */
public final class Trainer {
    /** The cost is written down every so many iterations, as in the tutorial. */
    public static final int COST_EVERY = 100;

    private static final int ORDER_STREAM = 1;
    private static final int DROPOUT_STREAM = 2;
    private static final int EXAMPLES_STREAM = 3;

    private final Network network;
    private final Examples examples;
    private final Optimizer optimizer;
    private final int batchSize;
    private final int costEvery;
    private final List<CostPoint> costs = new ArrayList<>();

    private Hyperparameters hyperparameters;
    private int iteration;
    private double lastCost = Double.NaN;
    private double costSum;
    private int costCount;

    private int[] order = {};
    private int orderOfEpoch = -1;
    private @Nullable Batch full;
    private @Nullable Batch last;

    private @Nullable Batch underWay;
    private int nextWork;
    private double costUnderWay;

    private record Batch(Matrix X, Matrix Y, Pass pass, List<Work> work) {}

    /**
     * A trainer that begins at iteration 0 with the network's parameters.
     *
     * @throws IllegalArgumentException when the examples have other features than the network takes
     */
    public Trainer(Network network, Examples examples, Hyperparameters hyperparameters) {
        this(network, examples, hyperparameters, COST_EVERY);
    }

    /**
     * A trainer that writes the cost down at another interval, for runs of few iterations.
     *
     * @param costEvery iterations from one cost point to the next, at least 1
     */
    public Trainer(Network network, Examples examples, Hyperparameters hyperparameters, int costEvery) {
        network.requireFitting(examples);
        this.network = network;
        this.examples = examples;
        this.costEvery = Math.max(1, costEvery);
        this.hyperparameters = hyperparameters;
        this.optimizer = new Optimizer(network, hyperparameters.optimizer());
        int m = examples.size();
        this.batchSize = hyperparameters.batchSize() == 0 ? m : Math.min(m, hyperparameters.batchSize());
    }

    /** What is trained. */
    public Network network() {
        return network;
    }

    /** How many updates were made. */
    public int iteration() {
        return iteration;
    }

    /** Whether all iterations that were asked for are done. */
    public boolean done() {
        return iteration >= hyperparameters.iterations();
    }

    /** How many examples an update has; the last one of an epoch may have fewer. */
    public int batchSize() {
        return batchSize;
    }

    /** How many updates show every example once. */
    public int iterationsPerEpoch() {
        return (examples.size() + batchSize - 1) / batchSize;
    }

    /** The cost before the last update, over its batch; NaN before the first. */
    public double cost() {
        return lastCost;
    }

    /**
     * The cost every {@link #COST_EVERY} iterations, or as often as was asked for. With the full batch it is exact; with smaller ones it is the mean
     * over the batches since the point before.
     */
    public List<CostPoint> costs() {
        return List.copyOf(costs);
    }

    /**
     * Those of {@link #costs} from an index on, for who has seen the others.
     *
     * @param index 0 to the number of cost points
     */
    public List<CostPoint> costsFrom(int index) {
        return List.copyOf(costs.subList(index, costs.size()));
    }

    /** How many {@link #costs} there are. */
    public int costPointCount() {
        return costs.size();
    }

    /** The last of {@link #costs}, or null before the first. */
    public @Nullable CostPoint lastCostPoint() {
        return costs.isEmpty() ? null : costs.get(costs.size() - 1);
    }

    /** The choices in force. */
    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    /** Goes on at another rate, to another number of iterations. */
    public void adjust(double learningRate, int iterations) {
        adjust(hyperparameters.with(learningRate, iterations));
    }

    /**
     * Goes on with another rate, schedule, penalty or number of iterations.
     *
     * @throws IllegalArgumentException when batch size, optimizer, dropout or seed are others: they make another run
     */
    public void adjust(Hyperparameters changed) {
        Hyperparameters h = hyperparameters;
        if (changed.batchSize() != h.batchSize()
                || changed.optimizer() != h.optimizer()
                || changed.dropout() != h.dropout()
                || changed.seed() != h.seed()) {
            throw new IllegalArgumentException("batch size, optimizer, dropout and seed cannot change during a run: "
                    + h + " would become " + changed);
        }
        hyperparameters = changed;
    }

    /**
     * What the next update will compute.
     *
     * @param X shape (n_0, m), its examples
     * @param pass Z, A and dZ of every layer; the gradients dW and db stay with the network
     * @param cost before the update
     * @param rate that the schedule gives it
     */
    public record Trial(Matrix X, Matrix Y, Pass pass, double cost, double rate) {}

    /**
     * Goes forward and backward over the next update's examples and leaves all as it is, once an update under
     * way is complete: {@link #step} afterwards does
     * the same once more, and the update. What it gives is good until the next call of anything here.
     */
    public Trial trial() {
        if (underWay != null) {
            step();
        }
        Batch batch = nextBatch();
        double cost = gradients(batch);
        return new Trial(batch.X(), batch.Y(), batch.pass(), cost, rate());
    }

    /** What the optimizer remembers, for a checkpoint. */
    public List<Parameters> optimizerState() {
        return optimizer.state();
    }

    /**
     * Costs that were seen since the last of {@link #costs} and will be averaged into the next.
     *
     * @param sum of the costs
     * @param count how many they are
     */
    public record OpenCosts(double sum, int count) {
        /** None yet. */
        public static final OpenCosts NONE = new OpenCosts(0, 0);
    }

    /** What the next of {@link #costs} has of its average already, for a checkpoint. */
    public OpenCosts openCosts() {
        return new OpenCosts(costSum, costCount);
    }

    /** {@link #resume(int, List, List, OpenCosts)} from where no costs are open. */
    public void resume(int atIteration, List<Parameters> optimizerState, List<CostPoint> pastCosts) {
        resume(atIteration, optimizerState, pastCosts, OpenCosts.NONE);
    }

    /**
     * Takes up a run where it stopped; the network is given its parameters separately.
     *
     * @param optimizerState as {@link #optimizerState} gave it
     * @param pastCosts the cost history up to there
     * @param open as {@link #openCosts} gave it
     */
    public void resume(int atIteration, List<Parameters> optimizerState, List<CostPoint> pastCosts, OpenCosts open) {
        resume(atIteration, optimizerState, pastCosts, open, Double.NaN);
    }

    /** The same with the cost before the last update, as {@link #cost} gave it. */
    void resume(
            int atIteration, List<Parameters> optimizerState, List<CostPoint> pastCosts, OpenCosts open, double cost) {
        optimizer.restore(optimizerState);
        underWay = null;
        iteration = atIteration;
        costs.clear();
        costs.addAll(pastCosts);
        costSum = open.sum();
        costCount = open.count();
        lastCost = cost;
    }

    /**
     * Some updates, as many as go well in one call: several where the kernels can fuse them, else one. No more than are
     * left of the iterations asked for, and never past the next cost point.
     *
     * @param atMost how many updates at most, at least 1
     * @return how many were made; 0 when all are done
     */
    public int steps(int atMost) {
        int left = hyperparameters.iterations() - iteration;
        if (left <= 0) {
            return 0;
        }
        if (underWay != null) {
            step();
            return 1;
        }
        // The cost that a fused call gives is that of its last iteration.
        int untilCost = (costEvery - iteration % costEvery) % costEvery + 1;
        int count = Math.min(Math.min(atMost, left), untilCost);
        if (count == 1 || !(network.kernels() instanceof FusedSteps fused) || !fusible()) {
            step();
            return 1;
        }
        Batch batch = nextBatch();
        batch.pass().mode = Pass.Mode.PREDICTING;
        double cost = fused.descend(
                network.fused(batch.pass()),
                batch.X(),
                batch.Y(),
                count,
                hyperparameters.learningRate(),
                hyperparameters.l1(),
                hyperparameters.l2());
        iteration += count - 1;
        writeCostDown(cost / batch.pass().m());
        iteration++;
        return count;
    }

    /**
     * Whether all updates do the same with the same examples. One example alone is not worth it, and kernels may multiply
     * a single column in an order of its own.
     */
    private boolean fusible() {
        return network.architecture().isDense()
                && batchSize > 1
                && batchSize == examples.size()
                && examples.fixed()
                && hyperparameters.optimizer() == OptimizerKind.SGD
                && hyperparameters.schedule() == Schedule.CONSTANT
                && hyperparameters.dropout() == 0;
    }

    /** One update, or the rest of the one under way. */
    public void step() {
        while (!advance(Double.POSITIVE_INFINITY)) {
            // Goes on.
        }
    }

    /**
     * Goes on with the update under way, or begins the next: for networks that take long over one, so that whoever
     * trains can do something else in between. Until the update is complete the parameters may be those of before, of
     * after, or some of each.
     *
     * @param flops about how many floating-point operations to do now
     * @return whether an update was completed
     */
    public boolean advance(double flops) {
        Batch batch = underWay;
        if (batch == null) {
            batch = nextBatch();
            batch.pass().mode = nextMode();
            batch.work().forEach(Work::reset);
            underWay = batch;
            nextWork = 0;
        }
        for (double left = flops; left > 0 && nextWork < batch.work().size(); ) {
            Work work = batch.work().get(nextWork);
            left -= work.advance(left);
            if (work.finished()) {
                nextWork++;
            }
        }
        if (nextWork < batch.work().size()) {
            return false;
        }
        underWay = null;
        writeCostDown(costUnderWay);
        iteration++;
        return true;
    }

    /** Whether an update is under way, which {@link #step} would complete. */
    public boolean underWay() {
        return underWay != null;
    }

    /** Forgets the update under way; what it did to the parameters stays. */
    public void abandon() {
        underWay = null;
    }

    /** About how many floating-point operations an update takes: the products with W, of which there are three a layer. */
    public double flopsOfStep() {
        double flops = 0;
        for (WeightedLayer layer : network.weighted()) {
            flops += 3 * layer.flops(batchSize);
        }
        return flops;
    }

    private Pass.Mode nextMode() {
        return new Pass.Mode(true, 1 - hyperparameters.dropout(), seedOf(DROPOUT_STREAM, iteration));
    }

    private double rate() {
        return hyperparameters.schedule().rate(hyperparameters.learningRate(), iteration, hyperparameters.iterations());
    }

    /** An update in pieces: forward, cost, backward, update. */
    private List<Work> work(Matrix X, Matrix Y, Pass pass) {
        List<Work> work = new ArrayList<>(network.forwardWork(X, pass));
        work.add(Work.whole(() -> costUnderWay = network.cost(pass, Y)));
        work.addAll(network.backwardWork(X, Y, pass));
        // Now, so that a rate that was changed during the update counts.
        work.add(Work.whole(() -> optimizer.begin(hyperparameters, rate(), iteration + 1)));
        work.addAll(optimizer.work(X, pass));
        return work;
    }

    /** Forward, cost, backward; the cost. */
    private double gradients(Batch batch) {
        Pass pass = batch.pass();
        pass.mode = nextMode();
        network.forward(batch.X(), pass);
        double cost = network.cost(pass, batch.Y());
        network.backward(batch.X(), batch.Y(), pass);
        return cost;
    }

    /** Gives back all room but the network's. */
    public void release() {
        optimizer.release();
        release(full);
        release(last);
        underWay = null;
        full = null;
        last = null;
    }

    private void writeCostDown(double cost) {
        lastCost = cost;
        costSum += cost;
        costCount++;
        if (iteration % costEvery == 0) {
            costs.add(new CostPoint(iteration, costSum / costCount));
        }
        if (iteration % costEvery == 0 || batchSize == examples.size()) {
            costSum = 0;
            costCount = 0;
        }
    }

    private Batch nextBatch() {
        int perEpoch = iterationsPerEpoch();
        int epoch = iteration / perEpoch;
        int from = iteration % perEpoch * batchSize;
        int m = Math.min(batchSize, examples.size() - from);
        Batch batch = m == batchSize ? full : last;
        boolean fresh = batch == null;
        if (batch == null) {
            Kernels kernels = network.kernels();
            Matrix X = kernels.create(examples.features(), m);
            Matrix Y = kernels.create(network.architecture().outputs(), m);
            Pass pass = network.pass(m);
            batch = new Batch(X, Y, pass, work(X, Y, pass));
            if (m == batchSize) {
                full = batch;
            } else {
                last = batch;
            }
        }
        boolean alwaysTheSame = batchSize == examples.size() && examples.fixed();
        if (fresh && !alwaysTheSame) {
            examples.announce(network.kernels());
        }
        if (fresh || !alwaysTheSame) {
            examples.fill(
                    orderOf(epoch), from, seedOf(EXAMPLES_STREAM, iteration), network.kernels(), batch.X(), batch.Y());
        }
        return batch;
    }

    /** The full batch keeps the order of the examples, as the tutorial does; smaller ones are drawn anew each epoch. */
    private int[] orderOf(int epoch) {
        int m = examples.size();
        if (batchSize == m) {
            if (order.length != m) {
                order = new int[m];
                for (int i = 0; i < m; i++) {
                    order[i] = i;
                }
            }
        } else if (orderOfEpoch != epoch) {
            order = new NumpyRandom(seedOf(ORDER_STREAM, epoch) & 0xffffffffL).permutation(m);
            orderOfEpoch = epoch;
        }
        return order;
    }

    private int seedOf(int stream, int position) {
        return HashRandom.seed(HashRandom.seed((int) hyperparameters.seed(), stream), position);
    }

    private void release(@Nullable Batch batch) {
        if (batch != null) {
            network.kernels().release(batch.X());
            network.kernels().release(batch.Y());
            batch.pass().release();
        }
    }
}
