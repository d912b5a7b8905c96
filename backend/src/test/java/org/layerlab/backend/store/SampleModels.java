package org.layerlab.backend.store;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.training.CostPoint;

/** Small models for tests. */
public final class SampleModels {
    private SampleModels() {}

    /** A [2, 3, 1] network whose numbers follow from the seed. */
    public static ParameterFile circles(String name, int seed) {
        return of(name, seed, 2, 3, 1);
    }

    public static ParameterFile of(String name, int seed, int... layerDims) {
        List<Parameters.Dense> layers = new ArrayList<>();
        for (int l = 1; l < layerDims.length; l++) {
            double[] W = new double[layerDims[l] * layerDims[l - 1]];
            double[] b = new double[layerDims[l]];
            for (int i = 0; i < W.length; i++) {
                W[i] = Math.sin(seed + i * 0.37 + l);
            }
            for (int i = 0; i < b.length; i++) {
                b[i] = seed + i;
            }
            layers.add(new Parameters.Dense(layerDims[l], layerDims[l - 1], W, b));
        }
        ModelCard card = new CardBuilder(Architecture.relu(layerDims))
                .name(name)
                .kind(ModelCard.Kind.POINTS)
                .trainAccuracy(0.75, 300)
                .testAccuracy(0.7, 100)
                .costs(List.of(new CostPoint(0, 0.693), new CostPoint(100, 0.5)))
                .build();
        return new ParameterFile(new Parameters(layers), card);
    }

    /** The file of a model whose card has this many characters. */
    public static byte[] withCardOf(int length) throws ParameterFileException {
        ParameterFile file = circles("Long", 1);
        JsonArray filling = new JsonArray();
        JsonObject card = new JsonObject(file.card().json()).set("filling", filling);
        for (int missing = length - card.toString().length(); missing > 3; ) {
            String text = "x".repeat(Math.min(missing - 3, 9000));
            filling.add(text);
            missing -= text.length() + 3;
        }
        return new ParameterFile(file.parameters(), ModelCard.parse(card.toString())).toSafetensors(StorageType.F64);
    }

    public static byte[] safetensors(String name, int seed) {
        return circles(name, seed).toSafetensors(StorageType.F64);
    }
}
