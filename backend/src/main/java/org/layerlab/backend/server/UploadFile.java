package org.layerlab.backend.server;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.layerlab.backend.store.StoreException;

/**
 * The file that a body goes to. A body of one chunk has arrived before that chunk is on the disk, so an upload is
 * complete only when all its writes are. Used on the event loop of its request.
 */
final class UploadFile {
    private final AsyncFile file;
    private Future<Void> written = Future.succeededFuture();

    /** Where the chunks come from. */
    interface Source {
        /** Sends no more for now. */
        void hold();

        /** Sends more again. */
        void goOn();

        /** The rest need not arrive. */
        void fail(Throwable failure);
    }

    UploadFile(AsyncFile file) {
        this.file = file;
    }

    /** Opens a file that exists; this and all that follows fails with a {@link StoreException} when the disk does. */
    static Future<UploadFile> open(Vertx vertx, Path path) {
        return explained(vertx.fileSystem().open(path.toString(), new OpenOptions().setRead(false)))
                .map(UploadFile::new);
    }

    /** Appends a chunk; its source waits while too many of them do, and is told at once where that fails. */
    void write(Buffer chunk, Source source) {
        Future<Void> write = explained(file.write(chunk)).onFailure(source::fail);
        written = written.compose(done -> write);
        if (file.writeQueueFull()) {
            source.hold();
            file.drainHandler(drained -> source.goOn());
        }
    }

    /**
     * Waits for all writes and closes the file.
     *
     * @param received how the reception of the body ended; its failure comes before those of the disk
     */
    Future<Void> finish(AsyncResult<Void> received) {
        return written.transform(done -> explained(file.close())
                .transform(closed -> Stream.of(received, done, closed)
                        .filter(AsyncResult::failed)
                        .findFirst()
                        .map(failed -> Future.<Void>failedFuture(failed.cause()))
                        .orElseGet(Future::succeededFuture)));
    }

    private static <T> Future<T> explained(Future<T> work) {
        return work.recover(
                failure -> Future.failedFuture(StoreException.unwritable("the model cannot be stored", failure)));
    }
}
