package org.layerlab.page.photos.worker;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.LabeledPhotos;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Parameters;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.training.BackgroundTasks;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.PhotoVerdicts;
import org.layerlab.page.training.Run;

/** What the worker is asked of its network and its photos. What takes a while is answered beside the training. */
final class NetworkQuestions implements Requests.Handler {
    /** As many as a strip has room for. */
    private static final int NEAREST = 8;

    private final Supplier<@Nullable Run> present;
    private final Runnable settle;
    private final PhotoLoader loader;
    private final BackgroundTasks tasks = new BackgroundTasks(EventLoop.BROWSER);
    private final FirstParameters first = new FirstParameters();

    /**
     * Questions to the run that is there.
     *
     * @param settle completes the update under way
     */
    NetworkQuestions(Supplier<@Nullable Run> present, Runnable settle, PhotoLoader loader) {
        this.present = present;
        this.settle = settle;
        this.loader = loader;
    }

    @Override
    public boolean hear(Message message, Reply reply) throws PhotoException {
        switch (message.getType()) {
            case NetworkMessages.CLASSIFY -> reply.answer(PhotoVerdicts.first(classifier(), message));
            case NetworkMessages.CLOSER ->
                reply.answer(PhotoVerdicts.again(classifier(), (NetworkMessages.Closer) message));
            case NetworkMessages.FRAME -> reply.answer(frame((Message.Picture) message));
            case NetworkMessages.JUDGE -> judge((NetworkMessages.Judge) message, reply);
            case NetworkMessages.MATTER ->
                ask(
                        message.getType(),
                        reply,
                        Saliency.search(
                                classifier(),
                                Message.bytes(message),
                                found -> reply.answer(
                                        NetworkMessages.mattered(found.covered(), found.sensitive(), found.mapped()))));
            case NetworkMessages.MAPS ->
                beside(message, reply, classifier -> {
                    FeatureMaps maps = FeatureMaps.of(classifier, Message.bytes(message));
                    return NetworkMessages.mapped(maps.layers(), maps.pictures());
                });
            case NetworkMessages.NEAREST -> nearest(Message.bytes(message), reply);
            case NetworkMessages.WEIGHTS ->
                beside(message, reply, classifier -> weights(run(), (int) Message.value(message)));
            case PhotoMessages.SURVEY -> survey(Message.text(message), reply);
            case PhotoMessages.PIXELS -> reply.answer(some((PhotoMessages.Pixels) message));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Run run() {
        Run run = present.get();
        if (run == null) {
            throw new IllegalStateException("no network is there to ask");
        }
        return run;
    }

    private PhotoClassifier classifier() {
        return Classifies.of(run());
    }

    private interface Answering {
        Message answer(PhotoClassifier classifier);
    }

    private void beside(Message question, Reply reply, Answering answering) {
        PhotoClassifier classifier = classifier();
        ask(question.getType(), reply, () -> {
            reply.answer(answering.answer(classifier));
            return false;
        });
    }

    /** Another network takes the interest in a question that takes a while. */
    private void ask(String kind, Reply reply, BooleanSupplier task) {
        Run asked = present.get();
        tasks.add(kind, reply, () -> {
            if (present.get() != asked) {
                reply.drop();
                return false;
            }
            return task.getAsBoolean();
        });
    }

    private Message frame(Message.Picture asked) throws PhotoException {
        PhotoClassifier classifier = classifier();
        PhotoClassifier.Answer said =
                classifier.judge(PhotoFile.prepare((PhotoFile.Bitmap) asked.getBitmap(), classifier.preparation()));
        return NetworkMessages.verdict(said.dog(), said.found(), false);
    }

    private void judge(NetworkMessages.Judge asked, Reply reply) {
        PhotoFile.take(
                asked.getFile(),
                classifier().preparation(),
                (photo, bitmap) -> {
                    PhotoFile.close(bitmap);
                    reply.attempt(() -> {
                        settle.run();
                        PhotoClassifier.Answer said = classifier().judge(photo);
                        reply.answer(NetworkMessages.judged(photo.whole(), said.dog(), said.found()));
                    });
                },
                reply::failed);
    }

    private Message weights(Run run, int atMost) {
        if (run.network().architecture().layers().get(0) instanceof LayerKind.Convolution) {
            // Filters pull to no side by themselves.
            Parameters.Dense filters = run.network().parameters().layers().get(0);
            return NetworkMessages.layer(
                    filters.rows(),
                    false,
                    Math.min(atMost, filters.rows()),
                    FirstFilters.pictures(filters, atMost),
                    new double[0]);
        }
        FirstLayer layer = FirstLayer.of(run.network().parameters(), atMost, first.of(run));
        return NetworkMessages.layer(
                layer.units(), layer.lessStart(), layer.dogwards().length, layer.pictures(), layer.dogwards());
    }

    private void survey(String split, Reply reply) {
        ask(
                "survey " + split,
                reply,
                new Survey(
                        classifier(),
                        loader.split(split),
                        probabilities -> reply.answer(Answers.values(probabilities))));
    }

    private void nearest(byte[] photo, Reply reply) {
        LabeledPhotos photos = loader.split("train");
        PhotoClassifier classifier = classifier();
        ask(
                "nearest",
                reply,
                new Nearest(
                        classifier,
                        photo,
                        photos,
                        NEAREST,
                        found -> reply.answer(near(Nearest.by(classifier), photos, found))));
    }

    private static Message near(String by, LabeledPhotos photos, List<Nearest.Found> found) {
        int[] indices = new int[found.size()];
        for (int k = 0; k < indices.length; k++) {
            indices[k] = found.get(k).index();
        }
        LabeledPhotos nearest = photos.part(indices);
        return NetworkMessages.near(by, photos.size(), nearest.X(), nearest.Y());
    }

    private Message some(PhotoMessages.Pixels asked) {
        LabeledPhotos photos = loader.split(asked.getSplit());
        int[] indices = asked.getIndices().copyToJavaArray();
        for (int index : indices) {
            if (index < 0 || index >= photos.size()) {
                throw new IllegalArgumentException("photo " + index + " of " + photos.size());
            }
        }
        return Answers.bytes(photos.part(indices).X());
    }
}
