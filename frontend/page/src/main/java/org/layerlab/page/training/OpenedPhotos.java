package org.layerlab.page.training;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoInput;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.RunMessages;
import org.layerlab.page.settings.ModelDescription;

/** A saved network on photos that gives verdicts. */
public final class OpenedPhotos extends Run {
    private final PhotoClassifier eye;

    private OpenedPhotos(Network network, ModelCard card) {
        super(network, card);
        eye = new PhotoClassifier(network, 1, null);
    }

    public static OpenedPhotos open(ParameterFile file, KernelChoice choice) {
        requirePhotos(file);
        return made(
                choice.kernels(Precision.FLOAT32),
                kernels -> new OpenedPhotos(
                        new Network(kernels, file.card().architecture(), file.parameters()), file.card()));
    }

    /**
     * Refuses what takes no photos.
     *
     * @throws IllegalArgumentException naming both sizes
     */
    public static void requirePhotos(ParameterFile file) {
        if (file.card().architecture().inputs() != PhotoInput.FEATURES) {
            throw new IllegalArgumentException("this network takes "
                    + file.card().architecture().inputs() + " numbers: neither points (2) nor photos ("
                    + PhotoInput.FEATURES + ")");
        }
    }

    @Override
    @Nullable
    public Trainer trainer() {
        return null;
    }

    @Override
    public Message ready() {
        return RunMessages.ready(cardText());
    }

    @Override
    public double[] accuracies() {
        return new double[] {Double.NaN, Double.NaN};
    }

    @Override
    public float @Nullable [] boundary(boolean still) {
        return null;
    }

    @Override
    public PhotoClassifier.Answer classify(byte[] photo) {
        return eye.answer(photo);
    }

    @Override
    public ParameterFile file(ModelDescription about) {
        throw new IllegalStateException("this model is saved already");
    }
}
