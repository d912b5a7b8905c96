package org.layerlab.network.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost points of a run, one every {@code every} iterations. With the full batch a point is the cost of its iteration;
 * with smaller batches it is the mean over the updates since the point before.
 */
final class CostHistory {
    private final int every;
    private final boolean fullBatch;
    private final List<CostPoint> points = new ArrayList<>();
    private double last = Double.NaN;
    private double sum;
    private int count;

    /**
     * An empty history.
     *
     * @param every iterations from one point to the next, at least 1
     * @param fullBatch whether each update sees all examples
     * @throws IllegalArgumentException when {@code every} is less
     */
    CostHistory(int every, boolean fullBatch) {
        if (every < 1) {
            throw new IllegalArgumentException("a cost point comes every 1 or more iterations, not every " + every);
        }
        this.every = every;
        this.fullBatch = fullBatch;
    }

    /** Adds the cost before the update of an iteration. */
    void add(int iteration, double cost) {
        last = cost;
        sum += cost;
        count++;
        if (iteration % every == 0) {
            points.add(new CostPoint(iteration, sum / count));
        }
        if (iteration % every == 0 || fullBatch) {
            sum = 0;
            count = 0;
        }
    }

    /** How many updates there are from this iteration up to the next point, itself included. */
    int untilPoint(int iteration) {
        return (every - iteration % every) % every + 1;
    }

    /** The points from an index on, 0 to their number; a copy. */
    List<CostPoint> from(int index) {
        return List.copyOf(points.subList(index, points.size()));
    }

    /** How many points there are. */
    int size() {
        return points.size();
    }

    /** The last point, or null before the first. */
    @Nullable
    CostPoint lastPoint() {
        return points.isEmpty() ? null : points.get(points.size() - 1);
    }

    /** The last cost that was added; NaN before the first. */
    double last() {
        return last;
    }

    /** What the next point has of its average already. */
    OpenCosts open() {
        return new OpenCosts(sum, count);
    }

    /** Takes up another history. */
    void resume(List<CostPoint> past, OpenCosts open, double cost) {
        points.clear();
        points.addAll(past);
        sum = open.sum();
        count = open.count();
        last = cost;
    }
}
