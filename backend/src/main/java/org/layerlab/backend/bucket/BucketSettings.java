package org.layerlab.backend.bucket;

import java.net.URI;
import java.util.Optional;

/**
 * Which bucket to use, and how to reach it. Credentials are not included: Amazon's client finds them in the environment, in
 * {@code ~/.aws}, or asks the machine it runs on.
 *
 * @param endpoint of a store other than Amazon's, such as {@code http://127.0.0.1:9000}
 * @param region of the bucket; if empty, the environment's
 * @param pathStyle whether the bucket's name is in the path rather than in the host
 * @param retryPolicy how failed requests are repeated
 */
public record BucketSettings(
        BucketAddress address,
        Optional<URI> endpoint,
        Optional<String> region,
        boolean pathStyle,
        RetryPolicy retryPolicy) {
    /**
     * @throws IllegalArgumentException when the endpoint is not an http or https URL of a host, or the region is malformed
     */
    public BucketSettings {
        endpoint.ifPresent(BucketSettings::check);
        if (region.isPresent() && !region.get().matches("[A-Za-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("'" + region.get() + "' is not a region such as eu-central-1");
        }
    }

    /** The endpoint of a URL. */
    public static URI endpoint(String url) {
        try {
            URI endpoint = URI.create(url);
            check(endpoint);
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + withoutUser(url) + "' is not an http or https URL with a host and nothing after its port", e);
        }
    }

    /** The URL without a user and password, which do not belong in it. */
    private static String withoutUser(String url) {
        return url.replaceFirst("//[^/@]*@", "//…@");
    }

    private static void check(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme());
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
        if (!(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null
                || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("the endpoint is not an http or https URL of a host");
        }
    }

    /** The bucket's name for messages. */
    public String where() {
        return address + endpoint.map(url -> " at " + url).orElse("");
    }
}
