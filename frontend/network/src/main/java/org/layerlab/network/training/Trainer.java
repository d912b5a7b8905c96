package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.Examples;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.layer.Pass;
import org.layerlab.network.layer.Work;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Matrix;

/**
 * Trains a network, one update a step: forward, cost, backward, update.
 *
 * <p>Everything random in a step (which examples, in which order, which units are left out) follows from the seed and
 * the iteration alone, so a resumed run continues as if it had never stopped.
 */
public final class Trainer {
    /** Iterations from one cost point to the next, as in the tutorial. */
    public static final int COST_EVERY = 100;

    private final Network network;
    private final Batches batches;
    private final Optimizer optimizer;
    private final CostHistory costs;
    private final LateCosts late;
    private final FusedDescent fused;

    private Hyperparameters hyperparameters;
    private int iteration;

    private Batches.@Nullable Batch underWay;
    private int nextWork;
    private WeightAverage average = new WeightAverage(0);

    /**
     * A trainer that begins at iteration 0 with the network's parameters.
     *
     * @throws IllegalArgumentException when the examples have other features than the network takes
     */
    public Trainer(Network network, Examples examples, Hyperparameters hyperparameters) {
        this(network, examples, hyperparameters, COST_EVERY);
    }

    /**
     * A trainer with another interval between cost points, for runs of few iterations.
     *
     * @param costEvery iterations from one cost point to the next, at least 1
     */
    public Trainer(Network network, Examples examples, Hyperparameters hyperparameters, int costEvery) {
        this(
                network,
                examples,
                hyperparameters,
                costEvery,
                hyperparameters.optimizer().create(network.kernels(), network.trained()),
                new Batches(network, examples, hyperparameters.batchSize(), hyperparameters.seed()),
                true);
    }

    /**
     * A trainer by other rules.
     *
     * @param fuses whether the kernels' fused updates do what this optimizer and this network's cost ask for
     */
    Trainer(
            Network network,
            Examples examples,
            Hyperparameters hyperparameters,
            int costEvery,
            Optimizer optimizer,
            Batches batches,
            boolean fuses) {
        network.requireFitting(examples);
        this.network = network;
        this.hyperparameters = hyperparameters;
        this.optimizer = optimizer;
        this.batches = batches;
        fused = new FusedDescent(network, batches, fuses);
        batches.plan(this::work);
        costs = new CostHistory(costEvery, batches.isFull());
        late = new LateCosts(costs);
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
        return batches.size();
    }

    /** How many updates show every example once. */
    public int iterationsPerEpoch() {
        return batches.perEpoch();
    }

    /** The cost before the last update whose cost is known, over its batch; NaN before the first. */
    public double cost() {
        return costs.last();
    }

    /**
     * Whether training has come to nothing, asked after an update: its cost is NaN, as all later ones would be. An
     * infinite cost is that of a certain and wrong answer, which training may unlearn; the playground says both are broken.
     */
    public boolean diverged() {
        return Double.isNaN(cost());
    }

    /**
     * The cost every {@link #COST_EVERY} iterations, or as often as was asked for. With the full batch it is exact; with smaller ones it is the mean
     * over the batches since the point before.
     */
    public List<CostPoint> costs() {
        return costs.from(0);
    }

    /** Those of {@link #costs} from an index on, 0 to their number. */
    public List<CostPoint> costsFrom(int index) {
        return costs.from(index);
    }

    /** How many {@link #costs} there are. */
    public int costPointCount() {
        return costs.size();
    }

    /** The last of {@link #costs}, or null before the first. */
    public @Nullable CostPoint lastCostPoint() {
        return costs.lastPoint();
    }

    /** How many updates were made whose costs are not known yet: 0 with kernels that answer at once. */
    int costsOutstanding() {
        return late.outstanding();
    }

    /** The hyperparameters in force. */
    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    /** Continues at another learning rate, to another number of iterations. */
    public void adjust(double learningRate, int iterations) {
        adjust(hyperparameters.with(learningRate, iterations));
    }

