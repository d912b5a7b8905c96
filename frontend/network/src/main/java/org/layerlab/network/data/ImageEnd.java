package org.layerlab.network.data;

/**
 * Where the picture in an image file ends, so that a file whose download was interrupted is refused in the same words by
 * everyone: some decoders would show the beginning and leave the rest gray.
 *
 * <p>Only the structure is followed; the picture may still be damaged. What follows the picture does not matter: cameras and
 * phones append previews and films. Of an animation the first frame counts.
 *
 * <p>Sources: ITU-T T.81 annex B, W3C PNG, GIF89a, RFC 9649; ISO/IEC 14496-12 (AVIF and HEIC); BMP by Microsoft's {@code BITMAPINFOHEADER}.
 */
public final class ImageEnd {
    private ImageEnd() {}

    /**
     * Refuses a file that ends before its picture does.
     *
     * @param name what to call the file in a message
     * @param bytes the whole file, whose header was read; not modified
     * @throws PhotoException when the picture's end is missing
     */
    public static void require(String name, ImageHeader.Format format, byte[] bytes) throws PhotoException {
        HeaderBytes in = new HeaderBytes(name, bytes);
        boolean whole;
        try {
            whole = switch (format) {
                case JPEG -> jpeg(in);
                case PNG -> png(in);
                case GIF -> gif(in);
                case WEBP -> in.u32le(4) + 8 <= in.length();
                case BMP -> bmp(in);
                case AVIF, HEIC -> isoMedia(in);
            };
        } catch (PhotoException e) {
            whole = false;
        }
        if (!whole) {
            throw new PhotoException(name + " is cut off: it ends before its picture does");
        }
    }

    /** Segments and the data of scans up to the marker of the end. */
    private static boolean jpeg(HeaderBytes in) throws PhotoException {
        int at = 2;
        while (true) {
            int marker = in.u8(at) == 0xff ? in.u8(at + 1) : -1;
            if (marker < 0 || marker == 0xff) {
                at++;
            } else if (JpegHeader.standsAlone(marker)) {
                at += 2;
            } else if (marker == 0xd9) {
                return true;
            } else {
                at += 2 + Math.max(2, in.u16(at + 2));
            }
        }
    }

    private static boolean png(HeaderBytes in) throws PhotoException {
        long at = 8;
        while (at < in.length()) {
            long next = at + 12 + in.u32((int) at);
            if (in.startsWith((int) at + 4, 'I', 'E', 'N', 'D')) {
                return next <= in.length();
            }
            at = next;
        }
        return false;
    }

    /** Blocks up to the end of the first picture; a block that is unknown is left to the decoder. */
    private static boolean gif(HeaderBytes in) throws PhotoException {
        int at = 13 + colors(in.u8(10));
        while (true) {
            int block = in.u8(at);
            if (block == ',') {
                at += 11 + colors(in.u8(at + 9));
            } else if (block == '!') {
                at += 2;
            } else {
                return true;
            }
            for (int size = in.u8(at); size > 0; size = in.u8(at)) {
                at += 1 + size;
            }
            at++;
            if (block == ',') {
                return true;
            }
        }
    }

    /** Boxes until the one that describes the pictures and the one with their data were both seen. */
    private static boolean isoMedia(HeaderBytes in) throws PhotoException {
        boolean described = false;
        boolean data = false;
        for (long at = 0; at < in.length() && !(described && data); ) {
            long size = in.u32((int) at);
            described |= in.startsWith((int) at + 4, 'm', 'e', 't', 'a');
            data |= in.startsWith((int) at + 4, 'm', 'd', 'a', 't');
            // 0: to the end of the file; 1: eight bytes of a size follow, of which no photo needs the first four.
            at = size == 0 ? in.length() : at + Math.max(8, size == 1 ? in.u32((int) at + 12) : size);
            if (at > in.length()) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a color table. */
    private static int colors(int flags) {
        return flags < 0x80 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** Rows of whole words; what is compressed is left to the decoder. */
    private static boolean bmp(HeaderBytes in) throws PhotoException {
        boolean old = in.u32le(14) == 12;
        long compression = old ? 0 : in.u32le(30);
        long width = old ? in.u16le(18) : in.u32le(18);
        long height = old ? in.u16le(20) : Math.abs((int) in.u32le(22));
        long row = (width * in.u16le(old ? 24 : 28) + 31) / 32 * 4;
        return (compression != 0 && compression != 3 && compression != 6) || in.u32le(10) + row * height <= in.length();
    }
}
