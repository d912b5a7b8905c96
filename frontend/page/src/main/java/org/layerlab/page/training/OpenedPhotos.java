package org.layerlab.page.training;

import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.photo.Scaling;
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
        classifier = new PhotoClassifier(network, card.preparation(), null);
    }

    /**
     * Opens a file.
     *
     * @throws IllegalArgumentException when its network takes no photos
     */
    public static OpenedPhotos open(ParameterFile file, KernelChoice choice) {
        Parameters parameters = Scaling.fold(
                file.parameters(), file.card().architecture(), file.card().preparation());
        return Run.made(
                choice.kernels(Precision.FLOAT32),
                kernels -> new OpenedPhotos(new Network(kernels, file.card().architecture(), parameters), file.card()));
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
