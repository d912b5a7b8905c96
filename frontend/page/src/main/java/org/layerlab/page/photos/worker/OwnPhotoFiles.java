package org.layerlab.page.photos.worker;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.settings.PhotoSettings;

/** A person's own photos, all of them, and the files that they come from; sorted again where a network sees them otherwise. */
final class OwnPhotoFiles {
    /** Takes the sorted photos, and what there is to tell of those that were left out. */
    interface Sorted {
        void sorted(TrainAndTestPhotos all, String note) throws Exception;
    }

    private @Nullable TrainAndTestPhotos own;
    private PhotoMessages.@Nullable Files files;
    private @Nullable OwnPhotos sorting;

    /** Gives the photos as a network takes them. */
    void load(PhotoPreparation how, OwnPhotos.Progress progress, Reply reply, Sorted sorted) throws Exception {
        PhotoMessages.Files known = files;
        TrainAndTestPhotos all = own;
        if (known == null || all == null) {
            throw new IllegalArgumentException("Your own photos are no longer here; choose them again.");
        }
        if (all.how().equals(how)) {
            sorted.sorted(all, "");
        } else {
            sort(known, how, progress, reply, sorted);
        }
    }

    /** Takes other files. */
    void sort(
            PhotoMessages.Files given, PhotoPreparation how, OwnPhotos.Progress progress, Reply reply, Sorted sorted) {
        sorting = new OwnPhotos(
                how,
                progress,
                (train, test, note) -> {
                    sorting = null;
                    TrainAndTestPhotos all = new TrainAndTestPhotos(
                            new PhotoSettings.Source(PhotoSettings.Source.OWN, "Own photos", 0, 1), how, train, test);
                    own = all;
                    files = given;
                    reply.attempt(() -> sorted.sorted(all, note));
                },
                why -> {
                    sorting = null;
                    reply.failed(why);
                });
        sorting.take(given.getFiles(), given.getPaths());
    }

    /** Sorts no further. */
    void cancel() {
        OwnPhotos photos = sorting;
        if (photos != null) {
            photos.cancel();
            sorting = null;
        }
    }
}
