package org.layerlab.page.photos.worker;

import com.eclipsesource.json.JsonObject;
import java.util.Optional;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.Checkpoint;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Evaluation;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.settings.PhotoSettings;

/** A run on photos as files: its checkpoint, and what is saved of it with its card. */
final class PhotosFile {
    /** Why a run whose cost is NaN stops, and cannot be saved. */
    static final String DIVERGED =
            "the run diverged because the steps were too large. Train again with a lower learning rate.";

    private final PhotoSettings settings;
    private final PhotoLearning learning;
    private final int fingerprint;
    private final String variant;
    private final TrainedBy trainedBy = new TrainedBy();

    /**
     * The files of a run.
     *
     * @param fingerprint of its photos
     * @param variant what the kernels are called that compute it
     */
    PhotosFile(PhotoSettings settings, PhotoLearning learning, int fingerprint, String variant) {
        this.variant = variant;
        this.settings = settings;
        this.learning = learning;
        this.fingerprint = fingerprint;
    }

    /** The GPU of this name has made updates of it. */
    void updatedBy(String device) {
        trainedBy.gpu(device);
    }

    /** Takes up a checkpoint of the same recipe and photos. */
    void resume(ParameterFile file) throws ParameterFileException {
        Checkpoint.in(file).resume(learning, checkpointSettings());
        trainedBy.resumed(file.card());
    }

    byte[] checkpoint() {
        return checkpoint(builder()).toSafetensors(StorageType.of(Precision.FLOAT32));
    }

    private ParameterFile checkpoint(CardBuilder card) {
        return Checkpoint.of(learning, checkpointSettings(), card, Precision.FLOAT32);
    }

    /** What decides what this run computes. */
    private JsonObject checkpointSettings() {
        return settings.recipe().json().add("photos", settings.photos().id()).add("fingerprint", fingerprint);
    }

    /** What the page tells of the kept run before it is opened, and what it measured. */
    String about(boolean end, MeasuredAccuracies measured) {
        JsonObject about = settings.json()
                .add("iteration", learning.trainer().iteration())
                .add("iterations", learning.trainer().hyperparameters().iterations())
                .add("end", end);
        measured.addTo(about);
        return about.toString();
    }

    /** The parameters with the state to continue, unless that is too large for a server or the photos are a person's own. */
    ParameterFile withState(CardBuilder card) throws ParameterFileException {
        return settings.stateFits() && !settings.photos().own() ? checkpoint(card) : withoutState(card);
    }

    /** The parameters alone. */
    ParameterFile withoutState(CardBuilder card) throws ParameterFileException {
        return new ParameterFile(learning.parameters(), card.build());
    }

    /** The card's parts that do not change while it trains. */
    CardBuilder builder() {
        CardBuilder card = new CardBuilder(settings.recipe().architecture())
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(settings.photos().json())
                .hyperparameters(settings.recipe()
                        .json()
                        .set("iterations", learning.trainer().hyperparameters().iterations()))
                .input(settings.recipe().preparation())
                .precision(Precision.FLOAT32.id());
        trainedBy.addTo(card, Engine.name(), variant);
        return card;
    }

    /** Refuses a run that diverged. */
    static void requireConverged(PhotoLearning learning) {
        for (CostPoint point : learning.trainer().costs()) {
            if (Double.isNaN(point.cost())) {
                throw new IllegalStateException(DIVERGED);
            }
        }
    }

    static void addTo(CardBuilder card, Evaluation train, Evaluation test, Optional<Calibration> calibration) {
        card.trainAccuracy(train.accuracy(), train.total());
        if (test.total() > 0) {
            card.testAccuracy(test.accuracy(), test.total());
        }
        calibration.ifPresent(card::calibration);
    }
}
