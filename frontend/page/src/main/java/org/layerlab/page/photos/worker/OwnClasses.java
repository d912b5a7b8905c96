package org.layerlab.page.photos.worker;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.LayerKind;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.training.Hyperparameters;
import org.layerlab.network.training.OptimizerKind;
import org.layerlab.network.training.Schedule;
import org.layerlab.network.training.Trainer;
import org.layerlab.page.browser.Engine;
import org.layerlab.page.settings.ModelDescription;
import org.layerlab.page.training.PhotoClassifier;

/**
 * Classes of the user's own, told apart by a known network whose output is taken off: what its last hidden layer says of
 * each photo is kept, and a softmax over the classes learns from that. Only this one layer is trained, so it takes
 * seconds; the whole is a network like any other.
 */
final class OwnClasses {
    static final int MOST_CLASSES = 10;

    /** Each photo is learned from as it is and mirrored. */
    private static final int SHOWINGS = 2;

    private static final int CHUNK = 32;
    private static final int ITERATIONS = 200;
    private static final int FOLDS = 5;

    /** Fewer photos tell nothing when some of them are left out. */
    private static final int ENOUGH = 10;

    private static final Hyperparameters LEARNING = Hyperparameters.builder(0.02, ITERATIONS)
            .optimizer(OptimizerKind.ADAM)
            .schedule(Schedule.COSINE)
            .l2(1e-3)
            .build();

    private final List<String> names;
    private final Architecture architecture;
    private final Parameters parameters;
    private final Network network;
    private final PhotoClassifier eye;
    private final int photos;
    private final double accuracy;

    private OwnClasses(
            List<String> names,
            Architecture architecture,
            Parameters parameters,
            PhotoClassifier base,
            int photos,
            double accuracy) {
        this.names = names;
        this.architecture = architecture;
        this.parameters = parameters;
        network = new Network(base.network().kernels(), architecture, parameters);
        eye = new PhotoClassifier(network, base.preparation(), null);
        this.photos = photos;
        this.accuracy = accuracy;
    }

    /**
     * Learns.
     *
     * @param eye of the network whose output is taken off; it has to see photos as they are
     * @param photos one after another, as the network takes them, in BGR
     * @param labels the class of each, from 0; every class has one
     */
    static OwnClasses learn(PhotoClassifier eye, List<String> names, byte[] photos, byte[] labels) {
        if (names.size() < 2 || names.size() > MOST_CLASSES) {
            throw new IllegalArgumentException(names.size() + " classes: there can be 2 to " + MOST_CLASSES);
        }
        Architecture known = eye.network().architecture();
        if (known.layers().size() < 2) {
            throw new IllegalArgumentException("the network " + known + " has no hidden layer to learn from");
        }
        double[] features = features(eye, photos, labels.length);
        int rows = known.shape(known.layers().size() - 1).features();
        Kernels kernels = eye.network().kernels();
        double[] shown = new double[SHOWINGS * labels.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = labels[i % labels.length];
        }
        double accuracy = leftOut(kernels, rows, features, labels, names.size());
        Parameters.Dense last = fit(kernels, new LabeledSet(rows, shown.length, features.clone(), shown), names.size());
        List<LayerKind> layers = new ArrayList<>(known.layers());
        layers.set(layers.size() - 1, new LayerKind.Softmax(names.size()));
        List<Parameters.Dense> all = new ArrayList<>(eye.network().parameters().layers());
        all.set(all.size() - 1, last);
        return new OwnClasses(
                names, new Architecture(known.input(), layers), new Parameters(all), eye, labels.length, accuracy);
    }

    /** What the last hidden layer says: shape (features, photos and then the same mirrored), row by row. */
    private static double[] features(PhotoClassifier eye, byte[] photos, int count) {
        int layer = eye.depth() - 1;
        int rows = eye.network().architecture().shape(layer).features();
        int total = SHOWINGS * count;
        int size = photos.length / count;
        double[] features = new double[rows * total];
        for (int showing = 0; showing < SHOWINGS; showing++) {
            for (int from = 0; from < count; from += CHUNK) {
                int m = Math.min(CHUNK, count - from);
                byte[] some = new byte[m * size];
                System.arraycopy(photos, from * size, some, 0, some.length);
                PhotoSet set = PhotoClassifier.set(some, m);
                double[] chunk = eye.look(
                        showing == 1 ? set.mirrored() : set,
                        (X, pass) -> eye.network().kernels().read(pass.A(layer)));
                for (int i = 0; i < rows; i++) {
                    System.arraycopy(chunk, i * m, features, i * total + showing * count + from, m);
                }
            }
        }
        return features;
    }

