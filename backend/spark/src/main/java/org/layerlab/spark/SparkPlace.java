package org.layerlab.spark;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.layerlab.backend.sweep.Measured;
import org.layerlab.backend.sweep.Trial;
import org.layerlab.backend.sweep.TrialPlace;
import org.layerlab.backend.sweep.TrialWork;

/**
 * The executors of a Spark application: each run is a job of one task, which Spark repeats elsewhere when its executor is
 * lost. A run depends only on its settings, so the second attempt gives the same figures as the first.
 *
 * @param work sent to each executor once
 */
record SparkPlace(JavaSparkContext context, Broadcast<TrialWork> work, int parallel) implements TrialPlace {
    private static final int LOOK_MILLIS = 100;

    /** A task. */
    private record Run(Broadcast<TrialWork> work, boolean onTest) implements Function<Trial, Measured> {
        private static final long serialVersionUID = 1;

        @Override
        public Measured call(Trial trial) {
            TaskContext task = TaskContext.get();
            return work.value().measure(trial, onTest, task::isInterrupted);
        }
    }

    @Override
    public Measured measure(Trial trial, boolean onTest, BooleanSupplier stop) throws PlaceException {
        JavaFutureAction<List<Measured>> future = submit(trial, onTest);
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).get(0);
            } catch (TimeoutException e) {
                if (stop.getAsBoolean()) {
                    future.cancel(true);
                    throw new CancellationException();
                }
            } catch (InterruptedException e) {
                future.cancel(true);
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException e) {
                throw failed(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private JavaFutureAction<List<Measured>> submit(Trial trial, boolean onTest) throws PlaceException {
        try {
            return context.parallelize(List.of(trial), 1)
                    .map(new Run(work, onTest))
                    .collectAsync();
        } catch (RuntimeException e) {
            // For example, when Spark has been stopped meanwhile.
            throw failed(e);
        }
    }

    private static PlaceException failed(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return new PlaceException(
                "Spark failed to make a run: " + message.lines().findFirst().orElse(message), cause);
    }

    @Override
    public void close() {
        try {
            work.destroy();
        } catch (RuntimeException e) {
            // Spark has been stopped already, and its copies with it.
            return;
        }
    }
}
