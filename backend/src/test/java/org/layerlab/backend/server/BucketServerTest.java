package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.CompiledPrograms;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.MisbehavingProxy;
import org.layerlab.backend.bucket.MisbehavingProxy.Trick;
import org.layerlab.backend.bucket.RetryPolicy;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.backend.cli.Cli;
import org.layerlab.backend.store.BucketPlace;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.backend.store.StoreReport;
import org.layerlab.network.file.Limits;

/** The server with its models in a bucket. */
class BucketServerTest {
    private static final RetryPolicy PATIENCE = new RetryPolicy(
            2, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

    @Test
    void modelsAreSavedSentAndDeletedAndFailuresSayWhenToTryAgain() throws Exception {
        BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());
                CapturedLog log = new CapturedLog();
                ServerFixture at = new ServerFixture(ServerFixture.options(
                        new BucketPlace(TestBuckets.through(settings, proxy.endpoint(), PATIENCE))))) {
            JsonObject saved = at.save(file);
            String model = "/api/models/" + saved.getString("id");
            assertEquals(200, at.get("/health").statusCode());
            assertArrayEquals(file, at.get(model + "/parameters.safetensors").body());
            for (String kind : new String[] {"", "/parameters.npz", "/preview.png", "/run.py"}) {
                assertTrue(at.get(model + kind).statusCode() < 500, kind);
            }
            byte[] other = SampleModels.safetensors("Other", 2);
            JsonObject second = at.save(other);
            proxy.play(Trick.SLOW_DOWN);
            String cold = "/api/models/" + second.getString("id");
            for (String path : new String[] {cold, cold + "/parameters.safetensors", cold + "/parameters.onnx"}) {
                HttpResponse<byte[]> failed = at.get(path);
                assertEquals(503, failed.statusCode(), path);
                assertEquals("10", failed.headers().firstValue("Retry-After").orElse(""));
                assertFalse(ServerFixture.text(failed).contains("s3://"), "buckets are the operator's");
            }
            assertEquals(
                    503,
                    at.post("/api/models", SampleModels.safetensors("Three", 3)).statusCode());
            // What is at hand, and what is in memory, needs no bucket.
            assertArrayEquals(file, at.get(model + "/parameters.safetensors").body());
            assertEquals(200, at.get("/api/models").statusCode());
            assertTrue(log.text().contains(settings.address().toString()), log.text());
            assertTrue(log.text().contains("SlowDown"), log.text());
            assertFalse(log.text().contains(TestBuckets.secret()));
            proxy.play(Trick.NONE);
            assertArrayEquals(other, at.get(cold + "/parameters.safetensors").body());
            assertEquals(
                    204,
                    at.request("DELETE", model, "Authorization", "Bearer " + saved.getString("manageToken"))
                            .statusCode());
            assertEquals(410, at.get(model).statusCode());
        }
    }

    @Test
    void aFullBucketIsReadyForReadersAndNotHealthy() throws Exception {
        BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
        try (MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());
                ServerFixture at = new ServerFixture(ServerFixture.options(
                        new BucketPlace(TestBuckets.through(settings, proxy.endpoint(), PATIENCE))))) {
            assertEquals(200, at.get("/ready").statusCode());
            proxy.play(Trick.FULL);
            HttpResponse<byte[]> ill = at.get("/health");
            assertEquals(503, ill.statusCode());
            assertTrue(ServerFixture.text(ill).contains("the disk is full"), ServerFixture.text(ill));
            assertEquals(200, at.get("/ready").statusCode());
        }
    }

    /** A bucket whose store a test knows. */
    private record SeenPlace(BucketPlace bucket, AtomicReference<ModelStore> seen) implements StorePlace {
        @Override
        public ModelStore open(
                Clock clock, SecureRandom random, Limits limits, long maxBytes, Map<String, byte[]> bundled)
                throws StoreException {
            ModelStore store = bucket.open(clock, random, limits, maxBytes, bundled);
            seen.set(store);
            return store;
        }

        @Override
        public StoreReport report() throws StoreException {
            return bucket.report();
        }

        @Override
        public void remove(String id, boolean block) throws StoreException, InterruptedException {
            bucket.remove(id, block);
        }
    }

    @Test
    void aServerThatCannotUseItsTemporaryFolderSaysSoAndRecovers() throws Exception {
        AtomicReference<ModelStore> seen = new AtomicReference<>();
        StorePlace place = new SeenPlace(new BucketPlace(TestBuckets.at(TestBuckets.endpoint())), seen);
        byte[] file = SampleModels.safetensors("Rings", 1);
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            String path = "/api/models/" + at.save(file).getString("id") + "/parameters.safetensors";
            Path upload = Objects.requireNonNull(seen.get()).newTemporaryFile();
            Files.delete(upload);
            Path folder = Objects.requireNonNull(upload.getParent());
            Files.delete(folder.resolve("cache"));
            Files.delete(folder.resolve(".lock"));
            Files.delete(folder);
            Files.createFile(folder);
            HttpResponse<byte[]> failed = at.get(path);
            assertEquals(503, failed.statusCode());
            assertEquals("store_unreachable", ServerFixture.errorCode(failed));
            assertEquals(
                    "the model cannot be read right now; nothing is lost, so try again in a moment",
                    ServerFixture.errorMessage(failed));
            assertEquals("10", ServerFixture.header(failed, "Retry-After"));
            HttpResponse<byte[]> ill = at.get("/health");
            assertEquals(503, ill.statusCode());
            assertTrue(ServerFixture.text(ill).contains("models cannot be stored"), ServerFixture.text(ill));
            Files.delete(folder);
            assertArrayEquals(file, at.get(path).body());
            assertTrue(at.save(SampleModels.safetensors("Two", 2)).containsKey("id"));
        }
    }

    @Test
    void aBucketThatCannotBeUsedIsNamedInOneSentence() {
        CompiledPrograms.required();
        String endpoint = TestBuckets.endpoint().toString();
        Cli.Result none = Cli.run("serve", "--port", 0, "--store", "s3://not-there/x", "--s3-endpoint", endpoint);
        assertEquals(1, none.code());
        assertEquals(
                "layerlab serve: the bucket s3://not-there/x at " + endpoint + ": there is no such bucket\n",
                none.err());
        for (String[] wrong : new String[][] {
            {"--store", "s3://Pets"},
            {"--store", "s3:pets"},
            {"--store", "s3://pets", "--s3-endpoint", "minio:9000"},
            {"--store", "s3://pets", "--s3-region", "a b"},
            {"--store", "pets", "--s3-endpoint", endpoint}
        }) {
            Object[] args = new Object[wrong.length + 3];
            args[0] = "serve";
            args[1] = "--port";
            args[2] = 0;
            System.arraycopy(wrong, 0, args, 3, wrong.length);
            Cli.Result refused = Cli.run(args);
            assertEquals(2, refused.code(), refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
    }

    @Test
    void theOperatorListsAndVerifiesABucket() throws Exception {
        BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
        try (ServerFixture at = new ServerFixture(ServerFixture.options(new BucketPlace(settings)))) {
            String id = at.save(SampleModels.safetensors("Rings", 1)).getString("id");
            String[] where = {
                "--store",
                settings.address().toString(),
                "--s3-endpoint",
                TestBuckets.endpoint().toString()
            };
            Cli.Result list = Cli.run("models", "list", where[0], where[1], where[2], where[3]);
            assertEquals(0, list.code(), list.err());
            assertTrue(list.out().startsWith(id + "\tsaved\t"), list.out());
            assertEquals(
                    0,
                    Cli.run("models", "verify", where[0], where[1], where[2], where[3])
                            .code());
            Cli.Result deleted = Cli.run("models", "delete", id, where[0], where[1], where[2], where[3]);
            assertEquals(0, deleted.code(), deleted.err());
            assertEquals(
                    1,
                    Cli.run("models", "list", "--store", "s3://not-there/x", where[2], where[3])
                            .code());
        }
    }
}
