package org.layerlab.page.photos;

import com.eclipsesource.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.CalibrationJson;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.message.Messages;
import org.layerlab.page.message.WorkerLink;
import org.teavm.jso.typedarrays.Int32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** A worker with a network on photos, and what the page knows of both: the photos that are loaded, what it says. */
final class PhotoWorker implements WorkerLink.Listener {
    /** The page's parts that show what a network says; called for each worker. */
    interface Panels {
        /** Other photos are loaded. */
        void loaded(PhotoWorker from);

        /** Probabilities of test or training photos are there, or fresh. */
        void measured(PhotoWorker from);

        void calibrated(PhotoWorker from);

        void probability(PhotoWorker from, Messages.Probability answer);

        void mattered(PhotoWorker from, Messages.Mattered mattered);

        void near(PhotoWorker from, Messages.Near near);

        void layer(PhotoWorker from, Messages.Layer layer);

        void judged(PhotoWorker from, Messages.Judged judged);

        void maps(PhotoWorker from, Messages.Mapped mapped);
    }

    private final Panels panels;
    private final WorkerLink.Listener owner;
    private final WorkerLink link;
    private final Map<String, byte[]> labels = new HashMap<>();
    private final Map<String, double[]> probabilities = new HashMap<>();
    private final Map<Integer, Consumer<byte[]>> asked = new HashMap<>();
    private @Nullable Calibration calibration;
    private int token;

    /**
     * Starts a worker.
     *
     * @param owner hears what belongs to a training, and of failures
     */
    PhotoWorker(Panels panels, WorkerLink.Listener owner) {
        this.panels = panels;
        this.owner = owner;
        link = new WorkerLink(this);
    }

    WorkerLink link() {
        return link;
    }

    void send(Messages.Message message) {
        link.send(message);
    }

    /** The labels of {@code train} or {@code test}, or null where none are loaded; not to be modified. */
    byte @Nullable [] labels(String split) {
        return labels.get(split);
    }

    /** The probabilities of a dog for {@code train} or {@code test}, or null where they are not measured. */
    double @Nullable [] probabilities(String split) {
        return probabilities.get(split);
    }

    /** How far the probabilities can be trusted, or null where that is not known. */
    @Nullable
    Calibration calibration() {
        return calibration;
    }

    void calibration(@Nullable Calibration known) {
        calibration = known;
        panels.calibrated(this);
    }

    /** Another network is in the worker: what the last one said is of no interest. */
    void anotherNetwork() {
        probabilities.clear();
        calibration(null);
    }

    /** Asks for some photos' pixels. */
    void pictures(String split, int[] indices, Consumer<byte[]> got) {
        token++;
        asked.put(token, got);
        send(Messages.pixels(split, Int32Array.copyFromJavaArray(indices), token));
    }

    @Override
    public void ready(Messages.Ready ready) {
        anotherNetwork();
        owner.ready(ready);
    }

    @Override
    public void snapshot(Messages.Snapshot snapshot) {
        owner.snapshot(snapshot);
    }

    @Override
    public void tested(double[] values) {
        surveyed("test", values);
    }

    @Override
    public void surveyed(String split, double[] values) {
        byte[] known = labels.get(split);
        if (known != null && known.length == values.length) {
            probabilities.put(split, values);
            panels.measured(this);
        }
    }

    @Override
    public void loading(Messages.Loading loading) {
        owner.loading(loading);
    }

    @Override
    public void loaded(Messages.Loaded loaded) {
        probabilities.clear();
        labels.put("train", loaded.getTrain().copyToJavaArray());
        labels.put("test", loaded.getTest().copyToJavaArray());
        owner.loaded(loaded);
        panels.loaded(this);
    }

    @Override
    public void validated(Messages.Validated validated) {
        owner.validated(validated);
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
    public void kept(String about) {
        owner.kept(about);
    }

    @Override
    public void probability(Messages.Probability answer) {
        panels.probability(this, answer);
    }

    @Override
    public void mattered(Messages.Mattered mattered) {
        panels.mattered(this, mattered);
    }

    @Override
    public void near(Messages.Near near) {
        panels.near(this, near);
    }

    @Override
    public void layer(Messages.Layer layer) {
        panels.layer(this, layer);
    }

    @Override
    public void pictures(int answered, byte[] pixels) {
        Consumer<byte[]> got = asked.remove(answered);
        if (got != null) {
            got.accept(pixels);
        }
    }

    @Override
    public void judged(Messages.Judged judged) {
        panels.judged(this, judged);
    }

    @Override
    public void maps(Messages.Mapped mapped) {
        panels.maps(this, mapped);
    }

    @Override
    public void file(Int8Array bytes) {
        owner.file(bytes);
    }

    @Override
    public void failed(String why) {
        owner.failed(why);
    }
}
