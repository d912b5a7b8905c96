package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.ParseException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabelledPhotos;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.KeptBytes;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Messages;
import org.layerlab.page.settings.PhotoSettings;
import org.layerlab.page.training.BackgroundTasks;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.RunKeeper;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** All that the worker is asked of photos: to load them, to train on them, and what a network makes of them. */
final class PhotoRequests {
    /** As many as a strip has room for. */
    private static final int NEAREST = 8;

    /** Progress is told so often. */
    private static final double PROGRESS_MS = 100;

    /** A checkpoint holds the parameters several times; the largest network takes 160 MB once. */
    private static final Limits CHECKPOINT = new Limits(1L << 30, 1L << 30, 4096, 64L << 20);

    /** What the desk needs of the worker. */
    interface Worker {
        void begin(PhotosRun run);

        void play();

        @Nullable
        PhotosRun run();
    }

    /** Photos to learn from and to measure with. */
    private record Shelf(PhotoSettings.Source source, LabelledPhotos train, LabelledPhotos test) {}

    private interface Ready {
        void ready(Shelf shelf);
    }

    private final KernelChoice choice;
    private final Worker worker;
    private final BackgroundTasks jobs;
    private final ClassRequests classes;
    private @Nullable Shelf shelf;
    /** A person's own photos, all of them: they cannot be loaded again. */
    private @Nullable Shelf own;

    private @Nullable ExampleStream loading;
    private @Nullable OwnPhotos sorting;
    private @Nullable ManyJudged judging;
    private double lastProgress;

    PhotoRequests(KernelChoice choice, Worker worker) {
        this.choice = choice;
        this.worker = worker;
        classes = new ClassRequests(this::run);
        jobs = new BackgroundTasks(why -> post(Messages.failed(why)));
    }

    /**
     * Does what a message asks.
     *
     * @throws IllegalArgumentException when it is of no kind that is known
     */
    void hear(Messages.Message message) {
        if (classes.hears(message)) {
            return;
        }
        switch (message.getType()) {
            case "photos" -> train(settings(text(message)));
            case "resume" -> KeptBytes.get(RunKeeper.KEY, this::resume);
            case "continue" -> {
                Messages.Bytes bytes = (Messages.Bytes) message;
                takeUp(bytes.getBytes().copyToJavaArray());
            }
            case "kept?" ->
                KeptBytes.about(RunKeeper.KEY, (about, none) -> post(Messages.kept(about == null ? "" : about)));
            case "forget" -> KeptBytes.remove(RunKeeper.KEY);
            case "look" ->
                stock(PhotoSettings.Source.of(Json.parse(text(message)).asObject()), ready -> {});
            case "own" -> sort((Messages.Files) message);
            case "judge" -> judge((Messages.Files) message);
            case "matter" -> {
                Messages.Bytes asked = (Messages.Bytes) message;
                byte[] photo = asked.getBytes().copyToJavaArray();
                PhotoClassifier eye = run().eye();
                ask("matter", () -> {
                    Saliency mattered = Saliency.of(eye, photo);
                    post(Messages.mattered(
                            (int) asked.getNumber(),
                            Float32Array.copyFromJavaArray(mattered.covered()),
                            Float32Array.copyFromJavaArray(mattered.sensitive()),
                            Float32Array.copyFromJavaArray(mattered.mapped())));
                    return false;
                });
            }
            case "maps" -> {
                Messages.Bytes asked = (Messages.Bytes) message;
                byte[] photo = asked.getBytes().copyToJavaArray();
                PhotoClassifier eye = run().eye();
                ask("maps", () -> {
                    FeatureMaps maps = FeatureMaps.of(eye, photo);
                    post(Messages.mapped(
                            (int) asked.getNumber(), maps.layers(), Int8Array.copyFromJavaArray(maps.pictures())));
                    return false;
                });
            }
            case "nearest" -> nearest((Messages.Bytes) message);
            case "weights" -> {
                Messages.Valued valued = (Messages.Valued) message;
                PhotosRun asked = run();
                ask("weights", () -> {
                    if (asked.network().architecture().layers().get(0) instanceof LayerKind.Convolution) {
                        tellFilters(asked.network().parameters().layers().get(0), (int) valued.getNumber());
                        return false;
                    }
                    FirstLayer layer = FirstLayer.of(asked.parameters(), (int) valued.getNumber(), asked.start());
                    post(Messages.layer(
                            layer.units(),
                            layer.lessStart(),
                            Int8Array.copyFromJavaArray(layer.pictures()),
                            Float64Array.copyFromJavaArray(layer.dogwards())));
                    return false;
                });
            }
            case "survey" -> {
                String split = text(message);
                ask(
                        "survey " + split,
                        new Survey(
                                run().eye(),
                                split(split),
                                probabilities ->
                                        post(Messages.surveyed(split, Float64Array.copyFromJavaArray(probabilities)))));
            }
            case "pixels" -> pixels((Messages.Pixels) message);
            default -> throw new IllegalArgumentException("no message is called " + message.getType());
        }
    }

