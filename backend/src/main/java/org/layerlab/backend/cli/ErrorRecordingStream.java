package org.layerlab.backend.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** An output that remembers why it failed; a {@code PrintStream} on it only knows that it did. */
final class ErrorRecordingStream extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    ErrorRecordingStream(OutputStream out) {
        super(out);
    }

    /** Why it failed last; null if it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
