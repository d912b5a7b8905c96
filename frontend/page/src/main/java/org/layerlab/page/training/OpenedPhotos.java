package org.layerlab.page.training;

import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.Scaling;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.page.kernels.KernelChoice;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.RunMessages;

/** A saved network on photos, opened to be asked. */
public final class OpenedPhotos implements Classifies {
    private final Network network;
    private final ModelCard card;
    private final PhotoClassifier classifier;

    private OpenedPhotos(Network network, ModelCard card) {
        this.network = network;
        this.card = card;
        classifier = PhotoClassifier.learned(
                network,
                card.preparation(),
                card.calibration().map(Calibration::familiarity).orElse(null));
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException when its network takes no photos
     */
    public static OpenedPhotos open(ParameterFile file, KernelChoice choice) {
        return open(file, choice.kernels(Precision.FLOAT32));
    }

    /** The same with these kernels, which are this run's own from now on. */
    public static OpenedPhotos open(ParameterFile file, Kernels own) {
        ModelCard card = file.card();
        return Run.made(own, kernels -> {
            Parameters parameters = Scaling.fold(file.parameters(), card.architecture(), card.preparation());
            return new OpenedPhotos(new Network(kernels, card.architecture(), parameters), card);
        });
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public PhotoClassifier classifier() {
        return classifier;
    }

    @Override
    public Message ready() {
        return RunMessages.ready(cardText());
    }

    @Override
    public double[] accuracies() {
        return new double[] {Double.NaN, Double.NaN};
    }
}
