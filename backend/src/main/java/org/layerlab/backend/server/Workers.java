package org.layerlab.backend.server;

import io.vertx.core.Vertx;

/**
 * The server's blocking work. Each kind has threads and a queue of its own: a save never waits for a conversion, nor a
 * card for a search. One thread for what may take hundreds of megabytes.
 *
 * <p>A school class shares one address, so a client's share allows for thirty people.
 *
 * @param changes saves, edits and deletes models
 * @param cards reads model cards
 * @param conversions makes downloads, previews and scripts of models
 * @param searches looks through the list of models
 * @param preparations prepares the photos of a data set, on all cores
 * @param reads reads images of data sets
 */
record Workers(Jobs changes, Jobs cards, Jobs conversions, Jobs searches, Jobs preparations, Jobs reads)
        implements AutoCloseable {
    static Workers start(Vertx vertx) {
        return new Workers(
                new Jobs(vertx, new Jobs.Bounds("changes", 1, 128, 40)),
                new Jobs(vertx, new Jobs.Bounds("cards", 1, 512, 64)),
                new Jobs(vertx, new Jobs.Bounds("conversions", 1, 128, 16)),
                new Jobs(vertx, new Jobs.Bounds("searches", 1, 256, 40)),
                new Jobs(vertx, new Jobs.Bounds("preparations", 1, 16, 4)),
                new Jobs(vertx, new Jobs.Bounds("reads", 2, 1024, 256)));
    }

    @Override
    public void close() {
        changes.close();
        cards.close();
        conversions.close();
        searches.close();
        preparations.close();
        reads.close();
    }
}