    /** Filters pull to no side by themselves: there is none told. */
    private static void tellFilters(Parameters.Dense first, int atMost) {
        post(Messages.layer(
                first.rows(),
                false,
                Int8Array.copyFromJavaArray(FirstFilters.pictures(first, atMost)),
                new Float64Array(0)));
    }

    /** Another network is there. */
    void anotherNetwork() {
        classes.forget();
    }

    /** Loads no further. */
    void cancel() {
        ExampleStream stream = loading;
        if (stream != null) {
            stream.cancel();
            loading = null;
        }
        OwnPhotos photos = sorting;
        if (photos != null) {
            photos.cancel();
            sorting = null;
        }
    }

    private static String text(Messages.Message message) {
        Messages.Text text = (Messages.Text) message;
        return text.getText();
    }

    private static PhotoSettings settings(String text) {
        try {
            return PhotoSettings.of(Json.parse(text).asObject());
        } catch (ParseException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("these are no settings of a run on photos", e);
        }
    }

    private PhotosRun run() {
        PhotosRun run = worker.run();
        if (run == null) {
            throw new IllegalStateException("no network is there to ask");
        }
        return run;
    }

    private Shelf shelf() {
        Shelf stocked = shelf;
        if (stocked == null) {
            throw new IllegalStateException("no photos are loaded");
        }
        return stocked;
    }

    private static LabelledPhotos drawn(LabelledPhotos all, PhotoSettings.Source source) {
        return source.limit() == 0 ? all : all.subset(source.limit(), source.drawnBy());
    }

    private LabelledPhotos split(String id) {
        return id.equals("train") ? shelf().train() : shelf().test();
    }

    // ---- training ----

    private void train(PhotoSettings settings) {
        stock(settings.photos(), stocked -> {
            worker.begin(PhotosRun.begin(settings, stocked.train(), stocked.test(), keeper(), choice));
            worker.play();
        });
    }

    private RunKeeper keeper() {
        return new RunKeeper(
                why -> post(Messages.kept(Json.object().add("refused", why).toString())));
    }

    private void resume(@Nullable String about, @Nullable Int8Array bytes) {
        if (about == null || bytes == null) {
            post(Messages.failed("This browser keeps no run any more."));
            return;
        }
        byte[] file = bytes.copyToJavaArray();
        attempt(() -> goOn(settings(about), file, "The run that this browser keeps cannot go on: ", worker::play));
    }

    /** Takes a saved run up where it stopped; it waits there, for it is a stranger's to go on with. */
    private void takeUp(byte[] file) {
        PhotoSettings settings;
        try {
            settings = PhotoSettings.of(
                    ParameterFile.readSafetensors(file, CHECKPOINT).card());
        } catch (ParameterFileException e) {
            throw new IllegalArgumentException("The saved run cannot go on: " + e.getMessage(), e);
        }
        goOn(settings, file, "The saved run cannot go on: ", () -> {});
    }

    private void goOn(PhotoSettings settings, byte[] file, String refusal, Runnable then) {
        stock(settings.photos(), stocked -> {
            PhotosRun run = PhotosRun.begin(settings, stocked.train(), stocked.test(), keeper(), choice);
            try {
                run.resume(ParameterFile.readSafetensors(file, CHECKPOINT));
            } catch (ParameterFileException e) {
                run.release();
                post(Messages.failed(refusal + e.getMessage()));
                return;
            }
            if (run.over()) {
                run.rest();
            }
            worker.begin(run);
            then.run();
        });
    }

