package org.layerlab.backend.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.layerlab.backend.script.NumpyScript;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.foreign.AnyFile;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.photo.Checkpoint;
import org.layerlab.network.photo.PhotoLearning;
import org.layerlab.network.photo.PhotoRecipe;
import org.layerlab.network.photo.RecipeSettings;
import org.layerlab.network.training.CostPoint;
import org.layerlab.network.training.LearningSettings;
import org.layerlab.network.training.OptimizerKind;

/** Safetensors, npz, model cards and checkpoints. */
class ParameterReadersFuzzTest {
    private static final Limits LIMITS = new Limits(1 << 20, 4 << 20, 4096, 1 << 20);
    private static final long MOST_ALLOCATED = 64L << 20;
    private static final String CONVOLUTION = "32x32x3, conv3x2s4, bn, relu, pool2, gap, 1";
    private static final int PHOTOS = 8;

    private static NumpyScript script;

    @BeforeAll
    static void load() throws Exception {
        script = NumpyScript.load();
    }

    private static CardBuilder card(Architecture architecture) {
        return new CardBuilder(architecture)
                .name("Rings")
                .kind(architecture.inputs() == 2 ? ModelCard.Kind.POINTS : ModelCard.Kind.PHOTOS)
                .iteration(200)
                .costs(List.of(new CostPoint(0, 0.693), new CostPoint(100, 0.5)))
                .trainAccuracy(0.75, 300)
                .dataset(new JsonObject()
                        .add("id", "circle")
                        .add("noise", 15)
                        .add("trainSize", 30)
                        .add("seed", 1))
                .hyperparameters(new JsonObject()
                        .add("learningRate", 0.2)
                        .add("batchSize", 8)
                        .add(
                                "changes",
                                new JsonArray()
                                        .add(new JsonObject().add("from", 0).add("learningRate", 0.1))))
                .set(
                        "points",
                        new JsonArray().add(new JsonArray().add(0.5).add(-0.25).add(1)))
                .set(
                        "calibration",
                        new JsonObject()
                                .add("temperature", 1.2)
                                .add("unsureBelow", 0.6)
                                .add("from", "validation")
                                .add("examples", 900)
                                .add("unsure", 0.2)
                                .add("accuracyWhenSure", 0.76)
                                .add("leastFound", 0));
    }

    private static ParameterFile dense() {
        Architecture architecture = Architecture.relu(2, 3, 1);
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("optimizer.m.W1", Tensor.of(Tensor.Type.F32, new double[] {1, 2, 3, 4, 5, 6}, 3, 2));
        return new ParameterFile(
                Initialization.HE.parameters(architecture, 1),
                card(architecture).build(),
                state);
    }

    private static ParameterFile convolution() {
        Architecture architecture = Architecture.parse(CONVOLUTION, Activation.RELU);
        return new ParameterFile(
                Initialization.HE.parameters(architecture, 1),
                card(architecture).input(PhotoPreparation.TUTORIAL.withSide(32)).build());
    }

