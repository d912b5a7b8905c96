package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.browser.EventLoop;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.GpuMessages;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.Reply;
import org.layerlab.page.training.PhotoClassifier;

/** Learns a person's own classes, a piece a turn, so that the worker hears other messages in between. */
final class ClassLearning implements FeatureGathering.Owner, GpuLink.Listener {
    private final PhotoClassifier classifier;
    private final KernelChoice choice;
    private final List<String> names;
    private final byte[] labels;
    private final Reply reply;
    private final Consumer<@Nullable OwnClasses> ended;
    private final ClassFeatures features;
    private final FeatureGathering gathering;
    private final LayerTrials trials;
    private final Runnable next = EventLoop.BROWSER.soon(this::turn);
    private String engine = Engine.name();
    private boolean closed;

    /**
     * Begins.
     *
     * @param classifier with the network whose output is taken off
     * @param file of that network
     * @param photos one after another, as the network takes them, in BGR
     * @param labels the class of each, from 0; every class has one
     * @param reply hears why there are no classes
     * @param ended takes the classes, or null where there are none
     */
    ClassLearning(
            PhotoClassifier classifier,
            byte[] file,
            KernelChoice choice,
            List<String> names,
            byte[] photos,
            byte[] labels,
            Reply reply,
            Consumer<@Nullable OwnClasses> ended) {
        OwnClasses.require(classifier, names);
        this.classifier = classifier;
        this.choice = choice;
        this.names = names;
        this.labels = labels;
        this.reply = reply;
        this.ended = ended;
        features = new ClassFeatures(classifier, choice::lostOne, photos, labels.length);
        trials = new LayerTrials(classifier.network().kernels(), choice::lostOne, features, labels, names.size());
        GpuLink link = new GpuLink(Engine.forcesGpu(), () -> GpuMessages.open(file, Engine.forcesGpu()), this);
        gathering = new FeatureGathering(
                EventLoop.BROWSER, features, new Line(link), this, Engine.mayUseGpu(), Engine.forcesGpu());
        choice.share(labels.length > ClassFeatures.CHUNK);
        gathering.start();
    }

    /** Cancels it. */
    void close() {
        if (!closed) {
            end();
            reply.drop();
        }
    }

    private void end() {
        closed = true;
        gathering.close();
        choice.share(false);
    }

    @Override
    public void gathered(int chunks) {
        progress(chunks);
    }

    private void progress(int pieces) {
        post(PhotoMessages.loading("", pieces, features.chunks() + trials.pieces() + 1));
    }

    @Override
    public void finished() {
        next.run();
    }

    private void turn() {
        if (closed) {
            return;
        }
        try {
            learn();
        } catch (RuntimeException | OutOfMemoryError e) {
            gaveUp(Reply.message(e));
        }
    }

    private void learn() {
        if (trials.done() < trials.pieces()) {
            trials.next();
            progress(features.chunks() + trials.done());
            next.run();
            return;
        }
        LayerTrials.Chosen best = trials.chosen();
        OwnClasses classes =
                new OwnClasses(names, best.layer(), best.weights(), classifier, labels.length, best.answers(), engine);
        end();
        ended.accept(classes);
    }

    @Override
    public void gaveUp(String why) {
        end();
        ended.accept(null);
        reply.failed(why);
    }

    @Override
    public void chose(EngineChoice chosen) {
        engine = chosen.onGpu() ? Engine.GPU : Engine.name();
        post(PhotoMessages.engine(chosen));
    }

    @Override
    public void opened(String device) {
        gathering.opened(device);
    }

    @Override
    public void failed(String why) {
        gathering.failed(why);
    }

    /** The worker on the GPU. */
    private final class Line implements FeatureLine {
        private final GpuLink link;

        Line(GpuLink link) {
            this.link = link;
        }

        @Override
        public void open() {
            link.open();
        }

        @Override
        public void ask(int chunk, Consumer<double[]> answered) {
            link.ask(
                    GpuMessages.features(features.bytes(chunk), features.photos(chunk), features.mirrored(chunk)),
                    values -> answered.accept(values.getValues().copyToJavaArray()));
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
