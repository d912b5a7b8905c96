package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.Optional;
import java.util.function.Function;
import org.layerlab.backend.classroom.Bounds;
import org.layerlab.backend.classroom.Classes;
import org.layerlab.backend.classroom.LocalClasses;
import org.layerlab.backend.classroom.Rooms;
import org.layerlab.backend.cluster.ClusterClasses;
import org.layerlab.backend.cluster.ClusterOptions;
import org.layerlab.backend.cluster.Member;
import org.layerlab.backend.cluster.ModelNews;
import org.layerlab.backend.store.ModelStore;

/**
 * What is different in a cluster.
 *
 * @param classes where the rooms of live classes are
 * @param news tells the other servers of a model
 */
record ClusterParts(Vertx vertx, Classes classes, Function<String, Future<Void>> news) {
    private static final System.Logger LOG = System.getLogger(ClusterParts.class.getName());

    /** All servers of a cluster have heard of a new one by then. */
    private static final long SEEN_MILLIS = 2000;

    /**
     * Starts Vert.x, and joins the other servers where there are some.
     *
     * @param builder makes Vert.x
     * @param bounds of the classes
     */
    static Future<ClusterParts> start(
            Optional<ClusterOptions> cluster,
            Function<VertxOptions, VertxBuilder> builder,
            Bounds bounds,
            ModelStore models) {
        // No class-path look-ups and no temporary files: everything is in memory already.
        VertxOptions options = new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        if (cluster.isEmpty()) {
            String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
            return Future.succeededFuture(new ClusterParts(
                    builder.apply(options).build(),
                    new LocalClasses(new Rooms(bounds, System::nanoTime), run),
                    id -> Future.succeededFuture()));
        }
        return Member.join(cluster.get(), options, builder)
                .compose(member -> Future.all(
                                ClusterClasses.start(member, bounds, System::nanoTime),
                                ModelNews.start(member, models::learn))
                        .compose(both -> catchUp(member.vertx(), models).map(both))
                        .map(both ->
                                new ClusterParts(member.vertx(), both.resultAt(0), both.<ModelNews>resultAt(1)::tell))
                        .recover(failure -> member.vertx().close().transform(closed -> Future.failedFuture(failure))));
    }

    /**
     * Reads what the others wrote between this server's first list and its joining; again when all of them have seen
     * that it is there.
     */
    private static Future<Void> catchUp(Vertx started, ModelStore models) {
        started.setTimer(
                SEEN_MILLIS,
                id -> refresh(started, models)
                        .onFailure(failure -> LOG.log(System.Logger.Level.WARNING, failure.toString())));
        return refresh(started, models);
    }

    private static Future<Void> refresh(Vertx started, ModelStore models) {
        return started.executeBlocking(() -> {
            models.refreshNow();
            return null;
        });
    }
}
