package org.layerlab.backend.bucket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.bucket.BucketException.Trouble;
import org.layerlab.backend.digest.Sha256;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects under one prefix of a bucket. Each method blocks within {@link RetryPolicy} and fails with a
 * {@link BucketException}. A write that failed may have happened nevertheless: read the object to find out. Safe for
 * use by several threads.
 */
public final class Bucket implements AutoCloseable {
    /** Bound of the bodies that the client parses itself: a page of a list has 1,000 names, an error a few lines. */
    private static final long MAX_ANSWER = 4L << 20;

    private static final String SHA256 = "sha256";
    private static final int MAX_PAGES = 100_000;
    /** HTTP's answer to a range that is not in the object. */
    private static final int NO_RANGE = 416;

    private static final int BUFFER = 16 << 10;

    private final BucketSettings settings;
    private final S3Client client;
    private final Failures failures;
    private final Retries retries;

    private Bucket(BucketSettings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
        this.failures = new Failures(settings);
        this.retries = new Retries(settings.retryPolicy(), failures);
    }

    /**
     * Prepares to talk to a bucket; sends no request yet.
     *
     * @throws BucketException when no region is known
     */
    public static Bucket open(BucketSettings settings) throws BucketException {
        return new Bucket(settings, Clients.of(settings));
    }

    /** The bucket's name for messages: {@code s3://pets at http://127.0.0.1:9000}. */
    public String where() {
        return settings.where();
    }

    /** An object in a list. */
    public record Listed(String name, String etag, long size) {}

    /** Takes the objects of a list. */
    @FunctionalInterface
    public interface Visitor {
        void visit(Listed object) throws BucketException;
    }

