package org.layerlab.network.data;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of an image file say about it, so that a file is refused by name before anything is decoded:
 * a few kilobytes can claim gigabytes of pixels.
 *
 * <p>Sources: ITU-T T.81 annex B (JPEG), W3C PNG, GIF89a, RFC 9649 (WebP), ISO/IEC 23008-12 (AVIF and HEIC: {@code ispe}).
 *
 * @param format what kind of file it is
 * @param width columns as stored, at least 1
 * @param height rows as stored, at least 1
 * @param orientation EXIF's, 1 to 8; 1 where the file says none
 */
public record ImageHeader(Format format, int width, int height, int orientation) {
    /** The largest file that is taken, in bytes: 32 MB. */
    public static final int MAX_BYTES = 32 << 20;

    /** The largest photo that is taken, in pixels: 64 megapixels, which are 256 MB once decoded. */
    public static final int MAX_PIXELS = 64_000_000;

    /** Within this many bytes an AVIF or a HEIC has said its size. */
    private static final int MOST_PROPERTIES = 1 << 16;

    /** The formats that are taken, by the names people know them by. */
    public enum Format {
        JPEG,
        PNG,
        GIF,
        WEBP("WebP"),
        BMP,
        /** Decoded by browsers alone. */
        AVIF,
        /** Decoded by some browsers. */
        HEIC;

        private final String label;

        Format() {
            this.label = name();
        }