    /** All that is done with a file that was taken. */
    private static void use(ParameterFile file) throws ParameterFileException {
        byte[] written = file.toSafetensors(StorageType.F64);
        assertArrayEquals(written, ParameterFile.read(written, LIMITS).toSafetensors(StorageType.F64));
        ParameterFile.read(file.toNpz(StorageType.F64), LIMITS);
        file.published();
        use(file.card());
        try {
            file.toOnnx();
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    private static void use(ModelCard card) {
        String gap = NumpyScript.gap(card);
        if (gap.isEmpty()) {
            script.of(card);
        }
        try {
            card.preparation();
        } catch (IllegalArgumentException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    @Test
    void safetensors() {
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> use(ParameterFile.readSafetensors(file, LIMITS)),
                dense().toSafetensors(StorageType.F64),
                dense().toSafetensors(StorageType.F16),
                dense().toSafetensors(StorageType.BF16),
                convolution().toSafetensors(StorageType.F32));
    }

    @Test
    void npz() {
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> use(ParameterFile.read(file, LIMITS)),
                dense().toNpz(StorageType.F64),
                deflated(dense().toNpz(StorageType.F32), null),
                convolution().toNpz(StorageType.F16));
    }

    private static Tensor tensor(int... shape) {
        double[] values = new double[shape.length == 1 ? shape[0] : shape.length == 2 ? shape[0] * shape[1] : 18 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 + 0.5;
        }
        return Tensor.of(Tensor.Type.F32, values, shape);
    }

    private static byte[][] ofOtherPrograms() {
        Map<String, Tensor> torch = new LinkedHashMap<>();
        torch.put("0.weight", tensor(3, 2));
        torch.put("0.bias", tensor(3));
        torch.put("1.weight", tensor(3));
        torch.put("1.bias", tensor(3));
        torch.put("1.running_mean", tensor(3));
        torch.put("1.running_var", tensor(3));
        torch.put("3.weight", tensor(2, 3));
        Map<String, Tensor> keras = new LinkedHashMap<>();
        keras.put("layers.dense.vars.0", tensor(2, 3));
        keras.put("layers.dense.vars.1", tensor(3));
        keras.put("layers.batch_normalization.moving_mean", tensor(3));
        keras.put("layers.batch_normalization.moving_variance", tensor(3));
        keras.put("layers.dense_1.vars.0", tensor(3, 1));
        Map<String, Tensor> maps = new LinkedHashMap<>();
        maps.put("conv.weight", tensor(4, 2, 3, 3));
        maps.put("fc.weight", tensor(1, 4));
        Map<String, Tensor> list = new LinkedHashMap<>();
        list.put("arr_0", tensor(2, 3));
        list.put("arr_1", tensor(1, 3));
        list.put("arr_2", tensor(3, 1));
        list.put("arr_3", tensor(1));
        String layers = "{\"layers\":\"6x6x2, conv3x4, relu, gap, 1\"}";
        return new byte[][] {
            new Safetensors(Map.of("format", "pt"), torch).toBytes(),
            new Safetensors(Map.of(), keras).toBytes(),
            new Safetensors(Map.of("layerlab", layers), maps).toBytes(),
            new Safetensors(Map.of("format", "mlx"), maps).toBytes(),
            Npz.write(torch),
            Npz.write(keras),
            Npz.write(list)
        };
    }

    @Test
    void filesOfOtherPrograms() {
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> use(AnyFile.read(file, LIMITS, null).file()),
                ofOtherPrograms());
    }

    /** Names of the tensors are put together from the words that the reader looks for. */
    @Test
    void namesThatAreAlmostThoseOfOtherPrograms() {
        String[] words = {
            "0",
            "1",
            "2",
            "fc",
            "fc1",
            "dense",
            "dense_1",
            "conv",
            "bn1",
            "vars",
            "params",
            "layers",
            "weight",
            "bias",
            "kernel",
            "W",
            "b",
            "W1",
            "b1",
            "gamma",
            "beta",
            "running_mean",
            "running_var",
            "moving_variance",
            "arr_0",
            "arr_1",
            "optimizer",
            "scale",
            "",
            "_",
            "99999999999"
        };
        int[][] shapes = {{1}, {2}, {3}, {2, 3}, {3, 2}, {3, 3}, {1, 3}, {3, 1}, {4, 2, 3, 3}, {2, 2}, {1, 1}};
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> {
                    Map<String, Tensor> tensors = new LinkedHashMap<>();
                    for (int i = random.nextInt(1, 9); i > 0; i--) {
                        StringBuilder name = new StringBuilder();
                        for (int k = random.nextInt(1, 4); k > 0; k--) {
                            name.append(name.isEmpty() ? "" : ".").append(words[random.nextInt(words.length)]);
                        }
                        if (!name.isEmpty()) {
                            tensors.put(name.toString(), tensor(shapes[random.nextInt(shapes.length)]));
                        }
                    }
                    use(AnyFile.read(new Safetensors(Map.of(), tensors).toBytes(), LIMITS, null)
                            .file());
                },
                new byte[1]);
    }

    /** Behind the CRC-32, which refuses most of the damage above. */
    @Test
    void arraysOfAnNpz() {
        byte[] sound = dense().toNpz(StorageType.F32);
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> use(ParameterFile.read(deflated(sound, random), LIMITS)),
                new byte[1]);
    }

    /** The same members, compressed, and one of them damaged. */
    private static byte[] deflated(byte[] npz, @Nullable SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int damaged = random == null ? -1 : random.nextInt(6);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(npz));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = in.getNextEntry();
            for (int i = 0; entry != null; i++, entry = in.getNextEntry()) {
                byte[] member = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                zip.write(random != null && i == damaged ? Mutation.of(member, random) : member);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void cards() {
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> use(ModelCard.parse(new String(file, StandardCharsets.UTF_8))),
                dense().card().toString().getBytes(StandardCharsets.UTF_8),
                convolution().card().toString().getBytes(StandardCharsets.UTF_8),
                "{\"layers\":\"2, 3, 1\",\"iteration\":5,\"hyperparameters\":{\"learningRate\":1}}"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static PhotoLearning learning() {
        PhotoRecipe recipe = PhotoRecipe.of(new Chosen()
                .set(RecipeSettings.LAYERS, CONVOLUTION)
                .set(LearningSettings.OPTIMIZER, OptimizerKind.MOMENTUM)
                .set(LearningSettings.BATCH_SIZE, 2L)
                .set(LearningSettings.ITERATIONS, 20L)
                .set(RecipeSettings.EPOCHS, 0L)
                .set(RecipeSettings.VALIDATION, 0.25));
        byte[] X = new byte[PHOTOS * 32 * 32 * 3];
        new SplittableRandom(1).nextBytes(X);
        byte[] Y = new byte[PHOTOS];
        for (int i = 0; i < PHOTOS; i++) {
            Y[i] = (byte) (i % 2);
        }
        return new PhotoLearning(new ReferenceKernels(), recipe, X, Y, 2);
    }

    @Test
    void checkpoints() {
        PhotoLearning begun = learning();
        for (int i = 0; i < 10; i++) {
            begun.trainer().step();
            begun.afterUpdates();
        }
        JsonObject settings = begun.recipe().json();
        Architecture architecture = begun.recipe().architecture();
        byte[] sound = Checkpoint.of(begun, settings, card(architecture), Precision.FLOAT32)
                .toSafetensors(StorageType.F32);
        PhotoLearning resumed = learning();
        Fuzz.run(
                MOST_ALLOCATED,
                (file, random) -> {
                    Checkpoint.in(ParameterFile.read(file, LIMITS)).resume(resumed, settings);
                    resumed.trainer().costs();
                },
                sound);
    }
}