    /** What is done later has nobody to hear what it throws. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            post(Messages.failed(String.valueOf(e.getMessage())));
        } catch (OutOfMemoryError e) {
            post(Messages.failed("This browser has not enough memory for that."));
        }
    }

    // ---- photos ----

    private void stock(PhotoSettings.Source source, Ready ready) {
        cancel();
        Shelf stocked = shelf;
        if (stocked != null && stocked.source().equals(source)) {
            tellLoaded(stocked, "");
            ready.ready(stocked);
            return;
        }
        if (source.own()) {
            Shelf all = own;
            if (all == null) {
                throw new IllegalArgumentException("Your own photos are not here any more; choose them again.");
            }
            Shelf part = new Shelf(source, drawn(all.train(), source), all.test());
            shelf = part;
            tellLoaded(part, "");
            ready.ready(part);
            return;
        }
        load(
                source,
                "train",
                (train, skipped) -> load(source, "test", (test, more) -> {
                    Shelf fresh = new Shelf(source, train, test);
                    shelf = fresh;
                    tellLoaded(fresh, skipped(source, skipped + more));
                    ready.ready(fresh);
                }));
    }

    private void tellLoaded(Shelf stocked, String note) {
        post(Messages.loaded(
                note,
                Int8Array.copyFromJavaArray(stocked.train().Y()),
                Int8Array.copyFromJavaArray(stocked.test().Y())));
    }

    private static String skipped(PhotoSettings.Source source, int count) {
        return count == 0
                ? ""
                : NumberFormat.grouped(count) + (count == 1 ? " image of “" : " images of “") + source.name()
                        + "” cannot be read, and" + (count == 1 ? " is" : " are") + " left out.";
    }

    private interface Loaded {
        void loaded(LabelledPhotos photos, int skipped);
    }

    private void load(PhotoSettings.Source source, String split, Loaded loaded) {
        loading = ExampleStream.open(source.url(split), new ExampleStream.Listener() {
            @Override
            public void progress(double received, double total) {
                tellProgress(
                        "Loading: " + NumberFormat.decimals(received / 1e6, 1) + " MB"
                                + (total > 0 ? " of " + NumberFormat.decimals(total / 1e6, 1) : ""),
                        received,
                        total);
            }

            @Override
            public void waiting(double done, double total) {
                post(Messages.loading(
                        "The server prepares the photos: " + NumberFormat.grouped((long) done) + " of "
                                + NumberFormat.grouped((long) total),
                        done,
                        total));
            }

            @Override
            public void loaded(LabelledPhotos photos, int skipped) {
                loading = null;
                attempt(() -> loaded.loaded(photos, skipped));
            }

            @Override
            public void failed(String why) {
                loading = null;
                post(Messages.failed(why));
            }
        });
    }

    private void tellProgress(String text, double done, double total) {
        double now = Clock.now();
        if (now - lastProgress >= PROGRESS_MS) {
            lastProgress = now;
            post(Messages.loading(text, done, total));
        }
    }

    private void sort(Messages.Files files) {
        cancel();
        JSArray<File> given = files.getFiles();
        JSArray<JSString> paths = files.getPaths();
        sorting = new OwnPhotos(
                (text, done, total) -> tellProgress(text, done, total),
                (train, test, note) -> {
                    sorting = null;
                    Shelf all = new Shelf(
                            new PhotoSettings.Source(PhotoSettings.Source.OWN, "Own photos", 0, 1), train, test);
                    own = all;
                    shelf = all;
                    tellLoaded(all, note);
                },
                why -> {
                    sorting = null;
                    post(Messages.failed(why));
                });
        sorting.take(given, paths);
    }

    // ---- questions ----

    private void judge(Messages.Files files) {
        ManyJudged before = judging;
        if (before != null) {
            before.cancel();
        }
        int token = (int) files.getNumber();
        judging = new ManyJudged(files.getFiles(), new ManyJudged.Judge() {
            @Override
            public void photo(int index, byte[] bgr) {
                attempt(() -> {
                    PhotoClassifier.Answer answer = run().classify(bgr);
                    post(Messages.judged(
                            token, index, "", Int8Array.copyFromJavaArray(bgr), answer.dog(), answer.found()));
                });
            }

            @Override
            public void refused(int index, String why) {
                post(Messages.judged(token, index, why, new Int8Array(0), Double.NaN, Double.NaN));
            }
        });
        judging.begin();
    }

    private void nearest(Messages.Bytes asked) {
        LabelledPhotos photos = shelf().train();
        PhotoClassifier eye = run().eye();
        int token = (int) asked.getNumber();
        ask(
                "nearest",
                new Nearest(
                        eye,
                        asked.getBytes().copyToJavaArray(),
                        photos,
                        NEAREST,
                        found -> tellNear(token, eye, photos, found)));
    }

    /** A question that takes a while is of no interest any more once there is another network. */
    private void ask(String kind, BooleanSupplier job) {
        PhotosRun asked = worker.run();
        jobs.add(kind, () -> worker.run() == asked && job.getAsBoolean());
    }

    private void tellNear(int token, PhotoClassifier eye, LabelledPhotos photos, List<Nearest.Found> found) {
        byte[] pixels = new byte[found.size() * PhotoInput.FEATURES];
        byte[] labels = new byte[found.size()];
        for (int k = 0; k < labels.length; k++) {
            int index = found.get(k).index();
            System.arraycopy(
                    photos.X(), index * PhotoInput.FEATURES, pixels, k * PhotoInput.FEATURES, PhotoInput.FEATURES);
            labels[k] = photos.Y()[index];
        }
        post(Messages.near(
                token,
                Nearest.by(eye),
                photos.size(),
                Int8Array.copyFromJavaArray(pixels),
                Int8Array.copyFromJavaArray(labels)));
    }

    private void pixels(Messages.Pixels asked) {
        LabelledPhotos photos = split(asked.getText());
        Int32Array indices = asked.getIndices();
        byte[] pixels = new byte[indices.getLength() * PhotoInput.FEATURES];
        for (int k = 0; k < indices.getLength(); k++) {
            int index = indices.get(k);
            if (index < 0 || index >= photos.size()) {
                throw new IllegalArgumentException("photo " + index + " of " + photos.size());
            }
            System.arraycopy(
                    photos.X(), index * PhotoInput.FEATURES, pixels, k * PhotoInput.FEATURES, PhotoInput.FEATURES);
        }
        post(Messages.pictures((int) asked.getNumber(), Int8Array.copyFromJavaArray(pixels)));
    }
}
