package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.data.NumpyRandom;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;

class ConvolutionalFilesTest {
    private static final String LAYERS = "6x6x2, conv3x4, bn, relu, pool2, conv3x3, bn, relu, gap, dropout0.2, 1";

    /** A network that has learned a little: no number is the one it began with. */
    static ParameterFile sample(String layers) {
        Architecture architecture = Architecture.parse(layers, Activation.RELU);
        NumpyRandom random = new NumpyRandom(6);
        Parameters parameters = Initialization.HE.parameters(architecture, 2).filled(like -> {
            double[] values = random.normals(like.values().length);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (like.name().startsWith("variance") ? 0.5 + values[i] * values[i] : values[i]);
            }
            return values;
        });
        return new ParameterFile(
                parameters, new CardBuilder(architecture).name("maps").build());
    }

    @Test
    void everyTensorComesBackFromBothFormats() throws Exception {
        ParameterFile file = sample(LAYERS);
        for (byte[] bytes : new byte[][] {file.toSafetensors(StorageType.F32), file.toNpz(StorageType.F32)}) {
            ParameterFile read = ParameterFile.read(bytes);
            assertEquals(LAYERS, read.card().architecture().toString());
            assertEquals(file.card(), read.card());
            assertEquals(14, read.parameters().named().size());
            for (int i = 0; i < 14; i++) {
                Parameters.Named expected = file.parameters().named().get(i);
                assertArrayEquals(
                        expected.values(), read.parameters().named().get(i).values(), expected.name());
            }
            assertTrue(read.extra().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gamma1; gamma1 is missing",
                "variance2; variance2 is missing",
                "W2; W2 is missing",
                "b3; b3 is missing"
            })
    void aMissingTensorIsNamed(String name, String message) {
        Map<String, Tensor> tensors = tensors();
        tensors.remove(name);
        assertRefused(tensors, sample(LAYERS).card(), message);
    }

    @Test
    void tensorsOfOtherShapesAreRefusedWithBoth() {
        Map<String, Tensor> tensors = tensors();
        tensors.put("W1", Tensor.of(Tensor.Type.F32, new double[4 * 50], 4, 50));
        assertRefused(tensors, sample(LAYERS).card(), "W1 is 4×50, but conv3x4 on 6x6x2 needs 4×18");
        tensors = tensors();
        tensors.put("mean1", Tensor.of(Tensor.Type.F32, new double[5], 5, 1));
        assertRefused(tensors, sample(LAYERS).card(), "mean1 has the shape (5, 1), but W1 has (4, 18)");
        tensors = tensors();
        tensors.put("variance2", Tensor.of(Tensor.Type.F32, new double[] {1, -1, 1}, 3, 1));
        assertRefused(tensors, sample(LAYERS).card(), "variance2 has -1.0");
        tensors = tensors();
        tensors.put("beta2", Tensor.of(Tensor.Type.F32, new double[] {1, Double.NaN, 1}, 3, 1));
        assertRefused(tensors, sample(LAYERS).card(), "beta2[1] is NaN");
    }

    @Test
    void aCardOfOtherLayersIsRefused() {
        ModelCard other = new CardBuilder(
                        Architecture.parse("6x6x2, conv3x4, relu, pool2, conv3x3, bn, relu, gap, 1", Activation.RELU))
                .build();
        assertRefused(tensors(), other, "there is gamma1, but no bn follows layer 1");
        ModelCard dense = new CardBuilder(Architecture.relu(18, 4, 3, 1)).build();
        assertRefused(tensors(), dense, "batch normalization");
    }

    @Test
    void mapsThatAreNoPhotosAreSaidToBeNone() {
        assertTrue(sample("32x32x3, conv3x4, gap, 1").card().takesPhotos());
        for (String layers : new String[] {LAYERS, "8x128x3, conv3x4, gap, 1", "4x4x1, conv3x2, gap, softmax3"}) {
            assertFalse(sample(layers).card().takesPhotos(), layers);
        }
    }

    @Test
    void withoutACardNobodyCanTellTheLayers() {
        ParameterFileException refused = assertThrows(
                ParameterFileException.class, () -> ParameterFile.read(new Safetensors(Map.of(), tensors()).toBytes()));
        assertTrue(String.valueOf(refused.getMessage()).contains("no model card"), refused.getMessage());
    }

    private static Map<String, Tensor> tensors() {
        return new LinkedHashMap<>(TensorLayers.write(sample(LAYERS).parameters(), Tensor.Type.F32));
    }

    private static void assertRefused(Map<String, Tensor> tensors, ModelCard card, String message) {
        byte[] bytes = new Safetensors(Map.of(Names.CARD, card.toString()), tensors).toBytes();
        ParameterFileException refused = assertThrows(ParameterFileException.class, () -> ParameterFile.read(bytes));
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
    }
}
