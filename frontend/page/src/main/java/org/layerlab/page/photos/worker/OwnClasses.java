package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.verdict.ConfusionMatrix;
import org.layerlab.page.message.AnswersJson;
import org.layerlab.page.message.ClassMessages;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.FeatureLayer;
import org.layerlab.page.training.PhotoClassifier;

/**
 * Classes of the user's own, told apart by a known network that is cut off after one of its layers: a softmax over the
 * classes, the {@link LastLayer}, has learned from what that layer gives for each photo. The whole is a network like any
 * other.
 */
final class OwnClasses {
    private final List<String> names;
    private final Architecture architecture;
    private final Parameters parameters;
    private final Network network;
    private final PhotoClassifier classifier;
    private final int photos;
    private final ConfusionMatrix answers;
    private final String engine;

    /**
     * What was learned.
     *
     * @param from the layer after which the network ends
     * @param last takes the place of what came after it
     * @param base with the network
     * @param photos how many were learned from
     * @param answers on photos that were left out in turns
     * @param engine that looked at the photos
     */
    OwnClasses(
            List<String> names,
            FeatureLayer from,
            Parameters.Dense last,
            PhotoClassifier base,
            int photos,
            ConfusionMatrix answers,
            String engine) {
        Architecture known = base.network().architecture();
        List<LayerKind> layers = from.upToHere(known);
        layers.add(new LayerKind.Softmax(names.size()));
        architecture = new Architecture(known.input(), layers);
        int weighted = architecture.slots().size() - 1;
        List<Parameters.Dense> all =
                new ArrayList<>(base.network().parameters().layers().subList(0, weighted));
        all.add(last);
        this.names = names;
        parameters = new Parameters(all);
        network = Network.predicting(base.network().kernels(), architecture, parameters);
        classifier = new PhotoClassifier(network, base.preparation(), null);
        this.photos = photos;
        this.answers = answers;
        this.engine = engine;
    }

    /**
     * Refuses what can't be learned.
     *
     * @throws IllegalArgumentException saying why
     */
    static void require(PhotoClassifier base, List<String> names) {
        if (names.size() < 2 || names.size() > ClassMessages.MOST_CLASSES) {
            throw new IllegalArgumentException(
                    names.size() + " classes: there can be 2 to " + ClassMessages.MOST_CLASSES);
        }
        Architecture known = base.network().architecture();
        if (known.layers().size() < 2) {
            throw new IllegalArgumentException("the network " + known + " has no hidden layer to learn from");
        }
    }

    /** The probability of each class. */
    double[] probabilities(byte[] photo) {
        return classifier.probabilities(photo, 1);
    }

    /** The result as JSON. */
    String summary() {
        return Json.object()
                .add("photos", photos)
                .add(AnswersJson.KEY, AnswersJson.of(answers))
                .toString();
    }

    /** The network with a card that names the classes. */
    ParameterFile file(ModelDescription about) {
        JsonArray classes = new JsonArray();
        names.forEach(classes::add);
        CardBuilder builder = new CardBuilder(architecture)
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(Json.object()
                        .add("id", "own")
                        .add("name", "Own photos")
                        .add("photos", photos)
                        .add("classes", classes))
                // What is familiar to the base is not what these classes are.
                .input(classifier.preparation().lookedAtOnce())
                .set("classes", classes)
                .engine(engine)
                .precision(Precision.FLOAT32.id());
        if (answers.total() >= ClassMessages.LEAST_MEASURED) {
            builder.validationAccuracy((double) answers.right() / answers.total(), (int) answers.total());
        }
        return new ParameterFile(parameters, about.addTo(builder).build());
    }

    /** Gives the network's room back. */
    void release() {
        network.release();
    }
}
