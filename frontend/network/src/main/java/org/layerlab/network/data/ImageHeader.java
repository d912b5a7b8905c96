package org.layerlab.network.data;

/**
 * What the first bytes of an image file say about it, so that a file is refused by name before anything is decoded:
 * a few kilobytes can claim gigabytes of pixels.
 *
 * <p>Sources: ITU-T T.81 annex B (JPEG), W3C PNG, GIF89a, RFC 9649 (WebP), Exif 2.32 (orientation, tag 0x0112).
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

    /** The formats that are taken, by the names people know them by. */
    public enum Format {
        JPEG,
        PNG,
        GIF,
        WEBP("WebP"),
        BMP;

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

    private static final String TAKEN = "JPEG, PNG, WebP, GIF and BMP are taken";

    /**
     * Reads the header of an image.
     *
     * @param name what to call the file in a message
     * @param bytes the whole file; not modified
     * @throws PhotoException when the file is empty or too large, not an image or of a format that is not taken, when
     *     it ends before it says its size, or when it has more than {@link #MAX_PIXELS}
     */
    public static ImageHeader read(String name, byte[] bytes) throws PhotoException {
        requireLength(name, bytes.length);
        HeaderBytes in = new HeaderBytes(name, bytes);
        ImageHeader header = parse(in);
        if (header.width < 1 || header.height < 1) {
            throw new PhotoException(name + " says that it is " + header.width + "×" + header.height
                    + " pixels: there is nothing to see");
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
            throw new PhotoException(
                    name + " has " + inMillions(length, 1 << 20) + " MB; at most " + (MAX_BYTES >> 20) + " are taken");
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
                    + " megapixels; at most " + MAX_PIXELS / 1_000_000 + " are taken");
        }
    }

    /** Columns once the orientation is undone. */
    public int uprightWidth() {
        return orientation >= 5 ? height : width;
    }

    /** Rows once the orientation is undone. */
    public int uprightHeight() {
        return orientation >= 5 ? width : height;
    }

    /** Rounded up to a tenth, so that what is over a limit also reads so; whole numbers without a fraction. */
    private static String inMillions(long value, long million) {
        long tenths = (value * 10 + million - 1) / million;
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static ImageHeader parse(HeaderBytes in) throws PhotoException {
        if (in.startsWith(0, 0xff, 0xd8, 0xff)) {
            return jpeg(in);
        }
        if (in.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return png(in);
        }
        if (in.startsWith(0, 'G', 'I', 'F', '8')) {
            return gif(in);
        }
        if (in.startsWith(0, 'R', 'I', 'F', 'F') && in.startsWith(8, 'W', 'E', 'B', 'P')) {
            return webp(in);
        }
        if (in.startsWith(0, 'B', 'M')) {
            return bmp(in);
        }
        throw refusal(in);
    }

    /** Segments {@code FF marker length …} up to the frame header, which gives the size. */
    private static ImageHeader jpeg(HeaderBytes in) throws PhotoException {
        int orientation = 1;
        int at = 2;
        while (true) {
            if (in.u8(at) != 0xff) { // stray bytes between segments, which decoders skip too
                at++;
                continue;
            }
            int marker = in.u8(at + 1);
            if (marker == 0xff) { // a fill byte
                at++;
                continue;
            }
            if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { // stand alone, without a length
                at += 2;
                continue;
            }
            if (marker == 0xd9 || marker == 0xda) {
                throw new PhotoException(in.name() + " is a JPEG without a frame header: its size is missing");
            }
            int length = in.u16(at + 2);
            if (length < 2) {
                throw new PhotoException(
                        in.name() + " is a damaged JPEG: the segment at byte " + at + " has length " + length);
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return new ImageHeader(Format.JPEG, in.u16(at + 7), in.u16(at + 5), orientation);
            }
            if (marker == 0xe1 && in.startsWith(at + 4, 'E', 'x', 'i', 'f', 0, 0)) {
                orientation = orientation(in, at + 10, at + 2 + length);
            }
            at += 2 + length;
        }
    }

    private static ImageHeader png(HeaderBytes in) throws PhotoException {
        if (!in.startsWith(12, 'I', 'H', 'D', 'R')) {
            in.u32(20); // says so where the file is merely cut off
            throw new PhotoException(in.name() + " begins as a PNG, but is none: its header (IHDR) is missing");
        }
        int width = in.size(in.u32(16));
        int height = in.size(in.u32(20));
        int orientation = 1;
        long at = 8;
        while (at + 8 <= in.length()) {
            long length = in.u32((int) at);
            if (in.startsWith((int) at + 4, 'e', 'X', 'I', 'f')) {
                orientation = orientation(in, (int) at + 8, at + 8 + length);
                break;
            }
            at += 12 + length;
        }
        return new ImageHeader(Format.PNG, width, height, orientation);
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
            throw refusal(in.name(), "not an image");
        }
        // A negative height says that the rows run from the top.
        return new ImageHeader(Format.BMP, in.size(in.u32le(18)), in.size(Math.abs((long) (int) in.u32le(22))), 1);
    }

    private static ImageHeader webp(HeaderBytes in) throws PhotoException {
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
            int orientation = 1;
            long at = 12;
            while (at + 8 <= in.length()) {
                long length = in.u32le((int) at + 4);
                if (in.startsWith((int) at, 'E', 'X', 'I', 'F')) {
                    // Some writers keep the JPEG's prefix.
                    int tiff = (int) at + (in.startsWith((int) at + 8, 'E', 'x', 'i', 'f', 0, 0) ? 14 : 8);
                    orientation = orientation(in, tiff, at + 8 + length);
                    break;
                }
                at += 8 + length + (length & 1);
            }
            return new ImageHeader(Format.WEBP, width, height, orientation);
        }
        in.u32le(12);
        throw new PhotoException(in.name() + " is a damaged WebP: it begins with no image");
    }

    /**
     * The orientation in a TIFF structure's first directory; 1 where it is missing or damaged, since a photo with a
     * spoilt EXIF is a photo still.
     */
    private static int orientation(HeaderBytes in, int tiff, long claimedEnd) throws PhotoException {
        long end = Math.min(claimedEnd, in.length());
        boolean little = in.startsWith(tiff, 'I', 'I', 42, 0);
        if (end < tiff + 8L || (!little && !in.startsWith(tiff, 'M', 'M', 0, 42))) {
            return 1;
        }
        long directory = tiff + (little ? in.u32le(tiff + 4) : in.u32(tiff + 4));
        if (directory + 2 > end) {
            return 1;
        }
        int entries = little ? in.u16le((int) directory) : in.u16((int) directory);
        for (int e = 0; e < entries && directory + 2 + 12L * (e + 1) <= end; e++) {
            int entry = (int) directory + 2 + 12 * e;
            int tag = little ? in.u16le(entry) : in.u16(entry);
            if (tag == 0x0112) {
                int value = little ? in.u16le(entry + 8) : in.u16(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    /** Names what the file is, where that is known, and what to do about it. */
    private static PhotoException refusal(HeaderBytes in) throws PhotoException {
        if (in.startsWith(4, 'f', 't', 'y', 'p')) {
            return refusal(in.name(), isoMedia(in));
        }
        if (in.startsWith(0, 'I', 'I', 42, 0) || in.startsWith(0, 'M', 'M', 0, 42)) {
            return refusal(in.name(), "a TIFF or a camera's raw image; save it as JPEG first");
        }
        if (in.startsWith(0, 'I', 'I', 43, 0) || in.startsWith(0, 'M', 'M', 0, 43)) {
            return refusal(in.name(), "a BigTIFF; save it as JPEG first");
        }
        if (in.startsWith(0, 0xff, 0x0a) || in.startsWith(0, 0, 0, 0, 12, 'J', 'X', 'L', ' ')) {
            return refusal(in.name(), "a JPEG XL; save it as JPEG first");
        }
        if (in.startsWith(0, 0, 0, 0, 12, 'j', 'P', ' ', ' ') || in.startsWith(0, 0xff, 0x4f, 0xff, 0x51)) {
            return refusal(in.name(), "a JPEG 2000; save it as JPEG first");
        }
        if (in.startsWith(0, '8', 'B', 'P', 'S')) {
            return refusal(in.name(), "a Photoshop document; save it as JPEG first");
        }
        if (in.startsWith(0, 0, 0, 1, 0) || in.startsWith(0, 0, 0, 2, 0)) {
            return refusal(in.name(), "an icon");
        }
        if (in.startsWith(0, '%', 'P', 'D', 'F')) {
            return refusal(in.name(), "a PDF");
        }
        if (in.startsWith(0, 'P', 'K', 3, 4)) {
            return refusal(in.name(), "a zip archive");
        }
        if (in.startsWith(0, 0x1a, 0x45, 0xdf, 0xa3)
                || in.startsWith(4, 'm', 'o', 'o', 'v')
                || in.startsWith(4, 'm', 'd', 'a', 't')
                || in.startsWith(4, 'w', 'i', 'd', 'e')
                || (in.startsWith(0, 'R', 'I', 'F', 'F') && in.startsWith(8, 'A', 'V', 'I', ' '))) {
            return refusal(in.name(), "a video");
        }
        String text = in.textAtStart();
        if (text.startsWith("<svg") || (text.startsWith("<?xml") && text.contains("<svg"))) {
            return refusal(in.name(), "an SVG drawing");
        }
        return refusal(in.name(), "not an image");
    }

    /** What an ISO base media file is, by its major brand and then by those it is compatible with. */
    private static String isoMedia(HeaderBytes in) throws PhotoException {
        long end = Math.min(in.length(), Math.min(in.u32(0), 256));
        for (int at = 8; at + 4 <= end; at += 4) {
            if (in.startsWith(at, 'a', 'v', 'i', 'f') || in.startsWith(at, 'a', 'v', 'i', 's')) {
                return "an AVIF; save it as JPEG first";
            }
            if (in.startsWith(at, 'h', 'e', 'i') || in.startsWith(at, 'h', 'e', 'v')) {
                return "a HEIC, as phones of Apple's make them; save it as JPEG first";
            }
            if (in.startsWith(at, 'c', 'r', 'x', ' ')) {
                return "a camera's raw image; save it as JPEG first";
            }
            if (in.startsWith(at, 'q', 't', ' ', ' ')) {
                return "a QuickTime video";
            }
        }
        return in.startsWith(8, 'm', 'i', 'f') ? "a HEIF; save it as JPEG first" : "an MP4 video";
    }

    private static PhotoException refusal(String name, String kind) {
        return new PhotoException(
                name + " is " + kind + (kind.contains("; ") ? " (" : "; ") + TAKEN + (kind.contains("; ") ? ")" : ""));
    }
}