    /** Gives all objects whose names have no slash, in the order of their names. */
    public void list(Visitor visitor) throws BucketException {
        String last = "";
        String token = null;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            String next = token;
            ListObjectsV2Response page = page(1000, next);
            for (S3Object object : page.contents()) {
                String key = object.key();
                if (key == null || !key.startsWith(settings.address().prefix()) || key.compareTo(last) <= 0) {
                    throw failures.make(Trouble.BROKEN, false, "it lists names that were not requested");
                }
                last = key;
                String name = key.substring(settings.address().prefix().length());
                if (name.indexOf('/') < 0) {
                    visitor.visit(new Listed(name, etag(object.eTag()), object.size() == null ? 0 : object.size()));
                }
            }
            token = page.nextContinuationToken();
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return;
            }
            if (token == null || token.isEmpty() || page.contents().isEmpty()) {
                throw failures.make(Trouble.BROKEN, false, "its list does not continue where it says it does");
            }
        }
        throw failures.make(Trouble.BROKEN, false, "its list has no end");
    }

    /** Lists one name; fails if the bucket cannot be used. */
    public void check() throws BucketException {
        page(1, null);
    }

    private ListObjectsV2Response page(int count, @Nullable String token) throws BucketException {
        return retries.run(0, time -> {
            ListObjectsV2Response page = client.listObjectsV2(ListObjectsV2Request.builder()
                    .bucket(settings.address().bucket())
                    .prefix(settings.address().prefix())
                    .maxKeys(count)
                    .continuationToken(token)
                    .overrideConfiguration(within(time, MAX_ANSWER))
                    .build());
            if (page.name() == null || page.name().isEmpty()) {
                // The client accepts any XML as an empty list.
                throw failures.make(Trouble.BROKEN, true, "its answer is not a list of objects");
            }
            return page;
        });
    }

    /**
     * A whole object, compared with its SHA-256 if it was written with one.
     *
     * @param maxBytes the most that it may have
     * @throws BucketException {@link Trouble#NO_OBJECT}
     */
    public BucketObject get(String name, int maxBytes) throws BucketException {
        BucketObject object = retries.run(maxBytes, time -> read(name, null, maxBytes, time));
        if (object.content().length != object.size()) {
            throw failures.make(Trouble.BROKEN, false, name + " has more than " + maxBytes + " bytes");
        }
        return object;
    }

    /** The beginning of an object, or all of a shorter one. */
    public BucketObject start(String name, int bytes) throws BucketException {
        try {
            return retries.run(bytes, time -> read(name, "bytes=0-" + (bytes - 1), bytes, time));
        } catch (BucketException e) {
            if (e.getCause() instanceof AwsServiceException answer && answer.statusCode() == NO_RANGE) {
                // An empty object has no beginning.
                return get(name, bytes);
            }
            throw e;
        }
    }

    private BucketObject read(String name, @Nullable String range, int maxBytes, Duration time) throws BucketException {
        return receive(name, range, maxBytes, time, (response, in) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxBytes, BUFFER));
            long size = size(response);
            long expected = Math.min(size, range == null ? Long.MAX_VALUE : maxBytes);
            if (expected > maxBytes) {
                return new BucketObject("", size, new byte[0]);
            }
            if (etag(response.eTag()).isEmpty()) {
                throw new UnreliableException("its answer does not say which version it is");
            }
            copy(in, out, expected);
            byte[] content = out.toByteArray();
            String sha256 = response.metadata().get(SHA256);
            if (content.length == size && sha256 != null && !sha256.equals(Sha256.hex(content))) {
                throw new UnreliableException(name + " is not what was written: its SHA-256 differs");
            }
            return new BucketObject(etag(response.eTag()), size, content);
        });
    }

    /**
     * Writes an object into a file.
     *
     * @param size the size that it must have
     * @return its SHA-256; empty if its size is different
     * @throws IOException when the file cannot be written
     * @throws BucketException {@link Trouble#NO_OBJECT}
     */
    public byte[] download(String name, Path file, long size) throws BucketException, IOException {
        try {
            return retries.run(
                    size,
                    time -> receive(name, null, size, time, (response, in) -> {
                        if (size(response) != size) {
                            return new byte[0];
                        }
                        MessageDigest digest = Sha256.begin();
                        try (OutputStream out = new LocalFile(file)) {
                            copy(in, new DigestOutputStream(out, digest), size);
                        }
                        return digest.digest();
                    }));
        } catch (BucketException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof LocalFile.Failed failed) {
                    throw failed;
                }
            }
            throw e;
        }
    }

    /** Takes a body. */
    @FunctionalInterface
    private interface Reception<T> {
        T take(GetObjectResponse response, InputStream body) throws IOException;
    }

    private <T> T receive(String name, @Nullable String range, long maxBytes, Duration time, Reception<T> reception)
            throws BucketException {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(settings.address().bucket())
                .key(settings.address().key(name))
                .range(range)
                .overrideConfiguration(within(time, Math.max(maxBytes + 1, MAX_ANSWER)))
                .build();
        Failure failure = new Failure();
        ResponseTransformer<GetObjectResponse, Optional<T>> transformer = (response, body) -> {
            try {
                T taken = reception.take(response, body);
                end(body);
                return Optional.of(taken);
            } catch (IOException e) {
                // The client would wrap it and lose the kind of failure.
                failure.cause = e;
                body.abort();
                return Optional.empty();
            }
        };
        Optional<T> taken = client.getObject(request, transformer);
        if (taken.isPresent()) {
            return taken.get();
        }
        throw failures.of(failure.cause == null ? new IOException("no body") : failure.cause);
    }

    private static final class Failure {
        private @Nullable IOException cause;
    }

    /** Only a body that is read to its end frees its connection for the next request. */
    private static void end(AbortableInputStream body) throws IOException {
        if (body.read() < 0) {
            body.close();
        } else {
            body.abort();
        }
    }

    /** Exactly this many bytes. */
    private static void copy(InputStream in, OutputStream out, long expected) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        while (copied < expected) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, expected - copied));
            if (count < 0) {
                throw new UnreliableException("its answer ends after " + copied + " of " + expected + " bytes");
            }
            out.write(buffer, 0, count);
            copied += count;
        }
        if (in.read() >= 0) {
            throw new UnreliableException("its answer is longer than the expected " + expected + " bytes");
        }
    }

    /** The size of the whole object, even if only a part of it was requested. */
    private static long size(GetObjectResponse response) throws UnreliableException {
        String range = response.contentRange();
        try {
            if (range != null && !range.isEmpty()) {
                return Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
            }
        } catch (NumberFormatException e) {
            throw new UnreliableException("its answer has a malformed range");
        }
        if (response.contentLength() == null) {
            throw new UnreliableException("its answer has no length");
        }
        return response.contentLength();
    }

    /**
     * Writes an object, or nothing.
     *
     * @return its etag
     * @throws BucketException {@link Trouble#CONFLICT} when the condition does not hold, which also happens if an
     *     earlier try of this very write succeeded and its answer was lost; {@link Trouble#FULL}, {@link Trouble#REFUSED}
     */
    public String put(String name, byte[] content, String mediaType, Condition condition) throws BucketException {
        String md5 = Base64.getEncoder().encodeToString(md5(content));
        String sha256 = Sha256.hex(content);
        return retries.run(content.length, time -> {
            PutObjectRequest.Builder request = PutObjectRequest.builder()
                    .bucket(settings.address().bucket())
                    .key(settings.address().key(name))
                    .contentType(mediaType)
                    .contentMD5(md5)
                    .metadata(Map.of(SHA256, sha256))
                    .overrideConfiguration(within(time, MAX_ANSWER));
            condition.etag().ifPresent(etag -> request.ifMatch('"' + etag + '"'));
            if (condition.absent()) {
                request.ifNoneMatch("*");
            }
            String etag = etag(client.putObject(request.build(), RequestBody.fromBytes(content))
                    .eTag());
            if (etag.isEmpty()) {
                throw failures.make(Trouble.BROKEN, false, "it does not say which version it wrote");
            }
            return etag;
        });
    }

    /** Deletes an object, if it is there. */
    public void delete(String name) throws BucketException {
        retries.run(
                0,
                time -> client.deleteObject(
                        request -> request.bucket(settings.address().bucket())
                                .key(settings.address().key(name))
                                .overrideConfiguration(within(time, MAX_ANSWER))));
    }

    /**
     * Fails if the store ignores the conditions of writes, because one server could then overwrite another's changes.
     *
     * @param name an object that this writes and does not delete
     */
    public void requireConditions(String name) throws BucketException {
        put(name, new byte[] {'1'}, "text/plain", Condition.ALWAYS);
        Condition other = Condition.unchanged("00000000000000000000000000000000");
        for (Condition condition : new Condition[] {Condition.ABSENT, other}) {
            try {
                put(name, new byte[] {'2'}, "text/plain", condition);
            } catch (BucketException e) {
                if (e.trouble() == Trouble.CONFLICT) {
                    continue;
                }
                throw e;
            }
            throw failures.make(
                    Trouble.BROKEN,
                    false,
                    "it ignores " + (condition.absent() ? "If-None-Match" : "If-Match")
                            + " in writes, without which servers could overwrite each other's changes");
        }
    }

    private static AwsRequestOverrideConfiguration within(Duration time, long maxBytes) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(time)
                .putExecutionAttribute(BoundedBodies.MAX_BYTES, maxBytes)
                .putExecutionAttribute(BoundedBodies.END, System.nanoTime() + time.toNanos())
                .build();
    }

    /** The etag without quotes, which some stores omit in lists. */
    private static String etag(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
