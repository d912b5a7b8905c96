package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.message.Answers;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.Requests;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.Classifies;
import org.layerlab.page.training.Run;

/** What the worker is asked of a person's own classes. */
final class ClassRequests {
    private final Supplier<Run> run;
    private @Nullable OwnClasses classes;

    /** Classes that are learned from what this run's network sees. */
    ClassRequests(Supplier<Run> run) {
        this.run = run;
    }

    void addTo(Requests requests) {
        requests.answer(ClassMessages.TRAIN, this::train);
        requests.answer(ClassMessages.ASK, (Message.Bytes asked) -> {
            byte[] photo = asked.getBytes().copyToJavaArray();
            OwnClasses learned = classes;
            return Answers.values(
                    learned == null
                            ? OwnClasses.probabilities(run.get().network(), photo)
                            : learned.probabilities(photo));
        });
        requests.answer(ClassMessages.SAVE, (Message.Text about) -> {
            OwnClasses learned = classes;
            if (learned == null) {
                throw new IllegalStateException("no classes are learned yet");
            }
            return Answers.bytes(learned.file(ModelDescription.fromJson(about.getText()))
                    .toSafetensors(StorageType.of(Precision.FLOAT32)));
        });
    }

    private Message train(ClassMessages.Labelled asked) {
        forget();
        List<String> names = new ArrayList<>();
        for (JsonValue name : Json.parse(asked.getNames()).asArray()) {
            names.add(name.asString());
        }
        byte[] photos = asked.getPhotos().copyToJavaArray();
        byte[] labels = asked.getLabels().copyToJavaArray();
        if (photos.length != labels.length * PhotoInput.FEATURES) {
            throw new IllegalArgumentException(labels.length + " labels for " + photos.length + " bytes of photos");
        }
        OwnClasses learned = OwnClasses.learn(Classifies.of(run.get()), names, photos, labels);
        classes = learned;
        return Answers.text(learned.summary());
    }

    /** Forgets what was learned: another network is there. */
    void forget() {
        OwnClasses learned = classes;
        if (learned != null) {
            learned.release();
            classes = null;
        }
    }
}
