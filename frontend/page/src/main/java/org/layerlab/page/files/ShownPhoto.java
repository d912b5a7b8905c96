package org.layerlab.page.files;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PreparedPhoto;
import org.teavm.jso.file.File;

/**
 * A photo that a person gave or picked, which can be prepared for any network: from its file where there is one, else
 * from the pixels that another network saw.
 */
public final class ShownPhoto {
    private final @Nullable File file;
    private final PreparedPhoto prepared;
    private final PhotoPreparation how;

    private ShownPhoto(@Nullable File file, PreparedPhoto prepared, PhotoPreparation how) {
        this.file = file;
        this.prepared = prepared;
        this.how = how;
    }

    /** A photo from a file, as it was prepared from it. */
    public static ShownPhoto of(File file, PreparedPhoto prepared, PhotoPreparation how) {
        return new ShownPhoto(file, prepared, how);
    }

    /** The same, prepared for one look. */
    public static ShownPhoto of(File file, byte[] pixels, PhotoPreparation how) {
        return of(file, new PreparedPhoto(pixels, null), how.lookedAtOnce());
    }

    /** A photo of which only the pixels are left that a network saw, in BGR. */
    public static ShownPhoto of(byte[] pixels) {
        return new ShownPhoto(null, new PreparedPhoto(pixels, null), PhotoPreparation.TUTORIAL);
    }

    /** The file that it was read from; null where only pixels are left. */
    public @Nullable File file() {
        return file;
    }

    /** The pixels that were prepared first, in BGR. */
    public byte[] pixels() {
        return prepared.whole();
    }

    /** Whether it is prepared already as such a network takes it. */
    public boolean isPrepared(PhotoPreparation wanted) {
        return file == null ? wanted.side() == PhotoPreparation.squareSide(pixels().length) : wanted.equals(how);
    }

    /**
     * Prepares it for a network.
     *
     * @param ready takes the photo, in BGR; called at once where nothing has to be read
     * @param refused hears why the file cannot be read any more
     */
    public void prepare(PhotoPreparation wanted, Consumer<PreparedPhoto> ready, PhotoFile.Refused refused) {
        File source = file;
        if (isPrepared(wanted)) {
            ready.accept(prepared);
        } else if (source == null) {
            int side = PhotoPreparation.squareSide(pixels().length);
            byte[] rgba = PhotoPreparation.rgba(pixels(), ChannelOrder.BGR);
            ready.accept(new PreparedPhoto(wanted.prepare(side, side, rgba, 1), null));
        } else {
            PhotoFile.take(
                    source,
                    wanted,
                    (photo, bitmap) -> {
                        PhotoFile.close(bitmap);
                        ready.accept(photo);
                    },
                    refused);
        }
    }
}
