package org.layerlab.backend.bucket;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** S3Proxy in memory, one for the process, with a bucket in which each test has a prefix of its own. */
public final class TestBuckets {
    public static final String BUCKET = "layerlab";

    /** Short pauses, and time for a busy machine. */
    private static final RetryPolicy PATIENT = new RetryPolicy(
            3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20), Duration.ofSeconds(60));

    private static final String ID = "test-id";
    private static final String SECRET = "test-secret-that-nobody-may-see";
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private static @Nullable S3Proxy proxy;

    static {
        // Where Amazon's client looks first.
        System.setProperty("aws.accessKeyId", ID);
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    private TestBuckets() {}

    /** The secret key that the tests use. */
    public static String secret() {
        return SECRET;
    }

    /** The address of S3Proxy, which runs from here on. */
    public static synchronized URI endpoint() {
        if (proxy == null) {
            proxy = start(SECRET);
        }
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** Another S3Proxy, for whoever stops it. */
    static S3Proxy start(String secret) {
        TransientNio2BlobStore store = new TransientNio2BlobStore();
        store.createContainer(BUCKET);
        S3Proxy started = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ID, secret)
                .build();
        try {
            started.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy does not start", e);
        }
        return started;
    }

    /** A place of its own in the bucket of a store. */
    public static BucketSettings at(URI endpoint) {
        return at(endpoint, BUCKET, "test-" + PREFIXES.incrementAndGet());
    }

    /** A place in a store. */
    public static BucketSettings at(URI endpoint, String bucket, String prefix) {
        return new BucketSettings(
                BucketAddress.parse("s3://" + bucket + "/" + prefix),
                Optional.of(endpoint),
                Optional.empty(),
                true,
                PATIENT);
    }

    /** The same place through another address. */
    public static BucketSettings through(BucketSettings settings, URI endpoint, RetryPolicy retryPolicy) {
        return new BucketSettings(
                settings.address(), Optional.of(endpoint), settings.region(), settings.pathStyle(), retryPolicy);
    }
}
