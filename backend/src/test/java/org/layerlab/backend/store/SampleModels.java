package org.layerlab.backend.store;

import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
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

    public static byte[] safetensors(String name, int seed) {
        return circles(name, seed).toSafetensors(StorageType.F64);
    }
}
