package org.layerlab.backend.bucket;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Bounds each body from the store in bytes and in time, including those that Amazon's client itself parses. */
final class BoundedBodies implements ExecutionInterceptor {
    /** The most bytes that the body of an answer may have; set on each request. */
    static final ExecutionAttribute<Long> MAX_BYTES = new ExecutionAttribute<>("layerlab.maxBytes");

    /** When the body must be complete, by {@link System#nanoTime}. */
    static final ExecutionAttribute<Long> END = new ExecutionAttribute<>("layerlab.end");

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Long maxBytes = attributes.getAttribute(MAX_BYTES);
        Long end = attributes.getAttribute(END);
        return maxBytes == null || end == null
                ? context.responseBody()
                : context.responseBody().map(body -> new Bounded(body, maxBytes, end));
    }

    private static final class Bounded extends FilterInputStream {
        private final long end;
        private long left;

        Bounded(InputStream in, long maxBytes, long end) {
            super(in);
            this.left = maxBytes;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new UnreliableException("it did not answer in time");
            }
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                left -= count;
                if (left < 0) {
                    throw new UnreliableException("its answer is too long");
                }
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
