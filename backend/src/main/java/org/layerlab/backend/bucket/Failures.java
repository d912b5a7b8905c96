package org.layerlab.backend.bucket;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.bucket.BucketException.Trouble;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What went wrong, from the exceptions of Amazon's client. */
final class Failures {
    private static final Set<String> CLOCK =
            Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "AuthFailureClockSkew");
    private static final Set<String> FULL = Set.of(
            "QuotaExceeded",
            "XMinioStorageFull",
            "XMinioAdminBucketQuotaExceeded",
            "InsufficientStorage",
            "InsufficientCapacity",
            "StorageFull",
            "EntityTooLarge",
            "TooManyObjects");
    private static final int MAX_TEXT = 200;

    private final BucketSettings settings;

    Failures(BucketSettings settings) {
        this.settings = settings;
    }

    BucketException of(Throwable failure) {
        if (failure instanceof BucketException known) {
            return known;
        }
        if (failure instanceof AwsServiceException answered) {
            return answered(answered);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreliableException unreliable) {
                return make(Trouble.UNREACHABLE, true, String.valueOf(unreliable.getMessage()), failure);
            }
            if (cause instanceof UnknownHostException) {
                return make(Trouble.UNREACHABLE, true, "its host is unknown", failure);
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return make(Trouble.UNREACHABLE, true, "nothing answers there", failure);
            }
            if (cause instanceof SSLException) {
                return isCut(cause)
                        ? broken(cause, failure)
                        : make(Trouble.BROKEN, false, "TLS failed: " + text(cause.getMessage()), failure);
            }
            if (cause instanceof SocketTimeoutException
                    || cause instanceof ApiCallTimeoutException
                    || cause instanceof ApiCallAttemptTimeoutException) {
                return make(Trouble.UNREACHABLE, true, "it did not answer in time", failure);
            }
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unable to load credentials")) {
            return make(
                    Trouble.REFUSED,
                    false,
                    "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
                    failure);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return broken(cause, failure);
            }
        }
        return make(Trouble.BROKEN, true, "its answer cannot be read: " + text(message), failure);
    }

    /** Whether TLS failed because the connection ended, as in the middle of a handshake. */
    private static boolean isCut(Throwable tls) {
        for (Throwable cause = tls.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return true;
            }
        }
        return false;
    }

    private BucketException broken(Throwable cause, Throwable failure) {
        return make(Trouble.UNREACHABLE, true, "the connection broke: " + text(cause.getMessage()), failure);
    }

    private BucketException answered(AwsServiceException e) {
        int status = e.statusCode();
        String code = e.awsErrorDetails() == null
                        || e.awsErrorDetails().errorCode() == null
                        || e.awsErrorDetails().errorCode().isEmpty()
                ? String.valueOf(status)
                : text(e.awsErrorDetails().errorCode());
        if (CLOCK.contains(code)) {
            return make(
                    Trouble.CLOCK,
                    true,
                    "its clock and this machine's differ too much (" + code + "); set the clock",
                    e);
        }
        if (FULL.contains(code) || status == 507) {
            return make(Trouble.FULL, false, "it is full (" + code + ")", e);
        }
        if (code.equals("NoSuchBucket")) {
            return make(Trouble.NO_BUCKET, false, "there is no such bucket", e);
        }
        // S3 says so with status 400.
        if (code.equals("RequestTimeout")) {
            return later(code, e);
        }
        return switch (status) {
            case 404 -> make(Trouble.NO_OBJECT, false, "it has no such object (" + code + ")", e);
            // 409: another write of the same object is under way.
            case 409 -> make(Trouble.CONFLICT, true, "it was being changed (" + code + ")", e);
            case 412 -> make(Trouble.CONFLICT, false, "it was changed (" + code + ")", e);
            case 401, 403 -> make(Trouble.REFUSED, false, "it refuses these credentials (" + code + ")", e);
            case 301, 307 ->
                make(Trouble.BROKEN, false, "it is in another region (" + code + "); set it with --s3-region", e);
            case 408, 429 -> later(code, e);
            default ->
                status >= 500
                        ? make(Trouble.UNREACHABLE, true, "it is unavailable (" + status + " " + code + ")", e)
                        : make(Trouble.BROKEN, false, "it rejects the request (" + status + " " + code + ")", e);
        };
    }

    private BucketException later(String code, AwsServiceException e) {
        return make(Trouble.UNREACHABLE, true, "it asks to try again later (" + code + ")", e);
    }

    /** {@code the bucket s3://pets at http://…: why}. */
    BucketException make(Trouble trouble, boolean passing, String why, @Nullable Throwable cause) {
        return new BucketException(trouble, passing, "the bucket " + settings.where() + ": " + why, cause);
    }

    BucketException make(Trouble trouble, boolean passing, String why) {
        return make(trouble, passing, why, null);
    }

    /** What a stranger wrote, on one short line. */
    private static String text(@Nullable String message) {
        String line =
                String.valueOf(message).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX_TEXT ? line : String.format(Locale.ROOT, "%s…", line.substring(0, MAX_TEXT));
    }
}
