package org.layerlab.network.data;

import java.util.function.IntConsumer;

/**
 * The EXIF orientation of a photo: which way the camera was held, 1 to 8.
 *
 * <p>Source: Exif 2.32, tag 0x0112.
 */
final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int DIRECTORY_ENTRY = 12;

    private final HeaderBytes in;
    private final IntConsumer turned;
    private int orientation;

    /**
     * An orientation that is still to be found.
     *
     * @param turned hears where in the file the byte is that says so, if it is not 1
     */
    ExifOrientation(HeaderBytes in, IntConsumer turned) {
        this.in = in;
        this.turned = turned;
    }

    /** The first that was found; 1 where there is none. */
    int value() {
        return Math.max(1, orientation);
    }

    /**
     * Looks into a TIFF structure's first directory. One that is damaged says nothing: a photo with a spoilt EXIF is a photo
     * still.
     */
    void look(int tiff, long claimedEnd) throws PhotoException {
        long end = Math.min(claimedEnd, in.length());
        boolean little = in.startsWith(tiff, 'I', 'I', 42, 0);
        if (end < tiff + 8L || (!little && !in.startsWith(tiff, 'M', 'M', 0, 42))) {
            return;
        }
        long directory = tiff + (little ? in.u32le(tiff + 4) : in.u32(tiff + 4));
        if (directory + 2 > end) {
            return;
        }
        int entries = little ? in.u16le((int) directory) : in.u16((int) directory);
        for (int e = 0; e < entries && directory + 2 + DIRECTORY_ENTRY * (e + 1L) <= end; e++) {
            int entry = (int) directory + 2 + DIRECTORY_ENTRY * e;
            int value = little ? in.u16le(entry + 8) : in.u16(entry + 8);
            if ((little ? in.u16le(entry) : in.u16(entry)) == TAG && value >= 1 && value <= 8) {
                orientation = orientation > 0 ? orientation : value;
                if (value > 1) {
                    turned.accept(little ? entry + 8 : entry + 9);
                }
            }
        }
    }
}
