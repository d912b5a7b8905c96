package org.layerlab.backend.photo;

import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoRows;

/**
 * The rows of a large JPEG, decoded a band at a time: 50 megapixels would take 150 MB at once. A band is decoded from
 * the file's beginning, so that n bands take n/2 times as long as the whole.
 */
final class JpegBands implements PhotoRows {
    /** Larger photos are read in bands of at most this many pixels. */
    static final int MOST_PIXELS = 16_000_000;

    private final byte[] file;
    private final ImageReader reader;
    private final int width;
    private final int height;
    private final int rows;
    private @Nullable JpegSamples band;
    private int from;

    /**
     * The rows of a JPEG.
     *
     * @param file the whole of it
     * @param reader which can go back in it
     */
    JpegBands(byte[] file, ImageReader reader, int width, int height) {
        this.file = file;
        this.reader = reader;
        this.width = width;
        this.height = height;
        rows = Math.max(1, MOST_PIXELS / width);
    }

    @Override
    public void read(int y, byte[] rgba) {
        JpegSamples known = band;
        if (known == null || y < from || y >= from + known.height()) {
            from = y - y % rows;
            // The last one is given back before the next is decoded.
            band = null;
            known = decode();
            band = known;
        }
        known.read(y - from, rgba);
    }

    private JpegSamples decode() {
        ImageReadParam part = reader.getDefaultReadParam();
        part.setSourceRegion(new Rectangle(0, from, width, Math.min(rows, height - from)));
        try {
            return JpegSamples.of(file, reader.readRaster(0, part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
