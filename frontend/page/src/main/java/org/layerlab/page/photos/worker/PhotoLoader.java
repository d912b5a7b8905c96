package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.settings.PhotoSettings;

/** The photos in the worker: loads a data set's from the server, or sorts a person's own, and tells how far it is. */
final class PhotoLoader {
    /** The least time between two reports of progress. */
    private static final double PROGRESS_MS = 100;

    /** Takes photos once they are there. */
    interface Ready {
        void ready(TrainAndTestPhotos photos) throws Exception;
    }

    private interface Loaded {
        void loaded(LabeledPhotos photos, int skipped) throws Exception;
    }

    private final @Nullable OwnPhotoFiles own;
    private @Nullable TrainAndTestPhotos current;
    private @Nullable ExampleStream loading;
    private double lastProgress;

    /**
     * No photos yet.
     *
     * @param own has a person's own photos; null where only those of the server can be loaded
     */
    PhotoLoader(@Nullable OwnPhotoFiles own) {
        this.own = own;
    }

    /**
     * Loads photos unless they are here already, and tells the page of them.
     *
     * @param how the network takes them
     * @param reply hears what goes wrong, now or later
     * @param ready takes them
     */
    void load(PhotoSettings.Source source, PhotoPreparation how, Reply reply, Ready ready) throws Exception {
        cancel();
        TrainAndTestPhotos here = current;
        if (here != null && here.source().equals(source) && here.how().equals(how)) {
            take(here, "", ready);
        } else if (source.own()) {
            own().load(how, this::tellProgress, reply, (all, note) -> take(all.drawn(source), note, ready));
        } else {
            load(
                    source,
                    how,
                    "train",
                    reply,
                    (train, skipped) -> load(
                            source,
                            how,
                            "test",
                            reply,
                            (test, more) -> take(
                                    new TrainAndTestPhotos(source, how, train, test),
                                    skipped(source, skipped + more),
                                    ready)));
        }
    }

    private OwnPhotoFiles own() {
        if (own == null) {
            throw new IllegalStateException("only photos of the server are loaded here");
        }
        return own;
    }

    private void take(TrainAndTestPhotos taken, String note, Ready ready) throws Exception {
        current = taken;
        post(PhotoMessages.loaded(note, taken.train().Y(), taken.test().Y()));
        ready.ready(taken);
    }

    private static String skipped(PhotoSettings.Source source, int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> "1 image of “" + source.name() + "” cannot be read, and is left out.";
            default ->
                NumberFormat.grouped(count) + " images of “" + source.name() + "” cannot be read, and are left out.";
        };
    }

    private void load(PhotoSettings.Source source, PhotoPreparation how, String split, Reply reply, Loaded loaded) {
        loading = ExampleStream.open(source.url(split, how), how, new ExampleStream.Listener() {
            @Override
            public void progress(double received, double total) {
                String come = NumberFormat.decimals(received / 1e6, 1);
                String all = NumberFormat.decimals(total / 1e6, 1);
                String note = total > 0 ? "Loading: " + come + " MB of " + all : "Loading: " + come + " MB";
                tellProgress(note, received, total);
            }

            @Override
            public void waiting(double done, double total) {
                post(PhotoMessages.loading(
                        "The server prepares the photos: " + NumberFormat.grouped((long) done) + " of "
                                + NumberFormat.grouped((long) total),
                        done,
                        total));
            }

            @Override
            public void loaded(LabeledPhotos photos, int skipped) {
                loading = null;
                reply.attempt(() -> loaded.loaded(photos, skipped));
            }

            @Override
            public void failed(String why) {
                loading = null;
                reply.failed(why);
            }
        });
    }

    private void tellProgress(String text, double done, double total) {
        double now = Clock.now();
        if (now - lastProgress >= PROGRESS_MS) {
            lastProgress = now;
            post(PhotoMessages.loading(text, done, total));
        }
    }

    /** Takes a person's own photos. */
    void sort(PhotoMessages.Files files, Reply reply) {
        cancel();
        own().sort(
                        files,
                        PhotoPreparation.TUTORIAL,
                        this::tellProgress,
                        reply,
                        (all, note) -> take(all, note, taken -> {}));
    }

    /** Loads no further. */
    void cancel() {
        ExampleStream stream = loading;
        if (stream != null) {
            stream.cancel();
            loading = null;
        }
        if (own != null) {
            own.cancel();
        }
    }

    /**
     * The photos of {@code train} or {@code test}.
     *
     * @throws IllegalStateException when none are loaded
     */
    LabeledPhotos split(String id) {
        TrainAndTestPhotos here = current;
        if (here == null) {
            throw new IllegalStateException("no photos are loaded");
        }
        return id.equals("train") ? here.train() : here.test();
    }
}
