package org.layerlab.backend.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.bucket.MisbehavingProxy.Trick;

/** Slow, failing and lying stores: a request fails in bounded time and says why, or succeeds when asked again. */
class BucketTest {
    /** Each try 400 ms, all of them 2 s. */
    private static final RetryPolicy IMPATIENT = new RetryPolicy(
            3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(400), Duration.ofSeconds(2));

    private static final byte[] CONTENT = "What was written. ".repeat(2000).getBytes(UTF_8);

    @TempDir
    Path temporary;

    private final BucketSettings settings = TestBuckets.at(TestBuckets.endpoint());
    private final MisbehavingProxy proxy = new MisbehavingProxy(TestBuckets.endpoint());

    @BeforeEach
    void write() throws Exception {
        try (Bucket good = Bucket.open(settings)) {
            good.put("a", CONTENT, "text/plain", Condition.ALWAYS);
            good.put("b", CONTENT, "text/plain", Condition.ALWAYS);
        }
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private Bucket patient() throws BucketException {
        return Bucket.open(TestBuckets.through(settings, proxy.endpoint(), settings.retryPolicy()));
    }

    private Bucket impatient() throws BucketException {
        return Bucket.open(TestBuckets.through(settings, proxy.endpoint(), IMPATIENT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Trick.class,
            names = {"SLOW_DOWN", "HANG_UP", "HALF_BODY", "OTHER_BODY", "SKEWED", "TOO_SLOW"})
    void whatFailsOnceIsAskedAgain(Trick trick) throws Exception {
        try (Bucket bucket = patient()) {
            proxy.play((line, number) -> number == 1 ? trick : Trick.NONE);
            assertArrayEquals(CONTENT, bucket.get("a", 1 << 20).content());
            assertTrue(proxy.requests() >= 2, "it was asked once");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Trick.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "LOSE_ANSWER", "DENIED", "FULL"})
    void aStoreThatMisbehavesForGoodIsGivenUp(Trick trick) throws Exception {
        proxy.play(trick);
        try (Bucket bucket = impatient()) {
            BucketException get = assertThrows(BucketException.class, () -> bucket.get("a", 1 << 20));
            assertTrue(
                    String.valueOf(get.getMessage()).contains(settings.address().toString()), get.getMessage());
            assertTrue(proxy.requests() <= 2 * IMPATIENT.tries(), proxy.requests() + " requests");
            if (trick != Trick.OTHER_BODY && trick != Trick.LONGER_LENGTH) {
                // A list has no checksum, and is whole when its XML is.
                assertThrows(BucketException.class, () -> bucket.list(object -> {}));
            }
        }
    }

    @Test
    void aDownloadThatIsNotWholeIsNone() throws Exception {
        Path file = temporary.resolve("file");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(CONTENT);
        try (Bucket bucket = patient()) {
            proxy.play((line, number) -> number == 1 ? Trick.HALF_BODY : Trick.NONE);
            assertArrayEquals(digest, bucket.download("a", file, CONTENT.length));
            assertArrayEquals(CONTENT, Files.readAllBytes(file));
            proxy.play(Trick.OTHER_BODY);
            assertFalse(MessageDigest.isEqual(digest, bucket.download("a", file, CONTENT.length)));
            proxy.play(Trick.NONE);
            assertEquals(0, bucket.download("a", file, CONTENT.length - 1).length);
            assertEquals(0, bucket.download("a", file, CONTENT.length + 1).length);
            assertThrows(
                    java.io.IOException.class,
                    () -> bucket.download("a", temporary.resolve("no/file"), CONTENT.length));
        }
    }

    @Test
    void aLostAnswerOfAWriteIsAConflictWithItself() throws Exception {
        try (Bucket bucket = patient()) {
            proxy.play((line, number) -> number == 1 ? Trick.LOSE_ANSWER : Trick.NONE);
            BucketException conflict = assertThrows(
                    BucketException.class, () -> bucket.put("new", CONTENT, "text/plain", Condition.ABSENT));
            assertEquals(Trouble.CONFLICT, conflict.trouble());
            assertArrayEquals(CONTENT, bucket.get("new", 1 << 20).content());
        }
    }

    @Test
    void conditionsDecideWhoWrites() throws Exception {
        try (Bucket bucket = Bucket.open(settings)) {
            String first = bucket.put("c", CONTENT, "text/plain", Condition.ABSENT);
            assertEquals(first, bucket.get("c", 1 << 20).etag());
            String second = bucket.put("c", new byte[] {1}, "text/plain", Condition.unchanged(first));
            assertEquals(
                    Trouble.CONFLICT,
                    assertThrows(
                                    BucketException.class,
                                    () -> bucket.put("c", CONTENT, "text/plain", Condition.unchanged(first)))
                            .trouble());
            assertEquals(second, bucket.start("c", 10).etag());
            bucket.requireConditions("checking");
        }
    }

    @Test
    void partsBoundsAndListsAreExact() throws Exception {
        try (Bucket bucket = Bucket.open(settings)) {
            BucketObject start = bucket.start("a", 10);
            assertEquals("What was w", new String(start.content(), UTF_8));
            assertEquals(CONTENT.length, start.size());
            assertArrayEquals(CONTENT, bucket.start("a", CONTENT.length + 10).content());
            assertThrows(BucketException.class, () -> bucket.get("a", CONTENT.length - 1));
            assertEquals(
                    Trouble.NO_OBJECT,
                    assertThrows(BucketException.class, () -> bucket.get("none", 10))
                            .trouble());
            bucket.delete("none");
            List<String> names = new ArrayList<>();
            bucket.list(object -> names.add(object.name() + " " + object.size()));
            assertEquals(List.of("a " + CONTENT.length, "b " + CONTENT.length), names);
        }
    }

    @Test
    void aLongListComesInPages() throws Exception {
        BucketSettings many = TestBuckets.at(TestBuckets.endpoint());
        try (Bucket bucket = Bucket.open(many)) {
            for (int i = 0; i < 1001; i++) {
                bucket.put("n" + (10_000 + i), new byte[] {1}, "text/plain", Condition.ALWAYS);
            }
            List<String> names = new ArrayList<>();
            bucket.list(object -> names.add(object.name()));
            assertEquals(1001, names.size());
            assertEquals("n11000", names.get(1000));
        }
    }

    private static String message(BucketSettings settings, Trouble trouble) throws Exception {
        try (Bucket bucket = Bucket.open(settings)) {
            BucketException failure = assertThrows(BucketException.class, bucket::check);
            assertEquals(trouble, failure.trouble());
            assertFalse(String.valueOf(failure.getMessage()).contains(TestBuckets.secret()));
            return String.valueOf(failure.getMessage());
        }
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        URI endpoint = TestBuckets.endpoint();
        assertEquals(
                "the bucket s3://not-there/x at " + endpoint + ": there is no such bucket",
                message(TestBuckets.at(endpoint, "not-there", "x"), Trouble.NO_BUCKET));
        S3Proxy other = TestBuckets.start("another secret");
        try {
            URI url = URI.create("http://127.0.0.1:" + other.getPort());
            String refused = message(TestBuckets.at(url), Trouble.REFUSED);
            assertTrue(refused.contains("it refuses these credentials (SignatureDoesNotMatch)"), refused);
        } finally {
            other.stop();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String nobody = message(TestBuckets.at(URI.create("http://127.0.0.1:" + port)), Trouble.UNREACHABLE);
        assertTrue(nobody.endsWith("nothing answers there"), nobody);
        String unknown = message(TestBuckets.at(URI.create("http://store.invalid:9000")), Trouble.UNREACHABLE);
        assertTrue(unknown.endsWith("its host is unknown"), unknown);
        proxy.play(Trick.SKEWED);
        String skewed = message(TestBuckets.through(settings, proxy.endpoint(), IMPATIENT), Trouble.CLOCK);
        assertTrue(skewed.contains("clock"), skewed);
        proxy.play(Trick.FULL);
        try (Bucket bucket = impatient()) {
            BucketException full =
                    assertThrows(BucketException.class, () -> bucket.put("x", CONTENT, "text/plain", Condition.ALWAYS));
            assertEquals(Trouble.FULL, full.trouble());
            assertEquals(1, proxy.requests(), "asking again makes no room");
        }
    }

    @Test
    void addressesAndEndpointsAreRead() {
        assertEquals(new BucketAddress("pets", ""), BucketAddress.parse("s3://pets"));
        assertEquals(new BucketAddress("pets", "a/b/"), BucketAddress.parse("s3://pets/a/b/"));
        assertEquals("s3://pets/a/b", BucketAddress.parse("s3://pets/a/b").toString());
        for (String wrong : List.of(
                "s3:",
                "s3://",
                "s3:/pets",
                "s3://p",
                "s3://Pets",
                "s3://pets//x",
                "s3://pets/../x",
                "s3://pets/ä",
                "s3://pe..ts",
                "s3://user:secret@pets",
                "S3://pets?x")) {
            assertTrue(BucketAddress.isMeantBy(wrong), wrong);
            assertThrows(IllegalArgumentException.class, () -> BucketAddress.parse(wrong), wrong);
        }
        assertFalse(BucketAddress.isMeantBy("/var/lib/layerlab"));
        assertFalse(BucketAddress.isMeantBy("s3"));
        assertEquals(URI.create("http://127.0.0.1:9000"), BucketSettings.endpoint("http://127.0.0.1:9000"));
        for (String wrong :
                List.of("", "minio", "minio:9000", "ftp://a", "http://", "http://a/b", "http://a?b", "://")) {
            assertThrows(IllegalArgumentException.class, () -> BucketSettings.endpoint(wrong), wrong);
        }
        IllegalArgumentException secret =
                assertThrows(IllegalArgumentException.class, () -> BucketSettings.endpoint("http://me:secret@a"));
        assertFalse(String.valueOf(secret.getMessage()).contains("secret"), secret.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new BucketSettings(
                        BucketAddress.parse("s3://pets"),
                        Optional.empty(),
                        Optional.of("a b"),
                        false,
                        RetryPolicy.DEFAULT));
    }

    @Test
    void pausesGrowUpToABound() {
        for (int i = 0; i < 1000; i++) {
            assertTrue(RetryPolicy.DEFAULT.pause(1).toMillis() <= 100);
            assertTrue(RetryPolicy.DEFAULT.pause(3).toMillis() <= 400);
            assertTrue(RetryPolicy.DEFAULT.pause(60).compareTo(Duration.ofSeconds(2)) <= 0);
        }
    }
}
