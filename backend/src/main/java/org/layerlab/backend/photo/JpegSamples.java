package org.layerlab.backend.photo;

import java.awt.image.Raster;
import org.layerlab.network.data.PhotoRows;

/**
 * The samples of a JPEG as rows of RGBA. Follows libjpeg's rules for the color space and its arithmetic for RGB, so
 * that the result equals that of OpenCV and browsers digit for digit.
 *
 * <p>Sources: libjpeg 6b, {@code jdapimin.c} (default_decompress_parms) and {@code jdcolor.c}; for CMYK,
 * what browsers do: the values are inverted, as Adobe stores them, and each is multiplied by black.
 */
final class JpegSamples implements PhotoRows {
    /** What the components of a JPEG mean. */
    enum Colors {
        GRAY,
        YCBCR,
        RGB,
        CMYK,
        YCCK
    }

    private static final int SHIFT = 16;
    private static final int HALF = 1 << (SHIFT - 1);

    private final Raster raster;
    private final Colors colors;
    private final byte[] row;

    private JpegSamples(Raster raster, Colors colors) {
        this.raster = raster;
        this.colors = colors;
        this.row = new byte[raster.getWidth() * raster.getNumBands()];
    }

    /**
     * @param file the whole JPEG, for its markers
     * @param raster its decoded samples, 8 bits each, not converted
     * @throws IllegalArgumentException when a pixel has 2 samples or more than 4
     */
    static JpegSamples of(byte[] file, Raster raster) {
        return new JpegSamples(raster, colors(file, raster.getNumBands()));
    }

    int width() {
        return raster.getWidth();
    }

    int height() {
        return raster.getHeight();
    }

    @Override
    public void read(int y, byte[] rgba) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width, 1, row);
        for (int x = 0; x < width; x++) {
            int p = x * bands;
            int first = row[p] & 0xff;
            int second = bands > 1 ? row[p + 1] & 0xff : first;
            int third = bands > 1 ? row[p + 2] & 0xff : first;
            int r = first;
            int g = second;
            int b = third;
            if (colors == Colors.YCBCR || colors == Colors.YCCK) {
                int cb = second - 128;
                int cr = third - 128;
                r = clamp(first + ((fixed(1.40200) * cr + HALF) >> SHIFT));
                g = clamp(first + ((-fixed(0.34414) * cb - fixed(0.71414) * cr + HALF) >> SHIFT));
                b = clamp(first + ((fixed(1.77200) * cb + HALF) >> SHIFT));
            }
            if (bands == 4) {
                int k = row[p + 3] & 0xff;
                boolean inverted = colors == Colors.YCCK;
                r = withBlack(inverted ? 255 - r : r, k);
                g = withBlack(inverted ? 255 - g : g, k);
                b = withBlack(inverted ? 255 - b : b, k);
            }
            rgba[4 * x] = (byte) r;
            rgba[4 * x + 1] = (byte) g;
            rgba[4 * x + 2] = (byte) b;
            rgba[4 * x + 3] = (byte) 255;
        }
    }

    private static int withBlack(int ink, int k) {
        return ink * k / 255;
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << SHIFT) + 0.5);
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }

    /** The meaning of the components: from the JFIF and Adobe markers, or else from their names. */
    static Colors colors(byte[] file, int components) {
        boolean jfif = false;
        int adobe = -1;
        String names = "";
        int at = 2;
        // The markers up to the first scan; the header has a frame, so the loop reaches it.
        while (at + 4 <= file.length && names.isEmpty()) {
            int marker = file[at + 1] & 0xff;
            if (file[at] != (byte) 0xff || marker == 0xff) {
                at++;
                continue;
            }
            if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += 2;
                continue;
            }
            int length = (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
            int end = Math.min(file.length, at + 2 + length);
            if (marker == 0xe0 && startsWith(file, at + 4, end, "JFIF\0")) {
                jfif = true;
            } else if (marker == 0xee && startsWith(file, at + 4, end, "Adobe") && end >= at + 16) {
                adobe = file[at + 15] & 0xff;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                names = names(file, at + 10, end);
            }
            at += 2 + Math.max(2, length);
        }
        return switch (components) {
            case 1 -> Colors.GRAY;
            case 3 -> {
                boolean rgb = !jfif && (adobe >= 0 ? adobe == 0 : names.equals("RGB"));
                yield rgb ? Colors.RGB : Colors.YCBCR;
            }
            case 4 -> adobe > 0 ? Colors.YCCK : Colors.CMYK;
            default ->
                throw new IllegalArgumentException(
                        "a JPEG with " + components + " components is neither gray, nor color, nor CMYK");
        };
    }

    /** The one-byte names of the components, three bytes apart. */
    private static String names(byte[] file, int at, int end) {
        StringBuilder names = new StringBuilder();
        for (int i = at; i < end; i += 3) {
            names.append((char) (file[i] & 0xff));
        }
        return names.length() == 0 ? "?" : names.toString();
    }

    private static boolean startsWith(byte[] file, int at, int end, String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (file[at + i] != (byte) text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
