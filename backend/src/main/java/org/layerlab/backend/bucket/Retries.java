package org.layerlab.backend.bucket;

import java.time.Duration;
import org.layerlab.backend.bucket.BucketException.Trouble;

/** Repeats requests that may succeed a moment later, as long as {@link RetryPolicy} allows. */
final class Retries {
    private final RetryPolicy retryPolicy;
    private final Failures failures;

    /** One try of a request. */
    @FunctionalInterface
    interface Try<T> {
        /**
         * Asks once.
         *
         * @param time the most that it may take
         */
        T within(Duration time) throws BucketException;
    }

    Retries(RetryPolicy retryPolicy, Failures failures) {
        this.retryPolicy = retryPolicy;
        this.failures = failures;
    }

    /**
     * Asks until there is an answer.
     *
     * @param bytes to transfer
     */
    <T> T run(long bytes, Try<T> request) throws BucketException {
        long end = System.nanoTime() + retryPolicy.inAll(bytes).toNanos();
        for (int tried = 1; ; tried++) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            Duration once = retryPolicy.once(bytes);
            BucketException failure;
            try {
                return request.within(once.compareTo(left) < 0 ? once : left);
            } catch (RuntimeException e) {
                // The client's own, and what its parser makes of a body that breaks off.
                failure = failures.of(e);
            } catch (BucketException e) {
                failure = e;
            }
            Duration pause = retryPolicy.pause(tried);
            if (!failure.isPassing()
                    || tried >= retryPolicy.tries()
                    || System.nanoTime() + pause.toNanos() - end >= 0) {
                throw failure;
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failures.make(Trouble.UNREACHABLE, false, "interrupted", e);
            }
        }
    }
}
