package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.ParseException;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.KeptBytes;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.settings.PhotoSettings;
import org.layerlab.page.training.KeptPlace;
import org.layerlab.page.training.RunKeeper;
import org.teavm.jso.typedarrays.Int8Array;

/** What the worker is told to do with photos: to load them, to begin a run on them, or to take one up. */
final class PhotoRequests implements Requests.Handler {
    /** A checkpoint holds the parameters several times; the largest network takes 160 MB once. */
    private static final Limits CHECKPOINT = new Limits(1L << 30, 1L << 30, 4096, 64L << 20);

    /** What these requests need of the worker. */
    interface Worker {
        /**
         * Makes this run the worker's own.
         *
         * @param trains whether it trains from now on; it waits otherwise
         */
        void begin(PhotosRun run, boolean trains);

        /** Stands still. */
        void pause();

        /** Does what a pause has left for later, then this. */
        void rest(Runnable then);

        /** How the worker's network takes photos; as the tutorial where there is none. */
        PhotoPreparation preparation();
    }

    private final KernelChoice choice;
    private final PhotoLoader loader;
    private final Worker worker;
    private final KeptPlace place = KeptPlace.inThisBrowser();
    /** How often it was told to stop: a run that is asked for and still being fetched by then does not begin. */
    private int stops;

    PhotoRequests(KernelChoice choice, PhotoLoader loader, Worker worker) {
        this.choice = choice;
        this.loader = loader;
        this.worker = worker;
    }

    @Override
    public boolean hear(Message message, Reply reply) throws Exception {
        switch (message.getType()) {
            case PhotoMessages.PHOTOS -> train(settings(Message.text(message)), reply);
            case PhotoMessages.RESUME -> resume(reply);
            case PhotoMessages.STOP -> {
                stops++;
                loader.cancel();
                worker.pause();
                reply.answer(Answers.text(""));
            }
            case PhotoMessages.CONTINUE -> takeUp(Message.bytes(message), reply);
            case PhotoMessages.KEPT -> {
                // A run that was stopped a moment ago is kept first, and read after that.
                worker.rest(() -> place.settled(() -> KeptBytes.about(
                        RunKeeper.KEY, (about, none) -> reply.answer(Answers.text(about == null ? "" : about)))));
            }
            case PhotoMessages.FORGET -> KeptBytes.remove(RunKeeper.KEY);
            case PhotoMessages.LOOK ->
                loader.load(
                        PhotoSettings.Source.of(
                                Json.parse(Message.text(message)).asObject()),
                        worker.preparation(),
                        reply,
                        ready -> {});
            case PhotoMessages.OWN -> loader.sort((PhotoMessages.Files) message, reply);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static PhotoSettings settings(String text) {
        try {
            return PhotoSettings.of(Json.parse(text).asObject());
        } catch (ParseException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("the settings of a run on photos can't be read", e);
        }
    }

    private void train(PhotoSettings settings, Reply reply) throws Exception {
        loader.load(
                settings.photos(),
                settings.recipe().sources(),
                reply,
                photos -> worker.begin(begin(settings, photos), true));
    }

    private PhotosRun begin(PhotoSettings settings, TrainAndTestPhotos photos) {
        return PhotosRun.begin(
                settings,
                photos.train(),
                photos.test(),
                RunKeeper.in(place, why -> post(PhotoMessages.notKept(why))),
                choice);
    }

    private void resume(Reply reply) {
        int before = stops;
        KeptBytes.get(RunKeeper.KEY, (about, bytes) -> {
            if (stops == before) {
                reply.attempt(() -> resume(about, bytes, reply));
            }
        });
    }

    private void resume(@Nullable String about, @Nullable Int8Array bytes, Reply reply) throws Exception {
        if (about == null || bytes == null) {
            throw new IllegalStateException("This browser no longer has a saved run.");
        }
        goOn(
                settings(about),
                bytes.copyToJavaArray(),
                about,
                "The run that this browser keeps cannot go on: ",
                reply,
                true);
    }

    /** Takes a saved run up where it stopped; it waits there, for it is a stranger's to continue. */
    private void takeUp(byte[] file, Reply reply) throws Exception {
        PhotoSettings settings;
        try {
            settings = PhotoSettings.of(
                    ParameterFile.readSafetensors(file, CHECKPOINT).card());
        } catch (ParameterFileException e) {
            throw new IllegalArgumentException("The saved run cannot go on: " + e.getMessage(), e);
        }
        goOn(settings, file, "", "The saved run cannot go on: ", reply, false);
    }

    private void goOn(PhotoSettings settings, byte[] file, String about, String refusal, Reply reply, boolean trains)
            throws Exception {
        loader.load(settings.photos(), settings.recipe().sources(), reply, photos -> {
            PhotosRun run = begin(settings, photos);
            try {
                run.resume(ParameterFile.readSafetensors(file, CHECKPOINT), about);
            } catch (ParameterFileException e) {
                run.release();
                reply.failed(refusal + e.getMessage());
                return;
            }
            if (run.over()) {
                run.rest();
            }
            worker.begin(run, trains);
        });
    }
}
