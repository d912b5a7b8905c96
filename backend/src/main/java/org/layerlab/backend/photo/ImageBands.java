package org.layerlab.backend.photo;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoRows;

/**
 * The rows of a large JPEG or PNG, decoded a band at a time: 50 megapixels would take 150 to 400 MB at once. For each band,
 * a JPEG is decoded up to there, so that n bands take n/2 times as long as the whole; a PNG is decoded to its end.
 */
final class ImageBands implements PhotoRows {
    /** A band should have at most this many bytes of decoded samples. */
    static final long MOST_BYTES = 48_000_000;

    /** Of a JPEG's decoded pixel: most have three channels, few four. */
    static final int JPEG_BYTES = 3;

    /** Gets the rows of a part of the picture. */
    @FunctionalInterface
    interface Decoder {
        /**
         * Decodes a band.
         *
         * @param part where it is in the picture
         * @return its rows, from 0
         */
        PhotoRows rows(ImageReadParam part) throws IOException;
    }

    private final ImageReader reader;
    private final Decoder decoder;
    private final int width;
    private final int height;
    private final int rows;
    private @Nullable PhotoRows band;
    private int from;

    /**
     * The rows of a picture.
     *
     * @param reader which can go back in its file
     * @param rows of a band
     */
    ImageBands(ImageReader reader, Decoder decoder, int width, int height, int rows) {
        this.reader = reader;
        this.decoder = decoder;
        this.width = width;
        this.height = height;
        this.rows = rows;
    }

    /** How many rows of that many bytes each a band has. */
    static int rows(long bytesOfRow) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, MOST_BYTES / bytesOfRow));
    }

    @Override
    public void read(int y, byte[] rgba) {
        PhotoRows known = band;
        if (known == null || y < from || y >= from + rows) {
            from = y - y % rows;
            // The last one is given back before the next is decoded.
            band = null;
            known = null;
            known = decode();
            band = known;
        }
        known.read(y - from, rgba);
    }

    private PhotoRows decode() {
        ImageReadParam part = reader.getDefaultReadParam();
        part.setSourceRegion(new Rectangle(0, from, width, Math.min(rows, height - from)));
        try {
            return decoder.rows(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
