package org.layerlab.page.files;

import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.page.browser.Bytes;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * A photo that a person gave: its bytes are checked, the browser decodes them, and nothing leaves this page. The same in
 * a page and in a worker.
 */
public final class PhotoFile {
    /** Takes a prepared photo. */
    public interface Taken {
        /**
         * Called once.
         *
         * @param bgr 64×64 pixels, row by row, in BGR, as the network takes them
         * @param bitmap the decoded photo, upright, to be drawn on a canvas
         */
        void taken(byte[] bgr, Bitmap bitmap);
    }

    /** Hears why a photo could not be taken. */
    public interface Refused {
        void refused(String why);
    }

    /** The browser's decoded picture. */
    public interface Bitmap extends JSObject {
        @JSProperty
        int getWidth();

        @JSProperty
        int getHeight();
    }

    @JSFunctor
    private interface Decoded extends JSObject {
        void decoded(Bitmap bitmap);
    }

    @JSFunctor
    private interface GotBytes extends JSObject {
        void read(Int8Array bytes);
    }

    @JSFunctor
    private interface Failed extends JSObject {
        void failed();
    }

    private static final int LEAST_SIDE = 4;

    /** Two megapixels are 8 MB: fetched at once, which is many times as fast as row by row. */
    private static final int MOST_AT_ONCE = 2_000_000;

    private PhotoFile() {}

    /** Gives a decoded picture's memory back. */
    @JSBody(params = "bitmap", script = "bitmap.close();")
    public static native void close(Bitmap bitmap);

    /** Reads, checks, decodes and prepares a file. */
    public static void take(File file, Taken taken, Refused refused) {
        String name = file.getName().isEmpty() ? "The photo" : file.getName();
        try {
            ImageHeader.requireLength(name, file.getSize());
        } catch (PhotoException e) {
            refused.refused(message(e));
            return;
        }
        read(
                file,
                bytes -> {
                    try {
                        ImageHeader.read(name, bytes.copyToJavaArray());
                    } catch (PhotoException e) {
                        refused.refused(message(e));
                        return;
                    }
                    decode(
                            file,
                            bitmap -> {
                                try {
                                    taken.taken(prepare(name, bitmap), bitmap);
                                } catch (PhotoException e) {
                                    refused.refused(message(e));
                                }
                            },
                            () -> refused.refused(name + " is damaged: this browser cannot decode it."));
                },
                () -> refused.refused(name + " could not be read."));
    }

    private static byte[] prepare(String name, Bitmap bitmap) throws PhotoException {
        int width = bitmap.getWidth();
        int height = bitmap.getHeight();
        ImageHeader.requirePixels(name, width, height);
        if (Math.min(width, height) < LEAST_SIDE) {
            throw new PhotoException(name + " is " + width + "×" + height + " pixels: too small to show an animal.");
        }
        // Of a large photo only the few rows that the resize looks at are fetched: a canvas of the whole of it may be
        // too large for a phone. The browser has turned the photo upright already, hence orientation 1.
        boolean whole = (long) width * height <= MOST_AT_ONCE;
        JSObject canvas = canvas(width, whole ? height : 1);
        Int8Array all = whole ? pixels(canvas, bitmap, 0, height) : null;
        return PhotoInput.prepare(
                width,
                height,
                (y, rgba) -> {
                    Int8Array row =
                            all == null ? pixels(canvas, bitmap, y, 1) : Bytes.part(all, 4 * width * y, 4 * width);
                    byte[] pixels = row.copyToJavaArray();
                    System.arraycopy(pixels, 0, rgba, 0, pixels.length);
                },
                1);
    }

    private static String message(PhotoException e) {
        return String.valueOf(e.getMessage());
    }

    @JSBody(
            params = {"file", "read", "failed"},
            script = "file.arrayBuffer().then(function(b) { read(new Int8Array(b)); }, function() { failed(); });")
    private static native void read(File file, GotBytes read, Failed failed);

    @JSBody(
            params = {"file", "decoded", "failed"},
            script = "createImageBitmap(file, {premultiplyAlpha: 'none', colorSpaceConversion: 'none'})"
                    + ".then(function(bitmap) { decoded(bitmap); }, function() { failed(); });")
    private static native void decode(File file, Decoded decoded, Failed failed);

    @JSBody(
            params = {"width", "height"},
            script = "var canvas = typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(width, height)"
                    + " : Object.assign(document.createElement('canvas'), {width: width, height: height});"
                    + "var context = canvas.getContext('2d', {willReadFrequently: true});"
                    + "context.globalCompositeOperation = 'copy'; return context;")
    private static native JSObject canvas(int width, int height);

    @JSBody(
            params = {"context", "bitmap", "y", "height"},
            script = "var width = context.canvas.width;"
                    + "context.drawImage(bitmap, 0, y, width, height, 0, 0, width, height);"
                    + "return new Int8Array(context.getImageData(0, 0, width, height).data.buffer);")
    private static native Int8Array pixels(JSObject context, Bitmap bitmap, int y, int height);
}
