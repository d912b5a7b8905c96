package org.layerlab.network.data;

/**
 * The segments {@code FF marker length …} of a JPEG before its first scan: the frame header gives the size, an APP1 the
 * orientation.
 *
 * <p>Source: ITU-T T.81 annex B.
 *
 * @param frame the marker of the frame header
 * @param width columns
 * @param height rows
 */
record JpegHeader(int frame, int width, int height) {
    private static final int SEQUENTIAL = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int ARITHMETIC = 0xc9;
    private static final int PROGRESSIVE_ARITHMETIC = 0xca;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int APP1 = 0xe1;

    /**
     * Reads it.
     *
     * @param orientation hears of the segments that may tell it
     * @throws PhotoException when there is no frame header, or one of a kind that browsers don't decode
     */
    static JpegHeader read(HeaderBytes in, ExifOrientation orientation) throws PhotoException {
        int at = frame(in, orientation);
        JpegHeader header = new JpegHeader(in.u8(at + 1), in.u16(at + 7), in.u16(at + 5));
        requireDecodable(in, header.frame, in.u8(at + 4));
        lookOn(in, at, orientation);
        return header;
    }

    /** The same, whatever the orientation. */
    static JpegHeader read(HeaderBytes in) throws PhotoException {
        return read(in, new ExifOrientation(in, at -> {}));
    }

    /** Whether the entropy coding is arithmetic, which not every browser decodes. */
    boolean isArithmetic() {
        return frame == ARITHMETIC || frame == PROGRESSIVE_ARITHMETIC;
    }

    /** Where the frame header is; looks for the orientation on the way. */
    private static int frame(HeaderBytes in, ExifOrientation orientation) throws PhotoException {
        int at = segment(in, 2);
        while (!isFrame(in.u8(at + 1))) {
            if (isLast(in.u8(at + 1))) {
                throw new PhotoException(in.name() + " is a JPEG without a frame header: its size is missing");
            }
            look(in, at, orientation);
            at = next(in, at);
        }
        return at;
    }

    /** The next segment that has a length, from there on. */
    private static int segment(HeaderBytes in, int from) throws PhotoException {
        int at = from;
        while (true) {
            // Decoders skip stray bytes between segments, and fill bytes, too.
            if (in.u8(at) != 0xff || in.u8(at + 1) == 0xff) {
                at++;
            } else if (standsAlone(in.u8(at + 1))) {
                at += 2;
            } else {
                return at;
            }
        }
    }

    /** Whether a marker has no length and nothing else; 0 is not a marker but a byte 255 of a scan. */
    static boolean standsAlone(int marker) {
        return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    private static int next(HeaderBytes in, int at) throws PhotoException {
        int length = in.u16(at + 2);
        if (length < 2) {
            throw new PhotoException(
                    in.name() + " is a damaged JPEG: the segment at byte " + at + " has length " + length);
        }
        return segment(in, at + 2 + length);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean isLast(int marker) {
        return marker == END || marker == SCAN;
    }

    private static void look(HeaderBytes in, int at, ExifOrientation orientation) throws PhotoException {
        // Chromium does not look at the byte after these, which should be 0.
        if (in.u8(at + 1) == APP1 && in.startsWith(at + 4, 'E', 'x', 'i', 'f', 0)) {
            orientation.look(at + 10, at + 2L + in.u16(at + 2));
        }
    }

    /** Looks between the frame header and the scan as well, as browsers do. */
    private static void lookOn(HeaderBytes in, int frame, ExifOrientation orientation) {
        try {
            for (int at = next(in, frame); !isLast(in.u8(at + 1)); at = next(in, at)) {
                look(in, at, orientation);
            }
        } catch (PhotoException e) {
            // What ends or is damaged here is for the decoder to say; the size is known.
            return;
        }
    }

    private static void requireDecodable(HeaderBytes in, int marker, int bits) throws PhotoException {
        switch (marker) {
            case SEQUENTIAL, EXTENDED, PROGRESSIVE, ARITHMETIC, PROGRESSIVE_ARITHMETIC -> {
                if (bits != 8) {
                    throw new PhotoException(
                            in.name() + " is a JPEG of " + bits + " bits a color; browsers decode those of 8 bits");
                }
            }
            default ->
                throw new PhotoException(in.name()
                        + " is a lossless or hierarchical JPEG; browsers decode baseline and progressive ones");
        }
    }
}