    /**
     * Continues with another learning rate, momentum, schedule, regularization or number of iterations.
     *
     * @throws IllegalArgumentException when batch size, optimizer, dropout or seed are others: they make another run
     */
    public void adjust(Hyperparameters changed) {
        hyperparameters.requireSameRun(changed);
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
     * Completes an update under way, then goes forward and backward over the next update's examples and changes no
     * parameter; {@link #step} repeats that and makes the update. The result is valid until the next call of any method.
     * Needs kernels that answer at once.
     */
    public Trial trial() {
        if (underWay != null) {
            step();
        }
        Batches.Batch batch = batches.of(iteration);
        Pass pass = batch.pass();
        pass.mode = batches.mode(iteration, hyperparameters.dropout());
        network.forward(batch.X(), pass);
        double cost = network.cost(pass, batch.Y());
        network.backward(batch.X(), batch.Y(), pass);
        return new Trial(batch.X(), batch.Y(), pass, cost, hyperparameters.rate(iteration));
    }

    /**
     * Keeps a running mean of the parameters from now on.
     *
     * @param keeps the share of itself that it keeps in an update, below 1; 0 keeps no mean
     * @throws IllegalArgumentException when it is to be kept, but reading the parameters after each update is impossible
     */
    public void averageWeights(double keeps) {
        if (keeps > 0 && !network.kernels().answersAtOnce()) {
            throw new IllegalArgumentException("a mean of the weights needs kernels that answer at once");
        }
        average = new WeightAverage(keeps);
    }

    /** The running mean of the parameters. */
    public WeightAverage average() {
        return average;
    }

    /**
     * Brings the parameters and the optimizer's moments to where they can be read. When {@code then} is run, the network's
     * parameters, {@link #optimizerState}, {@link #costs}, {@link #cost} and {@link #openCosts} are those of one moment.
     *
     * @param then is run when all is there, as {@link Kernels#fetch} says; until then no update may be under way
     */
    public void fetch(Runnable then) {
        List<Matrix> matrices = new ArrayList<>(network.matrices());
        matrices.addAll(optimizer.matrices());
        network.kernels().fetch(matrices, then);
    }

    /** The optimizer's moments, for a checkpoint. */
    public List<Parameters> optimizerState() {
        return hyperparameters.optimizer().moments() == 0 ? List.of() : optimizer.state(network.parameters());
    }

    /** The costs that the next cost point will average in, for a checkpoint. */
    public OpenCosts openCosts() {
        return costs.open();
    }

    /** All that the run continues from; with kernels that answer late once {@link #fetch} has brought it. */
    public TrainerState state() {
        return new TrainerState(iteration, network.parameters(), optimizerState(), costs(), openCosts(), cost());
    }

    /** Continues from a state of this run, network included. */
    public void resume(TrainerState state) {
        network.set(state.parameters());
        resume(state.iteration(), state.moments(), state.costs(), state.open(), state.cost());
    }

    /**
     * Continues a run where it stopped; the network gets its parameters separately.
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
        late.forget();
        costs.resume(pastCosts, open, cost);
    }

    /**
     * Makes several updates where the kernels can fuse them, else one; at most as many as are left, and never past the
     * next cost point.
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
        int count = Math.min(Math.min(atMost, left), costs.untilPoint(iteration));
        if (count == 1 || average.isKept() || !fused.suits(hyperparameters)) {
            step();
            return 1;
        }
        double cost = fused.descend(iteration, count, hyperparameters);
        iteration += count - 1;
        costs.add(iteration, cost);
        iteration++;
        return count;
    }

    /** One update, or the rest of the one under way. */
    public void step() {
        while (!advance(Double.POSITIVE_INFINITY)) {
            // Until the update is complete.
        }
    }

    /**
     * Continues the update under way, or begins the next: for networks whose updates take long, so that the
     * caller can do something else in between. Until the update is complete the parameters may be those of before, of
     * after, or some of each.
     *
     * @param flops about how many floating-point operations to do now
     * @return whether an update was completed
     */
    public boolean advance(double flops) {
        Batches.Batch batch = underWay;
        if (batch == null) {
            batch = batches.of(iteration);
            batch.pass().mode = batches.mode(iteration, hyperparameters.dropout());
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
        late.complete(iteration);
        iteration++;
        if (average.isKept()) {
            average.add(network.parameters(), iteration);
        }
        return true;
    }

    /** Whether an update is under way, which {@link #step} would complete. */
    public boolean underWay() {
        return underWay != null;
    }

    /** Drops the update under way, and its cost; what it did to the parameters stays. */
    public void abandon() {
        underWay = null;
    }

    /** About how many floating-point operations an update takes: three products with W in each layer. */
    public double flopsOfStep() {
        return 3 * network.flops(batches.size());
    }

    private Step nextStep() {
        Hyperparameters h = hyperparameters;
        return new Step(h.rate(iteration), h.momentum(), h.l1(), h.l2(), iteration + 1);
    }

    /** An update in pieces: forward, cost, backward, update. */
    private List<Work> work(Matrix X, Matrix Y, Pass pass) {
        List<Work> work = new ArrayList<>(network.forwardWork(X, pass));
        work.add(Work.whole(() -> network.cost(pass, Y, late.ask())));
        work.addAll(network.backwardWork(X, Y, pass));
        // Now, so that a rate that was changed during the update counts.
        work.add(Work.whole(() -> optimizer.begin(nextStep())));
        work.addAll(network.updateWork(X, pass, optimizer));
        return work;
    }

    /** Releases all storage but the network's. */
    public void release() {
        optimizer.release();
        batches.release();
        underWay = null;
    }
}
