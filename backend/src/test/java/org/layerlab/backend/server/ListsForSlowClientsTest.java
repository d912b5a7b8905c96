package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.dataset.DataSets;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.StorageType;

/** Lists count among the answers that wait for clients who read slowly. */
class ListsForSlowClientsTest {
    private static final long ROOM = 1000;

    private final Vertx vertx = Vertx.vertx();
    private final Workers workers = Workers.start(vertx, false);
    private final Outgoing outgoing = new Outgoing(ROOM);
    private ModelStore models;
    private HttpServer server;

    /** Both are made before each test. */
    @SuppressWarnings("NullAway.Init")
    ListsForSlowClientsTest() {}

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        ServerOptions options = ServerFixture.options(folder);
        models = options.store()
                .open(
                        Clock.systemUTC(),
                        new SecureRandom(),
                        Limits.DEFAULT,
                        options.limits().store(),
                        Map.of());
        models.save(
                models.read(SampleModels.circles("Rings", 1).toSafetensors(StorageType.F64)), true, Optional.empty());
        Allowance allowance = new Allowance(ServerOptions.Rate.DEFAULT, System::nanoTime);
        ExamplesApi examples = new ExamplesApi(
                new ExampleStore(null, new PhotoDecoder()::prepare),
                vertx,
                workers.preparations(),
                workers.reads(),
                outgoing,
                allowance);
        Routes routes = new Routes();
        new DataSetApi(List.of(DataSets.drawings()), examples, workers.reads(), outgoing).addTo(routes);
        new ModelApi(
                        models,
                        new Uploads(models, vertx, options, options.limits(), allowance),
                        workers,
                        new StoredBytes(options.limits().store(), 1, 1, System::nanoTime),
                        outgoing,
                        new ModelContents(ROOM),
                        id -> Future.succeededFuture())
                .addTo(routes);
        Router router = Router.router(vertx);
        router.route().failureHandler(ctx -> {
            HttpProblem problem = (HttpProblem) ctx.failure();
            ctx.response().setStatusCode(problem.status()).end();
        });
        routes.addTo(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        workers.close();
        vertx.close().await(30, TimeUnit.SECONDS);
        models.close();
    }

    private int status(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                .statusCode();
    }

    @Test
    void listsWaitForRoom() throws Exception {
        Promise<Void> unread = Promise.promise();
        Future<Void> sent = outgoing.send(ROOM, unread::future);
        List<String> lists = List.of(
                "/api/datasets", "/api/datasets/drawings/test?limit=1000", "/api/models", "/api/models?q=rings");
        for (String list : lists) {
            assertEquals(503, status(list), list);
        }
        unread.complete();
        assertTrue(sent.succeeded());
        for (String list : lists) {
            assertEquals(200, status(list), list);
        }
    }
}
