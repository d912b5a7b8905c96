package org.layerlab.backend.photo;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.layerlab.network.data.PhotoRows;

/**
 * A decoded image as rows of RGBA, sample by sample. {@link BufferedImage#getRGB} is unsuitable: it treats gray as
 * linear light and changes its values.
 */
final class ImageRows {
    private ImageRows() {}

    static PhotoRows of(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? ofPalette(image.getRaster(), palette)
                : ofSamples(image.getRaster(), image.getColorModel());
    }

    private static PhotoRows ofPalette(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        int[] indices = new int[width];
        int[] argb = new int[palette.getMapSize()];
        palette.getRGBs(argb);
        return (y, rgba) -> {
            raster.getSamples(0, y, width, 1, 0, indices);
            for (int x = 0; x < width; x++) {
                // An index beyond the palette is black, as the PNG specification recommends.
                int color = indices[x] < argb.length ? argb[indices[x]] : 0xff000000;
                rgba[4 * x] = (byte) (color >> 16);
                rgba[4 * x + 1] = (byte) (color >> 8);
                rgba[4 * x + 2] = (byte) color;
                rgba[4 * x + 3] = (byte) (color >>> 24);
            }
        };
    }

    /** Gray, gray and alpha, RGB, or RGBA, of up to 16 bits each. */
    private static PhotoRows ofSamples(Raster raster, ColorModel model) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        if (bands > 4) {
            throw new IllegalArgumentException("an image with " + bands + " channels is neither gray nor RGB");
        }
        int red = 0;
        int green = bands >= 3 ? 1 : 0;
        int blue = bands >= 3 ? 2 : 0;
        boolean hasAlpha = model.hasAlpha() && bands % 2 == 0;
        int alpha = bands - 1;
        boolean premultiplied = hasAlpha && model.isAlphaPremultiplied();
        int[] sizes = raster.getSampleModel().getSampleSize();
        int[] samples = new int[width * bands];
        return (y, rgba) -> {
            raster.getPixels(0, y, width, 1, samples);
            for (int x = 0; x < width; x++) {
                int p = x * bands;
                int a = hasAlpha ? byteOf(samples[p + alpha], sizes[alpha]) : 255;
                int r = byteOf(samples[p + red], sizes[red]);
                int g = byteOf(samples[p + green], sizes[green]);
                int b = byteOf(samples[p + blue], sizes[blue]);
                rgba[4 * x] = (byte) (premultiplied ? divided(r, a) : r);
                rgba[4 * x + 1] = (byte) (premultiplied ? divided(g, a) : g);
                rgba[4 * x + 2] = (byte) (premultiplied ? divided(b, a) : b);
                rgba[4 * x + 3] = (byte) a;
            }
        };
    }

    /**
     * A sample of {@code bits} bits as 0–255: more bits are cut off, as libpng does for OpenCV; fewer are scaled up.
     */
    static int byteOf(int sample, int bits) {
        if (bits == 8) {
            return sample & 0xff;
        }
        if (bits > 8) {
            return sample >>> (bits - 8) & 0xff;
        }
        int max = (1 << bits) - 1;
        return (sample * 255 + max / 2) / max;
    }

    private static int divided(int color, int alpha) {
        return alpha == 0 ? 0 : Math.min(255, (color * 255 + alpha / 2) / alpha);
    }
}
