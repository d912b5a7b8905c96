package org.layerlab.network.file;

import com.eclipsesource.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.training.CostPoint;

/** Networks and files that the tests of this package share. */
final class Samples {
    private Samples() {}

    /** Parameters from −1 to 1 in steps of 1/1024, which every storage type but BF16 holds exactly. */
    static Parameters parameters(int... layerDims) {
        SplittableRandom random = new SplittableRandom(1);
        List<Parameters.Dense> layers = new ArrayList<>();
        for (int l = 1; l < layerDims.length; l++) {
            double[] W = values(random, layerDims[l] * layerDims[l - 1]);
            layers.add(new Parameters.Dense(layerDims[l], layerDims[l - 1], W, values(random, layerDims[l])));
        }
        return new Parameters(layers);
    }

    private static double[] values(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-1024, 1025) / 1024.0;
        }
        return values;
    }

    /** A card that says everything a card can say, and something unknown. */
    static ModelCard card(int... layerDims) {
        List<Integer> dims = new ArrayList<>();
        for (int n : layerDims) {
            dims.add(n);
        }
        return new CardBuilder(Architecture.of(dims, Activation.TANH))
                .name("Kreise, 圈 \"quoted\"")
                .description("two rings\nof points")
                .kind(ModelCard.Kind.POINTS)
                .dataset(Json.object()
                        .add("id", "circle")
                        .add("seed", 1)
                        .add("noise", 15)
                        .add("trainSize", 300)
                        .add("testSize", 100))
                .hyperparameters(Json.object()
                        .add("learningRate", 0.2)
                        .add("iterations", 15000)
                        .add("optimizer", "sgd"))
                .iteration(200)
                .costs(List.of(new CostPoint(0, 0.693147), new CostPoint(100, 0.69), new CostPoint(200, 1e-300)))
                .trainAccuracy(0.72, 300)
                .testAccuracy(0.75, 100)
                .set("input", Json.object().add("padding", 1))
                .engine("jvm")
                .precision("float64")
                .set("color", Json.parse("{\"of\": [\"my\", null, true]}"))
                .build();
    }

    /** A network of [2, 4, 1] with its card and an optimizer's state. */
    static ParameterFile file() {
        return new ParameterFile(
                parameters(2, 4, 1),
                card(2, 4, 1),
                Map.of("vW1", Tensor.of(Tensor.Type.F32, new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2)));
    }

    /** A safetensors file with this header, whatever it says, and so many bytes of zeros for data. */
    static byte[] safetensors(String header, int dataLength) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    /** A deflated zip of these files. */
    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    /** An .npy file with this header and so many bytes of zeros for data. */
    static byte[] npy(String header, int dataLength) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + dataLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .array();
    }
}
