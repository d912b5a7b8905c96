package org.layerlab.backend.bucket;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where objects are: {@code s3://bucket/prefix}.
 *
 * @param bucket its name
 * @param prefix before each object's name; empty, or with a slash at its end
 */
public record BucketAddress(String bucket, String prefix) {
    /** Amazon's rules for names: letters, digits, dots and hyphens, 3 to 63 of them. */
    private static final Pattern URL =
            Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9._/-]{0,200}?))?/?");

    private static final String SCHEME = "s3:";

    /** Whether this looks like a bucket address, well-formed or not. */
    public static boolean isMeantBy(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * Parses {@code s3://bucket/prefix}; the prefix may be missing.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static BucketAddress parse(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches() || matcher.group(1).contains("..")) {
            throw new IllegalArgumentException("'" + url
                    + "' is not s3://BUCKET/PREFIX, with a bucket of 3 to 63 lower-case letters, digits, dots and"
                    + " hyphens, and a prefix of letters, digits, dots, hyphens, underscores and slashes");
        }
        String prefix = matcher.group(2) == null ? "" : matcher.group(2);
        for (String part : prefix.split("/", -1)) {
            if (!prefix.isEmpty() && (part.isEmpty() || part.equals(".") || part.equals(".."))) {
                throw new IllegalArgumentException(
                        "'" + url + "' has the prefix " + prefix + ", whose parts must not be empty, . or ..");
            }
        }
        return new BucketAddress(matcher.group(1), prefix.isEmpty() ? "" : prefix + "/");
    }

    /** The key of an object of this name. */
    String key(String name) {
        return prefix + name;
    }

    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }
}
