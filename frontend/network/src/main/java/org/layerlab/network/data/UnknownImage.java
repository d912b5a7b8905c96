package org.layerlab.network.data;

/** Says what a file is that isn't a photo LayerLab reads, where that is known, and what to do about it. */
final class UnknownImage {
    private UnknownImage() {}

    /** Names what the file is, where that is known, and what to do about it. */
    static PhotoException refusal(HeaderBytes in) throws PhotoException {
        if (in.startsWith(4, 'f', 't', 'y', 'p')) {
            return isoMedia(in);
        }
        if (in.startsWith(0, 'I', 'I', 42, 0) || in.startsWith(0, 'M', 'M', 0, 42)) {
            return convertible(in.name(), "a TIFF or a camera's raw image");
        }
        if (in.startsWith(0, 'I', 'I', 43, 0) || in.startsWith(0, 'M', 'M', 0, 43)) {
            return convertible(in.name(), "a BigTIFF");
        }
        if (in.startsWith(0, 0xff, 0x0a) || in.startsWith(0, 0, 0, 0, 12, 'J', 'X', 'L', ' ')) {
            return convertible(in.name(), "a JPEG XL");
        }
        if (in.startsWith(0, 0, 0, 0, 12, 'j', 'P', ' ', ' ') || in.startsWith(0, 0xff, 0x4f, 0xff, 0x51)) {
            return convertible(in.name(), "a JPEG 2000");
        }
        if (in.startsWith(0, '8', 'B', 'P', 'S')) {
            return convertible(in.name(), "a Photoshop document");
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
    private static PhotoException isoMedia(HeaderBytes in) throws PhotoException {
        long end = Math.min(in.length(), Math.min(in.u32(0), 256));
        for (int at = 8; at + 4 <= end; at += 4) {
            if (in.startsWith(at, 'c', 'r', 'x', ' ')) {
                return convertible(in.name(), "a camera's raw image");
            }
            if (in.startsWith(at, 'q', 't', ' ', ' ')) {
                return refusal(in.name(), "a QuickTime video");
            }
        }
        return in.startsWith(8, 'm', 'i', 'f') ? convertible(in.name(), "a HEIF") : refusal(in.name(), "an MP4 video");
    }

    private static PhotoException convertible(String name, String kind) {
        return new PhotoException(
                name + " is " + kind + "; save it as JPEG first (LayerLab reads JPEG, PNG, WebP, GIF, and BMP)");
    }

    /** Says what is read instead. */
    static PhotoException refusal(String name, String kind) {
        return new PhotoException(name + " is " + kind + "; LayerLab reads JPEG, PNG, WebP, GIF, and BMP");
    }
}
