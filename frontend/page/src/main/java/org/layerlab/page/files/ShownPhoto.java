package org.layerlab.page.files;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.PhotoPreparation;
import org.teavm.jso.file.File;

/**
 * A photo that a person gave or picked, which can be prepared for any network: from its file where there is one, else
 * from the pixels that another network saw.
 */
public final class ShownPhoto {
    private final @Nullable File file;
    private final byte[] pixels;
    private final PhotoPreparation how;
    /** Decoded, until it is released; null where it was not kept. */
    private PhotoFile.@Nullable Bitmap picture;

    private ShownPhoto(@Nullable File file, byte[] pixels, PhotoPreparation how) {
        this.file = file;
        this.pixels = pixels;
        this.how = how;
    }

    /** A photo from a file, with the pixels that were prepared from it. */
    public static ShownPhoto of(File file, byte[] pixels, PhotoPreparation how) {
        return new ShownPhoto(file, pixels, how);
    }

    /** The same with the decoded picture, which {@link #release} frees: until then, nothing has to be decoded again. */
    public static ShownPhoto of(File file, byte[] pixels, PhotoPreparation how, PhotoFile.Bitmap picture) {
        ShownPhoto photo = new ShownPhoto(file, pixels, how);
        photo.picture = picture;
        return photo;
    }

    /** A photo of which only the pixels are left that a network saw, in BGR. */
    public static ShownPhoto of(byte[] pixels) {
        return new ShownPhoto(null, pixels, PhotoPreparation.TUTORIAL);
    }

    /** The file that it was read from; null where only pixels are left. */
    public @Nullable File file() {
        return file;
    }

    /** The pixels that were prepared first, in BGR. */
    public byte[] pixels() {
        return pixels;
    }

    /** Frees the decoded picture, which may take 200 MB. */
    public void release() {
        PhotoFile.Bitmap kept = picture;
        if (kept != null) {
            picture = null;
            PhotoFile.close(kept);
        }
    }

    /** Whether {@link #pixels} is what such a network takes. */
    public boolean isPrepared(PhotoPreparation wanted) {
        return file == null ? wanted.side() == PhotoPreparation.squareSide(pixels.length) : wanted.equals(how);
    }

    /**
     * Prepares it for a network.
     *
     * @param ready takes the pixels, in BGR; called at once where nothing has to be read
     * @param refused hears why the file cannot be read any more
     */
    public void prepare(PhotoPreparation wanted, Consumer<byte[]> ready, PhotoFile.Refused refused) {
        File source = file;
        PhotoFile.Bitmap kept = picture;
        if (isPrepared(wanted)) {
            ready.accept(pixels);
        } else if (source == null) {
            int side = PhotoPreparation.squareSide(pixels.length);
            ready.accept(wanted.prepare(side, side, PhotoPreparation.rgba(pixels, ChannelOrder.BGR), 1));
        } else if (kept != null) {
            PhotoFile.prepare(source, kept, wanted, ready, refused);
        } else {
            PhotoFile.take(
                    source,
                    wanted,
                    (bgr, bitmap) -> {
                        PhotoFile.close(bitmap);
                        ready.accept(bgr);
                    },
                    refused);
        }
    }
}
