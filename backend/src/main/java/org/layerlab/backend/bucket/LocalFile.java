package org.layerlab.backend.bucket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is written from its beginning; its failures can be told from those of the network. */
final class LocalFile extends OutputStream {
    private final OutputStream out;

    /** The disk's failure, not the store's. */
    static final class Failed extends IOException {
        Failed(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    LocalFile(Path file) throws Failed {
        try {
            out = Files.newOutputStream(file);
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    @Override
    public void write(int b) throws Failed {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Failed {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Failed(e);
        }
    }

    @Override
    public void close() throws Failed {
        try {
            out.close();
        } catch (IOException e) {
            throw new Failed(e);
        }
    }
}
