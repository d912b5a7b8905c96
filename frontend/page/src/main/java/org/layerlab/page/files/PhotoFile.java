package org.layerlab.page.files;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.ImageEnd;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoRows;
import org.layerlab.network.data.PreparedPhoto;
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
         * @param photo as it was asked for, in BGR
         * @param bitmap the decoded photo, to be drawn on a canvas and closed
         */
        void taken(PreparedPhoto photo, Bitmap bitmap);
    }

    /** Hears why a photo could not be taken. */
    public interface Refused {
        void refused(String why);
    }

    /** The browser's decoded picture, with its rows as they are stored. */
    public interface Bitmap extends JSObject {
        @JSProperty
        int getWidth();

        @JSProperty
        int getHeight();

        /** EXIF's, 1 to 8. */
        @JSProperty
        int getOrientation();

        @JSProperty
        void setOrientation(int orientation);
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

    /** A megapixel is 4 MB: fetched at once, which is many times as fast as row by row. */
    private static final int MOST_AT_ONCE = 1_000_000;

    private PhotoFile() {}

    /** Gives a decoded picture's memory back. */
    @JSBody(params = "bitmap", script = "bitmap.close();")
    public static native void close(Bitmap bitmap);

    /**
     * Reads, checks, decodes and prepares a file for one look.
     *
     * @param how the network takes photos; in BGR whatever it says
     * @param taken takes the pixels, row by row, in BGR
     */
    public static void read(File file, PhotoPreparation how, Consumer<byte[]> taken, Refused refused) {
        take(
                file,
                how.lookedAtOnce(),
                (photo, bitmap) -> {
                    close(bitmap);
                    taken.accept(photo.whole());
                },
                refused);
    }

    /**
     * Reads, checks, decodes and prepares a file, for a second look too where the network takes one.
     *
     * @param how the network takes photos; in BGR whatever it says
     */
    public static void take(File file, PhotoPreparation how, Taken taken, Refused refused) {
        String name = name(file);
        try {
            ImageHeader.requireLength(name, file.getSize());
        } catch (PhotoException e) {
            refused.refused(message(e));
            return;
        }
        read(
                file,
                bytes -> {
                    // The browser must not turn the photo, since not every one turns every format.
                    ImageHeader header;
                    try {
                        byte[] copy = bytes.copyToJavaArray();
                        header = ImageHeader.read(name, copy, at -> bytes.set(at, (byte) 1));
                        ImageEnd.require(name, header.format(), copy);
                    } catch (PhotoException e) {
                        refused.refused(message(e));
                        return;
                    }
                    decode(
                            bytes,
                            bitmap -> {
                                bitmap.setOrientation(header.orientation());
                                prepare(file, bitmap, how, photo -> taken.taken(photo, bitmap), why -> {
                                    close(bitmap);
                                    refused.refused(why);
                                });
                            },
                            () -> refused.refused(message(header.undecoded(name, bytes.copyToJavaArray()))));
                },
                () -> refused.refused(name + " could not be read."));
    }

    private static String name(File file) {
        return file.getName().isEmpty() ? "The photo" : file.getName();
    }

    /** Prepares a decoded photo or says what is wrong with its file. */
    private static void prepare(
            File file, Bitmap bitmap, PhotoPreparation how, Consumer<PreparedPhoto> ready, Refused refused) {
        String name = name(file);
        PreparedPhoto photo;
        try {
            photo = prepare(name, bitmap, bitmap.getOrientation(), how.plain());
        } catch (PhotoException e) {
            refused.refused(message(e));
            return;
        } catch (RuntimeException e) {
            refused.refused(name + " could not be read.");
            return;
        }
        ready.accept(photo);
    }

    /**
     * Prepares a decoded, upright picture, such as a camera's, and frees its memory.
     *
     * @param how the network takes photos; in BGR whatever it says
     * @throws PhotoException when it has too many pixels
     * @throws IllegalStateException when the browser does not give its pixels
     */
    public static PreparedPhoto prepare(Bitmap bitmap, PhotoPreparation how) throws PhotoException {
        try {
            return prepare("The picture", bitmap, 1, how.plain());
        } finally {
            close(bitmap);
        }
    }

    private static PreparedPhoto prepare(String name, Bitmap bitmap, int orientation, PhotoPreparation how)
            throws PhotoException {
        int width = bitmap.getWidth();
        int height = bitmap.getHeight();
        ImageHeader.requirePixels(name, width, height);
        // Of a large photo a few rows at a time are fetched: a canvas of the whole of it may be too large for a phone.
        int rows = Math.max(1, Math.min(height, MOST_AT_ONCE / width));
        JSObject canvas = canvas(width, rows);
        try {
            return how.looks(width, height, new Strip(canvas, bitmap, width, rows), orientation);
        } finally {
            free(canvas);
        }
    }

    /** The rows of a bitmap, as many at once as a small canvas holds. */
    private static final class Strip implements PhotoRows {
        private final JSObject canvas;
        private final Bitmap bitmap;
        private final int width;
        private final int rows;
        private byte[] pixels = {};
        private int from = -1;

        Strip(JSObject canvas, Bitmap bitmap, int width, int rows) {
            this.canvas = canvas;
            this.bitmap = bitmap;
            this.width = width;
            this.rows = rows;
        }

        @Override
        public void read(int y, byte[] rgba) {
            int first = y - y % rows;
            if (first != from) {
                Int8Array some = pixels(canvas, bitmap, first, Math.min(rows, bitmap.getHeight() - first));
                if (some == null) {
                    throw new IllegalStateException("The picture could not be read.");
                }
                pixels = some.copyToJavaArray();
                from = first;
            }
            System.arraycopy(pixels, 4 * width * (y - first), rgba, 0, 4 * width);
        }
    }

    private static String message(PhotoException e) {
        return String.valueOf(e.getMessage());
    }

    @JSBody(
            params = {"file", "read", "failed"},
            script = "file.arrayBuffer().then(function(b) { read(new Int8Array(b)); }, function() { failed(); });")
    private static native void read(File file, GotBytes read, Failed failed);

    @JSBody(
            params = {"bytes", "decoded", "failed"},
            script = "createImageBitmap(new Blob([bytes]), {premultiplyAlpha: 'none', colorSpaceConversion: 'none'})"
                    + ".then(function(bitmap) { decoded(bitmap); }, function() { failed(); });")
    private static native void decode(Int8Array bytes, Decoded decoded, Failed failed);

    @JSBody(
            params = {"width", "height"},
            script = "return typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(width, height)"
                    + " : Object.assign(document.createElement('canvas'), {width: width, height: height});")
    private static native JSObject canvas(int width, int height);

    /** Some rows of a bitmap; null where the browser has no memory for them. */
    @JSBody(
            params = {"canvas", "bitmap", "y", "height"},
            script = "try { var width = canvas.width;"
                    + "  var context = canvas.getContext('2d', {willReadFrequently: true});"
                    + "  context.globalCompositeOperation = 'copy';"
                    + "  context.drawImage(bitmap, 0, y, width, height, 0, 0, width, height);"
                    + "  return new Int8Array(context.getImageData(0, 0, width, height).data.buffer);"
                    + "} catch (e) { return null; }")
    private static native @Nullable Int8Array pixels(JSObject canvas, Bitmap bitmap, int y, int height);

    /** Safari keeps the memory of a canvas long after its last use. */
    @JSBody(params = "canvas", script = "canvas.width = 0;")
    private static native void free(JSObject canvas);
}
