package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.bucket.TestBuckets;
import org.layerlab.backend.store.BucketPlace;
import org.layerlab.backend.store.FolderPlace;
import org.layerlab.backend.store.SampleModels;
import org.layerlab.backend.store.StorePlace;
import org.layerlab.network.file.StorageType;

/** How long a card and a file of 2 MB take through the server, from S3Proxy on this machine and from a folder. */
@EnabledIfSystemProperty(
        named = "layerlab.bucketspeed",
        matches = "\\d+",
        disabledReason = "measures, and tests nothing")
class BucketSpeedTest {
    private static final int MODELS = Integer.getInteger("layerlab.bucketspeed", 20);

    @TempDir
    Path temporary;

    /** Medians in milliseconds. */
    private record Times(double coldCard, double card, double coldFile, double file) {}

    @Test
    void printsMedians() throws Exception {
        Times folder = measure(new FolderPlace(temporary.resolve("store")));
        Times bucket = measure(new BucketPlace(TestBuckets.at(TestBuckets.endpoint())));
        print("card, cold", bucket.coldCard, folder.coldCard);
        print("card, cached", bucket.card, folder.card);
        print("2 MB, cold", bucket.coldFile, folder.coldFile);
        print("2 MB, cached", bucket.file, folder.file);
    }

    private static void print(String what, double bucket, double folder) {
        System.out.printf(
                Locale.ROOT,
                "%-14s bucket %7.2f ms, folder %7.2f ms, ratio %.2f%n",
                what,
                bucket,
                folder,
                bucket / folder);
    }

    private static Times measure(StorePlace place) throws Exception {
        String[] ids = new String[MODELS];
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            for (int i = 0; i < MODELS; i++) {
                ids[i] = at.save(
                                SampleModels.of("Model " + i, i, 2, 500, 499, 1).toSafetensors(StorageType.F64))
                        .getString("id");
            }
        }
        // Started again, so that nothing is at hand.
        try (ServerFixture at = new ServerFixture(ServerFixture.options(place))) {
            at.get("/api/models");
            return new Times(
                    median(at, ids, ""),
                    median(at, ids, ""),
                    median(at, ids, "/parameters.safetensors"),
                    median(at, ids, "/parameters.safetensors"));
        }
    }

    private static double median(ServerFixture at, String[] ids, String path) throws Exception {
        double[] millis = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            long begun = System.nanoTime();
            HttpResponse<byte[]> response = at.get("/api/models/" + ids[i] + path);
            millis[i] = (System.nanoTime() - begun) / 1e6;
            assertEquals(200, response.statusCode());
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }
}
