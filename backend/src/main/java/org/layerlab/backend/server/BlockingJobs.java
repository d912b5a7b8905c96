package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Work that blocks, on threads of its own behind a bounded queue. A full queue answers 503; a client with too many jobs
 * in it gets 429; a job whose clients have all gone leaves the queue before it starts. So no client's requests pile up, and
 * abandoned ones cost nothing. Safe for use by several threads.
 */
final class BlockingJobs implements AutoCloseable {
    private final Vertx vertx;
    private final Bounds bounds;
    private final ThreadPoolExecutor threads;
    // Guarded by this.
    private final Map<String, Job<?>> shared = new HashMap<>();
    private final Map<String, Integer> jobsOfClients = new HashMap<>();

    /**
     * How much work of a kind there may be.
     *
     * @param name of the threads
     * @param threads how many jobs run at once
     * @param waiting how many more may wait
     * @param perClient how many of them, running or waiting, one client may have asked for
     */
    record Bounds(String name, int threads, int waiting, int perClient) {}

    BlockingJobs(Vertx vertx, Bounds bounds) {
        this.vertx = vertx;
        this.bounds = bounds;
        this.threads = new ThreadPoolExecutor(
                bounds.threads,
                bounds.threads,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(bounds.waiting),
                task -> {
                    Thread thread = new Thread(task, "layerlab-" + bounds.name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** One job, and who waits for it. */
    private final class Job<T> implements Runnable {
        private final String key;
        private final String client;
        private final Callable<T> work;
        private final Promise<T> promise = Promise.promise();
        // Guarded by the queue.
        private int waiters;

        Job(String key, String client, Callable<T> work) {
            this.key = key;
            this.client = client;
            this.work = work;
        }

        @Override
        public void run() {
            T result = null;
            Throwable failure = null;
            try {
                result = work.call();
            } catch (Exception e) {
                failure = e;
            } catch (Error e) {
                failure = e;
                throw e;
            } finally {
                forget(this);
                if (failure == null) {
                    promise.complete(result);
                } else {
                    promise.fail(failure);
                }
            }
        }
    }

    /** Runs a job for the client of this request; the future completes on the request's event loop. */
    <T> Future<T> run(RoutingContext ctx, Callable<T> work) {
        return run(ctx, "", work);
    }

    /**
     * Runs a job, or joins the one with this key that waits or runs already.
     *
     * @param key names what the job makes, which has the same type for all jobs of this key; empty for a job of its own
     */
    <T> Future<T> run(RoutingContext ctx, String key, Callable<T> work) {
        if (ctx.response().closed() || ctx.response().ended()) {
            return Future.failedFuture(clientGone());
        }
        Job<T> job;
        try {
            job = join(key, Forwarding.client(ctx), work);
        } catch (HttpProblem e) {
            return Future.failedFuture(e);
        }
        ctx.addEndHandler(end -> leave(job));
        return OwnContext.of(vertx, job.promise.future());
    }

    /** Whether a job with this key waits or runs. */
    synchronized boolean has(String key) {
        return shared.containsKey(key);
    }

    @SuppressWarnings("unchecked") // the jobs of a key make the same
    private synchronized <T> Job<T> join(String key, String client, Callable<T> work) {
        Job<?> known = key.isEmpty() ? null : shared.get(key);
        Job<T> job = known == null ? add(key, client, work) : (Job<T>) known;
        job.waiters++;
        return job;
    }

    private <T> Job<T> add(String key, String client, Callable<T> work) {
        if (jobsOfClients.getOrDefault(client, 0) >= bounds.perClient) {
            throw new HttpProblem(
                    429,
                    "too_many_requests",
                    "too many requests from your address are waiting; try again in a moment",
                    Map.of("Retry-After", "2"));
        }
        Job<T> job = new Job<>(key, client, work);
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            throw new HttpProblem(503, "busy", "the server is busy; try again in a moment", Map.of("Retry-After", "5"));
        }
        jobsOfClients.merge(client, 1, Integer::sum);
        if (!key.isEmpty()) {
            shared.put(key, job);
        }
        return job;
    }

    private synchronized void leave(Job<?> job) {
        job.waiters--;
        if (job.waiters == 0 && threads.remove(job)) {
            forget(job);
            job.promise.fail(clientGone());
        }
    }

    private synchronized void forget(Job<?> job) {
        shared.remove(job.key, job);
        jobsOfClients.computeIfPresent(job.client, (client, jobs) -> jobs == 1 ? null : jobs - 1);
    }

    Bounds bounds() {
        return bounds;
    }

    String name() {
        return bounds.name;
    }

    /** How many are waiting now. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** The failure of a future whose clients have all gone. */
    static HttpClosedException clientGone() {
        return new HttpClosedException("the client has disconnected");
    }

    /** Drops what waits; what runs may end. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
