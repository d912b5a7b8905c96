package org.layerlab.backend.photo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The bytes of an image file for a reader, which fails where a reader goes on behind the end. That of WebP takes each byte
 * there as a zero, and a few bytes can tell it of gigabytes to read.
 */
final class FileInput extends MemoryCacheImageInputStream {
    /** Sound files are read some bytes ahead. */
    private static final int MOST_BEHIND = 10_000;

    private int behind;

    FileInput(byte[] file) {
        super(new ByteArrayInputStream(file));
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value < 0 && ++behind > MOST_BEHIND) {
            // Not an EOFException, which the reader takes for a zero.
            throw new IOException("unexpected end of file");
        }
        return value;
    }
}
