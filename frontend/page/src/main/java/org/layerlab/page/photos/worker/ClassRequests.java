package org.layerlab.page.photos.worker;

import static org.layerlab.page.message.PageLink.post;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.page.message.Messages;
import org.layerlab.page.settings.ModelDescription;
import org.teavm.jso.typedarrays.Float64Array;
import org.teavm.jso.typedarrays.Int8Array;

/** What the worker is asked of a person's own classes. */
final class ClassRequests {
    private final Supplier<PhotosRun> run;
    private @Nullable OwnClasses classes;

    /** A desk that learns from what this run's network sees. */
    ClassRequests(Supplier<PhotosRun> run) {
        this.run = run;
    }

    /** Does what a message asks; false where it is about something else. */
    boolean hears(Messages.Message message) {
        switch (message.getType()) {
            case "class-train" -> train((Messages.Labelled) message);
            case "class-ask" -> {
                Messages.Bytes asked = (Messages.Bytes) message;
                byte[] photo = asked.getBytes().copyToJavaArray();
                OwnClasses learned = classes;
                double[] probabilities = learned == null
                        ? OwnClasses.probabilities(run.get().network(), photo)
                        : learned.probabilities(photo);
                post(Messages.classSaid((int) asked.getNumber(), Float64Array.copyFromJavaArray(probabilities)));
            }
            case "class-save" -> {
                OwnClasses learned = classes;
                if (learned == null) {
                    throw new IllegalStateException("no classes are learned yet");
                }
                Messages.Text about = (Messages.Text) message;
                byte[] file = learned.file(ModelDescription.fromJson(about.getText()))
                        .toSafetensors(StorageType.of(Precision.FLOAT32));
                post(Messages.file(Int8Array.copyFromJavaArray(file)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void train(Messages.Labelled asked) {
        forget();
        List<String> names = new ArrayList<>();
        for (JsonValue name : Json.parse(asked.getText()).asArray()) {
            names.add(name.asString());
        }
        byte[] photos = asked.getBytes().copyToJavaArray();
        byte[] labels = asked.getLabels().copyToJavaArray();
        if (photos.length != labels.length * PhotoInput.FEATURES) {
            throw new IllegalArgumentException(labels.length + " labels for " + photos.length + " bytes of photos");
        }
        OwnClasses learned = OwnClasses.learn(run.get().eye(), names, photos, labels);
        classes = learned;
        post(Messages.classTrained(learned.summary()));
    }

    /** Another network is there: what was learned from the one before is of no use. */
    void forget() {
        OwnClasses learned = classes;
        if (learned != null) {
            learned.release();
            classes = null;
        }
    }
}
