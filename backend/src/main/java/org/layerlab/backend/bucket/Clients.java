package org.layerlab.backend.bucket;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.layerlab.backend.bucket.BucketException.Trouble;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Amazon's client, set up to work with other vendors' stores too, and to limit every wait. */
final class Clients {
    /** Idle connections that Java keeps for the next requests. */
    private static final String KEPT = "http.maxConnections";

    private static final int CONNECTIONS = 32;
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private Clients() {}

    static S3Client of(BucketSettings settings) throws BucketException {
        if (System.getProperty(KEPT) == null) {
            System.setProperty(KEPT, Integer.toString(CONNECTIONS));
        }
        RetryPolicy retryPolicy = settings.retryPolicy();
        S3ClientBuilder builder = S3Client.builder()
                .region(region(settings))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(DefaultCredentialsProvider.builder().build())
                // Only Amazon supports checksums in trailers; contents are compared with their SHA-256 anyway.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .overrideConfiguration(override -> override.addExecutionInterceptor(new BoundedBodies())
                        // Retries tries again; the client does not know the time limit for all tries.
                        .retryStrategy(retry -> retry.maxAttempts(1)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT.compareTo(retryPolicy.once()) < 0 ? CONNECT : retryPolicy.once())
                        .socketTimeout(retryPolicy.once()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static Region region(BucketSettings settings) throws BucketException {
        Optional<String> said = Stream.of(
                        settings.region(),
                        Optional.ofNullable(System.getenv("AWS_REGION")),
                        Optional.ofNullable(System.getenv("AWS_DEFAULT_REGION")))
                .flatMap(Optional::stream)
                .filter(region -> !region.isBlank())
                .findFirst();
        if (said.isPresent()) {
            return Region.of(said.get());
        }
        if (settings.endpoint().isPresent()) {
            // Most other stores have one region, with the name of Amazon's first.
            return Region.US_EAST_1;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkException e) {
            throw new Failures(settings)
                    .make(Trouble.BROKEN, false, "its region is unknown; set it with --s3-region or AWS_REGION", e);
        }
    }
}
