package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.Reply;
import org.layerlab.page.message.Requests;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.PhotoClassifier;
import org.layerlab.page.training.Run;

/** What the worker is asked of the user's own classes. */
final class ClassRequests implements Requests.Handler {
    private final Supplier<Run> run;
    private final KernelChoice choice;
    private @Nullable ClassLearning learning;
    private @Nullable OwnClasses classes;
    /** Of the run's network; empty where no GPU needs it. */
    private byte[] file = {};

    /** Classes that are learned from what this run's network sees. */
    ClassRequests(Supplier<Run> run, KernelChoice choice) {
        this.run = run;
        this.choice = choice;
    }

    @Override
    public boolean hear(Message message, Reply reply) throws PhotoException {
        switch (message.getType()) {
            case ClassMessages.TRAIN -> train((ClassMessages.Labeled) message, reply);
            case ClassMessages.STOP -> stop();
            case ClassMessages.ASK -> answer(Message.bytes(message), reply);
            case ClassMessages.FRAME -> answer(pixels((Message.Picture) message), reply);
            case ClassMessages.SAVE ->
                reply.answer(Answers.bytes(file(ModelDescription.fromJson(Message.text(message)))));
            default -> {
                return false;
            }
        }
        return true;
    }

    private byte[] pixels(Message.Picture asked) throws PhotoException {
        return PhotoFile.prepare(
                        (PhotoFile.Bitmap) asked.getBitmap(),
                        Classifies.of(run.get()).preparation().lookedAtOnce())
                .whole();
    }

    /** While classes are learned, those of before are gone, and the network's own are not what was asked for. */
    private void answer(byte[] photo, Reply reply) {
        if (learning != null) {
            reply.drop();
            return;
        }
        OwnClasses learned = classes;
        reply.answer(Answers.values(
                learned == null ? Classifies.of(run.get()).probabilities(photo, 1) : learned.probabilities(photo)));
    }

    private byte[] file(ModelDescription about) {
        OwnClasses learned = classes;
        if (learned == null) {
            throw new IllegalStateException("no classes are learned yet");
        }
        return learned.file(about).toSafetensors(StorageType.of(Precision.FLOAT32));
    }

    private void train(ClassMessages.Labeled asked, Reply reply) {
        forget();
        List<String> names = new ArrayList<>();
        for (JsonValue name : Json.parse(asked.getNames()).asArray()) {
            names.add(name.asString());
        }
        byte[] photos = asked.getPhotos().copyToJavaArray();
        byte[] labels = asked.getLabels().copyToJavaArray();
        PhotoClassifier base = Classifies.of(run.get());
        if (photos.length != labels.length * base.preparation().features()) {
            throw new IllegalArgumentException(labels.length + " labels for " + photos.length + " bytes of photos");
        }
        learning = new ClassLearning(base, file, choice, names, photos, labels, reply, learned -> {
            learning = null;
            classes = learned;
            if (learned != null) {
                reply.answer(Answers.text(learned.summary()));
            }
        });
    }

    /** Another network is there: what was learned with the last one is forgotten. */
    void opened(byte[] another) {
        forget();
        file = Engine.mayUseGpu() ? another : new byte[0];
    }

    private void stop() {
        if (learning != null) {
            learning.close();
            learning = null;
        }
    }

    private void forget() {
        stop();
        OwnClasses learned = classes;
        if (learned != null) {
            learned.release();
            classes = null;
        }
    }
}
