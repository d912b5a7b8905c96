package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.CalibrationJson;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.message.EngineChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.PhotoMessages;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.message.WorkerLink;

/** A worker with a network on photos, and what the page knows of both: the photos that are loaded, what it says. */
public final class PhotoWorker implements PhotoMessages.Listener {
    /** The page's parts that show what a network says; called for each worker. */
    public interface Panels {
        /** Other photos are loaded. */
        void loaded(PhotoWorker from);

        /** Probabilities of test or training photos are there, or fresh. */
        void measured(PhotoWorker from);

        /** How far its probabilities can be trusted is known, or not any more. */
        void calibrated(PhotoWorker from);
    }

    private final Panels panels;
    private final PhotoMessages.Listener owner;
    private final WorkerLink link;
    private final Map<String, byte[]> labels = new HashMap<>();
    private final MeasuredPhotos measured = new MeasuredPhotos();
    private @Nullable Calibration calibration;
    private PhotoPreparation preparation = PhotoPreparation.TUTORIAL;

    /**
     * Starts a worker.
     *
     * @param owner hears what belongs to a training, and of failures
     */
    public PhotoWorker(Panels panels, PhotoMessages.Listener owner) {
        this.panels = panels;
        this.owner = owner;
        link = PhotoMessages.start(this);
    }

    /** The line to it. */
    public WorkerLink link() {
        return link;
    }

    /** Sends it a command. */
    public void send(Message message) {
        link.send(message);
    }

    /** The labels of {@code train} or {@code test}, or null where none are loaded; not to be modified. */
    public byte @Nullable [] labels(String split) {
        return labels.get(split);
    }

    /** The probabilities of a dog for {@code train} or {@code test}, or null where they are not measured. */
    public double @Nullable [] probabilities(String split) {
        return measured.of(split);
    }

    /** How far the probabilities can be trusted, or null where that is not known. */
    public @Nullable Calibration calibration() {
        return calibration;
    }

    /** How its network takes photos. */
    public PhotoPreparation preparation() {
        return preparation;
    }

    /** Sets how its network takes photos. */
    public void preparation(PhotoPreparation how) {
        preparation = how;
    }

    private void calibration(@Nullable Calibration known) {
        calibration = known;
        panels.calibrated(this);
    }

    /** A saved network is in the worker; takes in what its card says of it. */
    public void opened(RunMessages.Ready ready) {
        try {
            ModelCard card = ModelCard.parse(ready.getCard());
            preparation = card.preparation();
            calibration(card.calibration().orElse(null));
        } catch (ParameterFileException e) {
            calibration(null);
        }
    }

    /** Another network is in the worker: what the last one said is of no interest. */
    private void anotherNetwork() {
        measured.clear();
        calibration(null);
    }

    /** Measures the probabilities for {@code train} or {@code test}. */
    public void survey(String split) {
        link.ask(
                PhotoMessages.survey(split),
                answer -> measured(split, answer.getValues().copyToJavaArray()));
    }

    @Override
    public void ready(RunMessages.Ready ready) {
        anotherNetwork();
        owner.ready(ready);
    }

    @Override
    public void snapshot(RunMessages.Snapshot snapshot) {
        measured.told(snapshot.getIteration(), snapshot.isDone());
        owner.snapshot(snapshot);
    }

    @Override
    public void engine(EngineChoice choice) {
        owner.engine(choice);
    }

    @Override
    public void tested(double[] values) {
        measured("test", values);
    }

    private void measured(String split, double[] values) {
        byte[] known = labels.get(split);
        if (known != null && known.length == values.length) {
            measured.put(split, values);
            panels.measured(this);
        }
    }

    @Override
    public void loading(PhotoMessages.Loading loading) {
        owner.loading(loading);
    }

    @Override
    public void loaded(PhotoMessages.Loaded loaded) {
        measured.clear();
        labels.put("train", loaded.getTrain().copyToJavaArray());
        labels.put("test", loaded.getTest().copyToJavaArray());
        owner.loaded(loaded);
        panels.loaded(this);
    }

    @Override
    public void validated(PhotoMessages.Validated validated) {
        owner.validated(validated);
    }

    @Override
    public void saved(double accuracy) {
        owner.saved(accuracy);
    }

    @Override
    public void measured(double[] accuracies) {
        owner.measured(accuracies);
    }

    @Override
    public void calibrated(String text) {
        if (text.isEmpty()) {
            calibration(null);
            return;
        }
        calibration(CalibrationJson.read(Json.parse(text).asObject()));
    }

    @Override
    public void notKept(String why) {
        owner.notKept(why);
    }

    @Override
    public void failed(String why) {
        owner.failed(why);
    }
}
