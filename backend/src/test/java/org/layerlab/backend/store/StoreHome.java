package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.layerlab.backend.bucket.Bucket;
import org.layerlab.backend.bucket.BucketException;
import org.layerlab.backend.bucket.BucketSettings;
import org.layerlab.backend.bucket.Condition;
import org.layerlab.backend.bucket.Moto;
import org.layerlab.backend.bucket.TestBuckets;

/** An empty place for a store, and what is in it apart from the store. */
interface StoreHome {
    StorePlace place();

    /** Names of the models' files. */
    List<String> names() throws Exception;

    byte[] read(String name) throws Exception;

    void write(String name, byte[] content) throws Exception;

    void delete(String name) throws Exception;

    /** Every kind of store. */
    enum Kind {
        FOLDER,
        /** S3Proxy. */
        S3PROXY,
        /** Python's moto, where it is installed. */
        MOTO;

        StoreHome home(Path temporary) {
            return switch (this) {
                case FOLDER -> new InFolder(temporary.resolve("deep/store"));
                case S3PROXY -> new InBucket(TestBuckets.at(TestBuckets.endpoint()));
                case MOTO -> {
                    Optional<java.net.URI> endpoint = Moto.endpoint();
                    Assumptions.assumeTrue(endpoint.isPresent(), "python3 has no moto: pip install 'moto[s3,server]'");
                    BucketSettings settings = TestBuckets.at(endpoint.orElseThrow());
                    Assumptions.assumeTrue(
                            hasConditions(settings), "this moto ignores If-Match in writes: 5.2 or later does not");
                    yield new InBucket(settings);
                }
            };
        }

        private static boolean hasConditions(BucketSettings settings) {
            try (Bucket bucket = Bucket.open(settings)) {
                bucket.requireConditions(BucketObjects.CHECK);
                return true;
            } catch (BucketException e) {
                if (String.valueOf(e.getMessage()).contains("If-Match")) {
                    return false;
                }
                throw new IllegalStateException(e);
            }
        }
    }

    /** A folder. */
    record InFolder(Path folder) implements StoreHome {
        @Override
        public StorePlace place() {
            return new FolderPlace(folder);
        }

        @Override
        public List<String> names() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> !Set.of("cache", ".lock", ".reserve").contains(name))
                        .sorted()
                        .toList();
            }
        }

        @Override
        public byte[] read(String name) throws IOException {
            return Files.readAllBytes(folder.resolve(name));
        }

        @Override
        public void write(String name, byte[] content) throws IOException {
            Files.write(folder.resolve(name), content);
        }

        @Override
        public void delete(String name) throws IOException {
            Files.delete(folder.resolve(name));
        }
    }

    /** A bucket. */
    record InBucket(BucketSettings settings) implements StoreHome {
        @Override
        public StorePlace place() {
            return new BucketPlace(settings);
        }

        @Override
        public List<String> names() throws BucketException {
            List<String> names = new ArrayList<>();
            try (Bucket bucket = Bucket.open(settings)) {
                bucket.list(object -> names.add(object.name()));
            }
            names.remove(BucketObjects.CHECK);
            return names;
        }

        @Override
        public byte[] read(String name) throws BucketException {
            try (Bucket bucket = Bucket.open(settings)) {
                return bucket.get(name, 1 << 24).content();
            }
        }

        @Override
        public void write(String name, byte[] content) throws BucketException {
            try (Bucket bucket = Bucket.open(settings)) {
                bucket.put(name, content, "application/octet-stream", Condition.ALWAYS);
            }
        }

        @Override
        public void delete(String name) throws BucketException {
            try (Bucket bucket = Bucket.open(settings)) {
                bucket.delete(name);
            }
        }
    }
}