        Format(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * Reads the header of an image.
     *
     * @param name what to call the file in a message
     * @param bytes the whole file; not modified
     * @throws PhotoException when the file is empty or too large, not an image or of a format that is not taken, when
     *     it ends before it says its size, or when it has more than {@link #MAX_PIXELS}
     */
    public static ImageHeader read(String name, byte[] bytes) throws PhotoException {
        return read(name, bytes, at -> {});
    }

    /**
     * Reads the header of an image that someone else decodes, who need not know about orientations: who sets the bytes that
     * are named to 1 gets the rows as they are stored. Not so for AVIF and HEIC, which are always turned by their decoder.
     *
     * @param turned hears where the file says an orientation other than 1
     * @throws PhotoException as {@link #read(String, byte[])}
     */
    public static ImageHeader read(String name, byte[] bytes, IntConsumer turned) throws PhotoException {
        requireLength(name, bytes.length);
        HeaderBytes in = new HeaderBytes(name, bytes);
        ImageHeader header = parse(in, turned);
        if (header.width < 1 || header.height < 1) {
            throw new PhotoException(
                    name + " says it is " + header.width + "×" + header.height + " pixels: there is nothing to see");
        }
        requirePixels(name, header.width, header.height);
        return header;
    }

    /**
     * Refuses a file by its length alone, for those who know it before they have the bytes.
     *
     * @param name what to call the file in a message
     * @param length in bytes
     * @throws PhotoException when the file is empty or over {@link #MAX_BYTES}
     */
    public static void requireLength(String name, long length) throws PhotoException {
        if (length == 0) {
            throw new PhotoException(name + " is empty (0 bytes)");
        }
        if (length > MAX_BYTES) {
            throw new PhotoException(name + " has " + inMillions(length, 1 << 20) + " MB; at most " + (MAX_BYTES >> 20)
                    + " are allowed");
        }
    }

    /**
     * Refuses a photo by its size.
     *
     * @param name what to call the file in a message
     * @param width columns, at least 1
     * @param height rows, at least 1
     * @throws PhotoException when there are more pixels than {@link #MAX_PIXELS}
     */
    public static void requirePixels(String name, int width, int height) throws PhotoException {
        long pixels = (long) width * height;
        if (pixels > MAX_PIXELS) {
            throw new PhotoException(name + " is " + width + "×" + height + " = " + inMillions(pixels, 1_000_000)
                    + " megapixels; at most " + MAX_PIXELS / 1_000_000 + " are allowed");
        }
    }

    /**
     * Why a browser could not decode a photo.
     *
     * @param name what to call the file
     * @param bytes the whole file, of which this is the header; not modified
     */
    public PhotoException undecoded(String name, byte[] bytes) {
        if (format == Format.HEIC) {
            return new PhotoException(
                    name + " is a HEIC, which this browser cannot decode; save it as JPEG or PNG first");
        }
        try {
            if (format == Format.JPEG
                    && JpegHeader.read(new HeaderBytes(name, bytes)).isArithmetic()) {
                return new PhotoException(name
                        + " is a JPEG with arithmetic coding, which this browser cannot decode; save it as PNG first");
            }
        } catch (PhotoException e) {
            return e;
        }
        return PhotoException.damaged(name, null);
    }

    private static ImageHeader jpeg(HeaderBytes in, ExifOrientation orientation) throws PhotoException {
        JpegHeader header = JpegHeader.read(in, orientation);
        return new ImageHeader(Format.JPEG, header.width(), header.height(), orientation.value());
    }

    /** Rounded up to a tenth, so that what is over a limit also reads so; whole numbers without a fraction. */
    private static String inMillions(long value, long million) {
        long tenths = (value * 10 + million - 1) / million;
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static ImageHeader parse(HeaderBytes in, IntConsumer turned) throws PhotoException {
        if (in.startsWith(0, 0xff, 0xd8, 0xff)) {
            return jpeg(in, new ExifOrientation(in, turned));
        }
        if (in.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return png(in, new ExifOrientation(in, turned));
        }
        if (in.startsWith(0, 'G', 'I', 'F', '8')) {
            return gif(in);
        }
        if (in.startsWith(0, 'R', 'I', 'F', 'F') && in.startsWith(8, 'W', 'E', 'B', 'P')) {
            return webp(in, new ExifOrientation(in, turned));
        }
        if (in.startsWith(0, 'B', 'M')) {
            return bmp(in);
        }
        Format format = isoMedia(in);
        if (format != null) {
            return isoMedia(in, format);
        }
        throw UnknownImage.refusal(in);
    }

    /** AVIF or HEIC, by the brands; null for other files. */
    private static @Nullable Format isoMedia(HeaderBytes in) throws PhotoException {
        long end = in.startsWith(4, 'f', 't', 'y', 'p') ? Math.min(in.length(), Math.min(in.u32(0), 256)) : 0;
        for (int at = 8; at + 4 <= end; at += 4) {
            if (in.startsWith(at, 'a', 'v', 'i', 'f') || in.startsWith(at, 'a', 'v', 'i', 's')) {
                return Format.AVIF;
            }
            if (in.startsWith(at, 'h', 'e', 'i') || in.startsWith(at, 'h', 'e', 'v')) {
                return Format.HEIC;
            }
        }
        return null;
    }

    /** The largest size of a picture in the file, which has several: tiles, a preview, an alpha channel. */
    private static ImageHeader isoMedia(HeaderBytes in, Format format) throws PhotoException {
        int width = 0;
        int height = 0;
        for (int at = 0; at < MOST_PROPERTIES && at + 16 <= in.length(); at++) {
            if (in.startsWith(at, 'i', 's', 'p', 'e')) {
                width = Math.max(width, in.size(in.u32(at + 8)));
                height = Math.max(height, in.size(in.u32(at + 12)));
            }
        }
        if (width == 0) {
            in.u8(in.length()); // says so
        }
        return new ImageHeader(format, width, height, 1);
    }

    private static ImageHeader png(HeaderBytes in, ExifOrientation orientation) throws PhotoException {
        if (!in.startsWith(12, 'I', 'H', 'D', 'R')) {
            in.u32(20); // says so where the file is merely cut off
            throw new PhotoException(in.name() + " begins like a PNG, but its header (IHDR) is missing");
        }
        int width = in.size(in.u32(16));
        int height = in.size(in.u32(20));
        long at = 8;
        while (at + 8 <= in.length()) {
            long length = in.u32((int) at);
            if (in.startsWith((int) at + 4, 'e', 'X', 'I', 'f')) {
                orientation.look((int) at + 8, at + 8 + length);
            }
            at += 12 + length;
        }
        return new ImageHeader(Format.PNG, width, height, orientation.value());
    }

    private static ImageHeader gif(HeaderBytes in) throws PhotoException {
        return new ImageHeader(Format.GIF, in.u16le(6), in.u16le(8), 1);
    }

    private static ImageHeader bmp(HeaderBytes in) throws PhotoException {
        long header = in.u32le(14);
        if (header == 12) {
            return new ImageHeader(Format.BMP, in.u16le(18), in.u16le(20), 1);
        }
        if (header < 40 || header > 124) {
            throw UnknownImage.refusal(in.name(), "not an image");
        }
        // A negative height says that the rows run from the top.
        return new ImageHeader(Format.BMP, in.size(in.u32le(18)), in.size(Math.abs((long) (int) in.u32le(22))), 1);
    }

    private static ImageHeader webp(HeaderBytes in, ExifOrientation orientation) throws PhotoException {
        if (in.startsWith(12, 'V', 'P', '8', ' ')) {
            in.u16le(28);
            if (!in.startsWith(23, 0x9d, 0x01, 0x2a)) {
                throw new PhotoException(in.name() + " is a damaged WebP: its key frame does not begin as one");
            }
            return new ImageHeader(Format.WEBP, in.u16le(26) & 0x3fff, in.u16le(28) & 0x3fff, 1);
        }
        if (in.startsWith(12, 'V', 'P', '8', 'L')) {
            if (in.u8(20) != 0x2f) {
                throw new PhotoException(in.name() + " is a damaged WebP: its lossless image does not begin as one");
            }
            long bits = in.u32le(21);
            return new ImageHeader(Format.WEBP, (int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1, 1);
        }
        if (in.startsWith(12, 'V', 'P', '8', 'X')) {
            int width = (int) (in.u32le(24) & 0xffffff) + 1;
            int height = (int) (in.u32le(26) >> 8) + 1;
            long at = 12;
            while (at + 8 <= in.length()) {
                long length = in.u32le((int) at + 4);
                if (in.startsWith((int) at, 'E', 'X', 'I', 'F')) {
                    // Some writers keep the JPEG's prefix.
                    int tiff = (int) at + (in.startsWith((int) at + 8, 'E', 'x', 'i', 'f', 0, 0) ? 14 : 8);
                    orientation.look(tiff, at + 8 + length);
                }
                at += 8 + length + (length & 1);
            }
            return new ImageHeader(Format.WEBP, width, height, orientation.value());
        }
        in.u32le(12);
        throw new PhotoException(in.name() + " is a damaged WebP: it does not begin with an image");
    }
}
