package org.layerlab.backend.bucket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.bucket.BucketException.Trouble;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Which failures pass, so that the request is tried again. */
class FailuresTest {
    private final Failures failures = new Failures(TestBuckets.at(URI.create("https://127.0.0.1:9"), "pets", "x"));

    private BucketException of(SSLException tls, Throwable cause) {
        tls.initCause(cause);
        return failures.of(SdkClientException.create("Unable to execute HTTP request", tls));
    }

    @Test
    void aConnectionThatEndsInAHandshakeIsTriedAgain() {
        for (IOException cause : new IOException[] {
            new EOFException("SSL peer shut down incorrectly"), new SocketException("Connection reset")
        }) {
            BucketException failure = of(new SSLHandshakeException("Remote host terminated the handshake"), cause);
            assertEquals(Trouble.UNREACHABLE, failure.trouble());
            assertTrue(failure.isPassing(), cause.toString());
            assertTrue(String.valueOf(failure.getMessage()).contains("the connection broke: "), failure.getMessage());
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsNot() {
        BucketException failure = of(new SSLHandshakeException("no trust"), new CertificateException("unknown"));
        assertEquals(Trouble.BROKEN, failure.trouble());
        assertEquals(false, failure.isPassing());
        assertTrue(String.valueOf(failure.getMessage()).contains("TLS failed: no trust"), failure.getMessage());
    }
}
