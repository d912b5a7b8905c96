package org.layerlab.page.settings;

import java.util.List;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.data.Points;
import org.layerlab.network.matrix.Activation;
import org.layerlab.page.settings.PlayRow.Trait;

/** What a link's fragment says of the playground's settings. */
final class LinkReader {
    private final LinkPairs pairs;
    private final Chosen chosen = new Chosen();
    private CustomPoints points = CustomPoints.NONE;

    /** Reads a fragment, with or without a leading '#'. */
    LinkReader(String fragment) {
        pairs = new LinkPairs(fragment);
        if ("gauss".equals(pairs.get(PlayRows.DATASET.key()))) {
            // As TensorFlow Playground calls them.
            pairs.put(PlayRows.DATASET.key(), Points.BLOBS.id());
        }
        read(PlayRows.DATASET);
        Points dataset = chosen.get(PlayRows.DATASET.setting());
        pairs.suppose(OwnSetUp.points(dataset));
        if (!PlayRows.any(row -> row.is(Trait.TRAINING) && pairs.get(row.key()) != null)) {
            pairs.suppose(OwnSetUp.training(dataset));
        }
        for (PlayRow<?> row : PlayRows.ALL) {
            if (row != PlayRows.DATASET) {
                read(row);
            }
        }
        boolean custom = dataset == Points.CUSTOM;
        pairs.read("points", text -> points = custom ? CustomPoints.decode(text) : points);
        int classes = PlayRows.classes(chosen);
        long fewest = Math.min(chosen.get(PlayRows.TRAIN_SIZE.setting()), chosen.get(PlayRows.TEST_SIZE.setting()));
        if (!custom && classes > fewest) {
            refuse(PlayRows.CLASSES.setting(), classes + " classes need at least as many training and test points");
        }
    }

    private void read(PlayRow<?> row) {
        pairs.read(row.key(), text -> chosen.parse(row.setting(), text));
    }

    /** What does not go with the other settings falls back to its default. */
    private <T> void refuse(Setting<T> setting, String problem) {
        chosen.set(setting, setting.byDefault());
        pairs.problems().add(problem);
    }

    /** Takes a list of more activations than there are layers for a mistake. */
    void refuseLeftOver() {
        Setting<List<Activation>> activation = PlayRows.ACTIVATION.setting();
        int layers = chosen.get(PlayRows.HIDDEN.setting()).size();
        if (chosen.get(activation).size() > Math.max(1, layers)) {
            refuse(
                    activation,
                    "activation '" + chosen.text(activation) + "' has more entries than there are hidden layers");
        }
    }

    /** All settings, with the default where the link is silent or wrong. */
    Chosen chosen() {
        return chosen;
    }

    /** The points that the user placed. */
    CustomPoints points() {
        return points;
    }

    /** For each value that was wrong, what is wrong with it. */
    List<String> problems() {
        return pairs.problems();
    }

    /** The pairs that are not settings. */
    List<String> others() {
        return pairs.others();
    }
}