    /** The share that is right of photos left out in turns, a fifth of them each time; NaN where there are too few. */
    private static double leftOut(Kernels kernels, int rows, double[] features, byte[] labels, int classes) {
        int count = labels.length;
        if (count < ENOUGH) {
            return Double.NaN;
        }
        int right = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Integer> learned = new ArrayList<>();
            List<Integer> asked = new ArrayList<>();
            for (int j = 0; j < SHOWINGS * count; j++) {
                // A photo and its mirror image go together, and each class is spread over all parts.
                if (j % count % FOLDS != fold) {
                    learned.add(j);
                } else if (j < count) {
                    asked.add(j);
                }
            }
            Parameters.Dense last = fit(kernels, part(rows, features, labels, learned), classes);
            for (int j : asked) {
                right += best(last, features, SHOWINGS * count, j) == labels[j] ? 1 : 0;
            }
        }
        return (double) right / count;
    }

    private static LabeledSet part(int rows, double[] features, byte[] labels, List<Integer> columns) {
        int total = SHOWINGS * labels.length;
        int m = columns.size();
        double[] X = new double[rows * m];
        double[] Y = new double[m];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < rows; i++) {
                X[i * m + j] = features[i * total + columns.get(j)];
            }
            Y[j] = labels[columns.get(j) % labels.length];
        }
        return new LabeledSet(rows, m, X, Y);
    }

    private static int best(Parameters.Dense last, double[] features, int total, int column) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < last.rows(); k++) {
            double z = last.b()[k];
            for (int i = 0; i < last.columns(); i++) {
                z += last.W()[k * last.columns() + i] * features[i * total + column];
            }
            if (z > most) {
                most = z;
                best = k;
            }
        }
        return best;
    }

    /** The last layer's weights; while they are learned each feature has mean 0 and spread 1. */
    private static Parameters.Dense fit(Kernels kernels, LabeledSet set, int classes) {
        int rows = set.features();
        int m = set.size();
        double[] mean = new double[rows];
        double[] spread = new double[rows];
        double[] X = set.X();
        for (int i = 0; i < rows; i++) {
            double squares = 0;
            for (int j = 0; j < m; j++) {
                mean[i] += X[i * m + j] / m;
                squares += X[i * m + j] * X[i * m + j] / m;
            }
            // What hardly varies is no more than noise: it is not blown up.
            spread[i] = Math.sqrt(Math.max(0, squares - mean[i] * mean[i])) + 1e-3;
        }
        double[] even = new double[X.length];
        for (int p = 0; p < X.length; p++) {
            even[p] = (X[p] - mean[p / m]) / spread[p / m];
        }
        Architecture last = new Architecture(new MapShape(1, 1, rows), List.of(new LayerKind.Softmax(classes)));
        Network network = new Network(kernels, last, Initialization.NORMAL.parameters(last, 1));
        Trainer trainer = new Trainer(network, new LabeledSet(rows, m, even, set.Y()), LEARNING);
        while (!trainer.done()) {
            trainer.step();
        }
        Parameters.Dense learned = network.parameters().layers().get(0);
        trainer.release();
        network.release();
        double[] W = new double[learned.W().length];
        double[] b = learned.b().clone();
        for (int p = 0; p < W.length; p++) {
            W[p] = learned.W()[p] / spread[p % rows];
            b[p / rows] -= W[p] * mean[p % rows];
        }
        return new Parameters.Dense(classes, rows, W, b);
    }

    /** The probability of each class. */
    double[] probabilities(byte[] photo) {
        return eye.probabilities(photo, 1);
    }

    /** What came of it, as JSON. */
    String summary() {
        JsonObject json = Json.object().add("photos", photos);
        if (!Double.isNaN(accuracy)) {
            json.add("accuracy", accuracy);
        }
        return json.toString();
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
                .input(eye.preparation())
                .set("classes", classes)
                .engine(Engine.name())
                .precision(Precision.FLOAT32.id());
        return new ParameterFile(parameters, about.addTo(builder).build());
    }

    /** Gives the network's room back. */
    void release() {
        network.release();
    }
}
