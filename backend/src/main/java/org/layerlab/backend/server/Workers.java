package org.layerlab.backend.server;

import io.vertx.core.Vertx;
import java.util.List;

/**
 * The server's blocking work. Each kind has threads and a queue of its own: a save never waits for a conversion, nor a
 * card for a search. One thread for what may take hundreds of megabytes.
 *
 * <p>A school class shares one address, so a client's share allows for thirty people.
 *
 * @param changes saves, edits and deletes models
 * @param cards reads model cards
 * @param fetches fetch models from a bucket
 * @param conversions makes downloads, previews and scripts of models
 * @param previews makes pages of lessons that somebody writes
 * @param searches looks through the list of models
 * @param preparations prepares the photos of a data set, on all cores
 * @param reads reads images of data sets
 * @param hashes compute the codes of live classes
 */
record Workers(
        BlockingJobs changes,
        BlockingJobs cards,
        BlockingJobs fetches,
        BlockingJobs conversions,
        BlockingJobs previews,
        BlockingJobs searches,
        BlockingJobs preparations,
        BlockingJobs reads,
        BlockingJobs hashes)
        implements AutoCloseable {
    /** Of what waits for a bucket, this many are under way at once; a disk does one at a time as fast. */
    private static final int REMOTE = 8;

    /**
     * Starts no thread yet.
     *
     * @param remote whether the store is on another machine
     */
    static Workers start(Vertx vertx, boolean remote) {
        int threads = remote ? REMOTE : 1;
        return new Workers(
                // Each holds a whole upload.
                new BlockingJobs(vertx, new BlockingJobs.Bounds("changes", remote ? 2 : 1, 128, 40)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("cards", threads, 512, 64)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("fetches", threads, 512, 64)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("conversions", 1, 128, 40)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("previews", 1, 64, 8)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("searches", 1, 256, 40)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("preparations", 1, 16, 4)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("reads", 2, 1024, 256)),
                new BlockingJobs(vertx, new BlockingJobs.Bounds("hashes", 1, 256, 64)));
    }

    List<BlockingJobs> all() {
        return List.of(changes, cards, fetches, conversions, previews, searches, preparations, reads, hashes);
    }

    @Override
    public void close() {
        all().forEach(BlockingJobs::close);
    }
}
