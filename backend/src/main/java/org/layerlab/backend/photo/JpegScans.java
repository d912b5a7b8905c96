package org.layerlab.backend.photo;

import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;

/**
 * The scans of a JPEG. A progressive one refines its coefficients scan by scan; each goes over the whole picture, and
 * takes a dozen bytes where it changes nothing, so that a small file could keep a decoder busy for hours.
 *
 * <p>Source: ITU-T T.81, annex B.
 */
final class JpegScans {
    /** Programs write about 10; libjpeg-turbo's own fuzzers stop at 500. */
    static final int MOST = 100;

    /** Larger photos may have fewer: they are decoded several times, see {@link ImageBands}. */
    private static final long MOST_PIXELS = MOST * (ImageBands.MOST_BYTES / ImageBands.JPEG_BYTES);

    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegScans() {}

    /**
     * Refuses a JPEG by the number of its scans.
     *
     * @param name what to call the file in a message
     * @throws PhotoException when it has more than {@link #MOST}, or fewer for a photo of more than 16 megapixels
     */
    static void requireFew(String name, ImageHeader header, byte[] file) throws PhotoException {
        int most = (int) Math.min(MOST, MOST_PIXELS / ((long) header.width() * header.height()));
        int scans = count(file);
        if (scans > most) {
            throw new PhotoException(name + " is a JPEG of " + scans + " scans; at most " + most
                    + " are allowed for its size of " + header.width() + "×" + header.height());
        }
    }

    /** The scans up to the end of the image; what a camera appends to it is not decoded. */
    static int count(byte[] file) {
        int scans = 0;
        int at = 2;
        while (at + 1 < file.length) {
            int marker = file[at + 1] & 0xff;
            if (file[at] != (byte) 0xff || marker == 0xff) {
                at++;
            } else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                // A byte 255 of the scan's data, or a marker without a length.
                at += 2;
            } else if (marker == END_OF_IMAGE) {
                break;
            } else {
                scans += marker == START_OF_SCAN ? 1 : 0;
                int length = at + 3 < file.length ? (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff) : 0;
                at += 2 + Math.max(2, length);
            }
        }
        return scans;
    }
}
