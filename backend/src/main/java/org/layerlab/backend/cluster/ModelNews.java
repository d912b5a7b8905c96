package org.layerlab.backend.cluster;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/**
 * Tells the other servers of a model that was saved, changed or deleted here, and waits until they have looked: after
 * the answer to a save, each of them has the model.
 */
public final class ModelNews {
    private static final System.Logger LOG = System.getLogger(ModelNews.class.getName());
    private static final String ADDRESS = "layerlab.model.";

    /** A server that has not looked by then finds it in its next list of the bucket. */
    private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(2000);

    private final Member member;

    private ModelNews(Member member) {
        this.member = member;
    }

    /** Looks at a model that another server wrote. Called on a thread that may block. */
    @FunctionalInterface
    public interface Reader {
        void read(String id) throws Exception;
    }

    /** Begins to hear of what the others write. */
    public static Future<ModelNews> start(Member member, Reader reader) {
        EventBus bus = member.vertx().eventBus();
        return bus.<String>consumer(
                        ADDRESS + member.self(),
                        message -> member.vertx()
                                .executeBlocking(
                                        () -> {
                                            reader.read(message.body());
                                            return "";
                                        },
                                        false)
                                .onFailure(failure -> LOG.log(
                                        System.Logger.Level.WARNING,
                                        "a model of another server was not read: " + failure))
                                .onComplete(done -> message.reply("")))
                .completion()
                .map(listening -> new ModelNews(member));
    }

    /** Succeeds when all other servers have looked, or do not answer in time. */
    public Future<Void> tell(String id) {
        List<Future<Void>> told = member.others().stream()
                .map(other -> member.vertx()
                        .eventBus()
                        .<String>request(ADDRESS + other, id, PATIENCE)
                        .<Void>mapEmpty()
                        .otherwiseEmpty())
                .toList();
        return Future.join(told).mapEmpty();
    }
}
