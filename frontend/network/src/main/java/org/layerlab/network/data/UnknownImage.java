package org.layerlab.network.data;

/** Names what a file is that is not a photo of a format that is taken, where that is known, and what to do about it. */
final class UnknownImage {
    private static final String TAKEN = "JPEG, PNG, WebP, GIF and BMP are taken";

    private UnknownImage() {}

    /** Names what the file is, where that is known, and what to do about it. */
    static PhotoException refusal(HeaderBytes in) throws PhotoException {
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
            if (in.startsWith(at, 'c', 'r', 'x', ' ')) {
                return "a camera's raw image; save it as JPEG first";
            }
            if (in.startsWith(at, 'q', 't', ' ', ' ')) {
                return "a QuickTime video";
            }
        }
        return in.startsWith(8, 'm', 'i', 'f') ? "a HEIF; save it as JPEG first" : "an MP4 video";
    }

    /** Says what is taken instead. */
    static PhotoException refusal(String name, String kind) {
        return new PhotoException(
                name + " is " + kind + (kind.contains("; ") ? " (" : "; ") + TAKEN + (kind.contains("; ") ? ")" : ""));
    }
}
