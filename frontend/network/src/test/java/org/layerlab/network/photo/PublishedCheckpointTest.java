package org.layerlab.network.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.matrix.HashRandom;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;

/** What a server keeps of a run's state has a bound, see {@link ParameterFile#published}. */
class PublishedCheckpointTest {
    private static final int M = 12;

    @Test
    void theLargestStateThereIsIsKept() throws Exception {
        PhotoRecipe recipe = PhotoRecipe.of(new JsonObject()
                .add("layers", "12288, 160, 1")
                .add("optimizer", "adam")
                .add("learningRate", 0.0003)
                .add("batchSize", 3)
                .add("epochs", 1)
                .add("averaging", 0.9)
                .add("center", true)
                .add("validation", 0.25));
        byte[] photos = new byte[M * recipe.preparation().features()];
        byte[] labels = new byte[M];
        for (int i = 0; i < photos.length; i++) {
            photos[i] = (byte) (255 * HashRandom.uniform(3, i));
        }
        for (int e = 0; e < M; e++) {
            labels[e] = (byte) (e % 2);
        }
        PhotoLearning learning = new PhotoLearning(new ReferenceKernels(), recipe, photos, labels, 2);
        while (!learning.done()) {
            learning.trainer().step();
            learning.afterUpdates();
        }
        ParameterFile file =
                Checkpoint.of(learning, recipe.json(), new CardBuilder(recipe.architecture()), Precision.FLOAT64);
        for (String name : List.of("moment2.W1", "average.W1", "best.W1", "centred.b1")) {
            assertTrue(
                    file.extra().containsKey("optimizer." + name),
                    name + " among " + file.extra().keySet());
        }
        assertEquals(file.extra().keySet(), file.published().extra().keySet());
    }
}
