package org.layerlab.network.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.layerlab.network.file.CardBuilder;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.Safetensors;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.text.Text;

class AnyFileTest {
    /** Tensors of these names and shapes, such as {@code 0.weight (4,2); 0.bias (4)}. */
    private static Map<String, Tensor> tensors(String list) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        for (String one : Text.split(list, ';')) {
            String name = one.trim().substring(0, one.trim().indexOf(' '));
            String dims = one.substring(one.indexOf('(') + 1, one.indexOf(')'));
            int[] shape = dims.isEmpty()
                    ? new int[0]
                    : Text.split(dims, ',').stream().mapToInt(Integer::parseInt).toArray();
            double[] values = new double[IntStream.of(shape).reduce(1, (x, y) -> x * y)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(1, 2000) / 1000.0;
            }
            tensors.put(name, Tensor.of(values, shape));
        }
        return tensors;
    }

    private static byte[] npz(String list) {
        return Npz.write(tensors(list));
    }

    private static String refused(byte[] bytes) {
        return assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.weight (4,2); 0.bias (4); 2.weight (1,4); 2.bias (1) | PyTorch | 2, 4, 1",
                "2.weight (1,4); 2.bias (1); 0.weight (4,2); 0.bias (4) | PyTorch | 2, 4, 1",
                "out.weight (3,5); out.bias (3); in.weight (5,2); in.bias (5) | PyTorch | 2, 5, softmax3",
                "fc10.weight (1,4); fc2.weight (4,4); fc1.weight (4,2) | PyTorch | 2, 4, 4, 1",
                "weight (1,2); bias (1) | PyTorch | 2, 1",
                "net.0.weight (6,2); net.1.weight (6); net.1.bias (6); net.1.running_mean (6); net.1.running_var (6);"
                        + " net.1.num_batches_tracked (); net.3.weight (1,6) | PyTorch | 2, 6linear, bn, relu, 1",
                "0.weight (6,2); 2.weight (6); 2.bias (6); 2.running_mean (6); 2.running_var (6); 3.weight (1,6)"
                        + " | PyTorch | 2, 6, bn, 1",
                "dense.kernel (2,4); dense.bias (4); dense_1.kernel (4,1); dense_1.bias (1) | Keras | 2, 4, 1",
                "dense_1.kernel (4,1); dense.kernel (2,4) | Keras | 2, 4, 1",
                "dense_11.kernel (4,1); dense_9.kernel (2,4); dense_10.kernel (4,4) | Keras | 2, 4, 4, 1",
                "params.Dense_0.kernel (2,2); params.Dense_1.kernel (2,2) | Flax | 2, 2, softmax2",
                "W0 (4,2); b0 (4,1); W1 (1,4); b1 (1,1) | NumPy | 2, 4, 1",
                "W0 (1,2); b0 (1,1) | NumPy | 2, 1",
                "W1 (2,4); b1 (1,4); W2 (4,1); b2 (1,1) | NumPy | 2, 4, 1",
                "W1 (2,2); b1 (1,2); W2 (2,1); b2 (1) | NumPy | 2, 2, 1",
                "W1 (4,2); b1 (1,4); W2 (1,4); b2 (1,1) | NumPy | 2, 4, 1",
                "W1 (4,2); b1 (4,1); W2 (3,4); b2 (3,1) | NumPy | 2, 4, softmax3",
                "weight1 (2,4); bias1 (4); weight2 (4,1); bias2 (1) | NumPy | 2, 4, 1",
                "arr_0 (4,2); arr_1 (4,1); arr_2 (1,4); arr_3 (1,1) | NumPy | 2, 4, 1",
                "arr_0 (2,4); arr_1 (4); arr_2 (4,1); arr_3 (1) | NumPy | 2, 4, 1",
                "linear.w (3,5); linear.b (5); linear_1.w (5,1); linear_1.b (1) | NumPy | 3, 5, 1"
            })
    void isOpenedAndToldAbout(String list, String program, String layers) throws Exception {
        byte[][] files = {npz(list), new Safetensors(Map.of(), tensors(list)).toBytes()};
        for (byte[] bytes : files) {
            Opened opened = AnyFile.read(bytes);
            assertTrue(
                    opened.note().startsWith("Read as a " + program + " network with the layers " + layers + "."),
                    opened.note());
            assertTrue(opened.note().contains("do not name the activations"), opened.note());
            assertEquals(layers, opened.file().card().architecture().toString());
            assertEquals(opened.line(), opened.file().card().description().orElse(""));
            // The server takes LayerLab's own files alone, and says how this becomes one.
            String message = assertThrows(ParameterFileException.class, () -> AnyFile.readOwn(bytes, Limits.DEFAULT))
                    .getMessage();
            assertTrue(message.contains("layerlab convert IN OUT"), message);
            ParameterFile own = AnyFile.readOwn(opened.file().toSafetensors(StorageType.F64), Limits.DEFAULT)
                    .file();
            assertEquals(opened.file().card(), own.card());
        }
    }

    @Test
    void matricesAreTransposedAndSquareOnesAsTheirBiasesLie() throws Exception {
        Map<String, Tensor> rows = tensors("W1 (2,2); b1 (1,2); W2 (2,2); b2 (1,2)");
        double[] W = AnyFile.read(Npz.write(rows))
                .file()
                .parameters()
                .layers()
                .get(0)
                .W();
        double[] lies = tensors("W1 (2,2)").values().iterator().next().toDoubles();
        assertArrayEquals(new double[] {lies[0], lies[2], lies[1], lies[3]}, W);
        Map<String, Tensor> columns = tensors("W1 (2,2); b1 (2,1); W2 (2,2); b2 (2,1)");
        assertArrayEquals(
                lies,
                AnyFile.read(Npz.write(columns))
                        .file()
                        .parameters()
                        .layers()
                        .get(0)
                        .W());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arr_0 (2,2); arr_1 (2); arr_2 (2,2); arr_3 (2) | fit both as (out, in) and as (in, out)",
                "arr_0 (2,2); arr_2 (2) | no arr_1",
                "arr_0 (2,2,2); arr_1 (2) | 'arr_0' F64 (2, 2, 2) is neither",
                "a.weight (4,4); b.weight (4,4) | in several orders",
                "0.weight (4,2); 1.weight (1,5) | do not fit together",
                "0.weight (4,2); 0.bias (3) | do not fit together",
                "0.weight (4,2,3); 0.bias (4) | those of dense layers have two dimensions",
                "lstm.weight_ih_l0 (16,2); lstm.weight_hh_l0 (16,4); fc.weight (1,4) | 'lstm.weight_ih_l0' F64 (16, 2)",
                "norm.weight (4); norm.bias (4); fc.weight (1,4) | layer 'norm'",
                "fc1.weight (4,2); fc1.bias (4); ln.scale (4); ln.bias (4); fc2.weight (1,4) | layer 'ln'",
                "a.weight (1,2); b.kernel (2,1) | in the manner of several programs",
                "0.weight (4,2); 1.running_mean (5); 1.running_var (5); 1.weight (5); 1.bias (5); 3.weight (1,4)"
                        + " | do not fit together",
                "x.weight (4,2); y.weight (4,4); z.weight (1,4); n.running_mean (4); n.running_var (4)"
                        + " | which layers its batch normalizations belong to",
                "foo (3,4); bar (2) | 'foo' F64 (3, 4) does not belong to any kind of layer",
                "conv1.weight (8,3,3,3); fc.weight (1,8) | fit both",
                "conv1.weight (8,3,5,5); conv1.bias (8); fc.weight (1,200)"
                        + " | tell its layers, such as 10x10x3,conv5x8,relu,pool2,1, with layerlab convert IN OUT --layers",
                "conv.kernel (3,3,3,4); dense.kernel (4,2) | such as 64x64x3,conv3x4,relu,pool2,gap,softmax2, with",
                "conv.weight (8,3,4,5); fc.weight (1,8) | do not fit together",
                "0.weight (200,2); 0.bias (200) | a softmax over 200 classes"
            })
    void isRefusedInWords(String list, String reason) {
        String message = refused(new Safetensors(Map.of(), tensors(list)).toBytes());
        assertTrue(message.contains(reason), message);
        assertFalse(message.contains("\n"), message);
        boolean leads =
                message.contains("rename them to W1") || message.contains("--layers") || reason.contains("softmax");
        assertTrue(leads, message);
    }

    @Test
    void whatHasOurNamesIsRefusedAsBefore() {
        assertEquals("b2 has 3 values, but W2 has 1 rows", refused(npz("W1 (4,2); b1 (4); W2 (1,4); b2 (3)")));
        assertEquals("b1 is missing, but there is W2", refused(npz("W1 (4,2); W2 (1,4); b2 (1)")));
        assertEquals("W2 is missing, but there is W3", refused(npz("W1 (4,2); b1 (4,1); W3 (1,4); b3 (1)")));
    }

    @Test
    void layersThatWereToldDecide() throws Exception {
        byte[] bytes = new Safetensors(
                        Map.of("format", "pt"), tensors("c.weight (4,3,3,3); f.weight (1,144); f.bias (1)"))
                .toBytes();
        Architecture told = Architecture.parse("6x6x3,conv3x4,tanh,1", Activation.RELU);
        Opened opened = AnyFile.read(bytes, Limits.DEFAULT, told);
        assertEquals(
                "6x6x3, conv3x4, tanh, 1", opened.file().card().architecture().toString());
        assertFalse(opened.note().contains("activations"), opened.note());
        assertTrue(opened.note().contains("biases of 0"), opened.note());
        Architecture other = Architecture.parse("6x6x3,conv3x5,tanh,1", Activation.RELU);
        String message = assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes, Limits.DEFAULT, other))
                .getMessage();
        assertTrue(message.contains("it does not have layers 6x6x3, conv3x5, tanh, 1. It has 'c.weight'"), message);
    }

    @Test
    void depthwiseConvolutionsOfPyTorchAreRead() throws Exception {
        Map<String, Tensor> tensors =
                tensors("0.weight (4,3,3,3); 0.bias (4); 2.weight (4,1,3,3); 2.bias (4); 4.weight (1,4)");
        byte[] bytes = new Safetensors(Map.of("format", "pt"), tensors).toBytes();
        Architecture told = Architecture.parse("6x6x3,conv3x4,relu,dw3,relu,gap,1", Activation.RELU);
        Parameters.Dense depthwise = AnyFile.read(bytes, Limits.DEFAULT, told)
                .file()
                .parameters()
                .layers()
                .get(1);
        assertEquals(4, depthwise.rows());
        assertArrayEquals(Objects.requireNonNull(tensors.get("2.weight")).toDoubles(), depthwise.W());
        Architecture wider = Architecture.parse("6x6x3,conv3x4,relu,dw5,relu,gap,1", Activation.RELU);
        assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes, Limits.DEFAULT, wider));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Keras 2, Keras 3, Keras 3 by position, Flax.
                "c1.kernel (3,3,3,4); c1.bias (4); c2.depthwise_kernel (3,3,4,1); c2.bias (4); c3.kernel (4,1) | Keras",
                "c1.kernel (3,3,3,4); c1.bias (4); c2.kernel (3,3,4,1); c2.bias (4); c3.kernel (4,1) | Keras",
                "c1.vars.0 (3,3,3,4); c1.vars.1 (4); c2.vars.0 (3,3,4,1); c2.vars.1 (4); c3.vars.0 (4,1) | Keras",
                "params.c1.kernel (3,3,3,4); params.c1.bias (4); params.c2.kernel (3,3,1,4); params.c2.bias (4);"
                        + " params.c3.kernel (4,1) | Flax",
            })
    void depthwiseConvolutionsOfKerasAreRead(String list, String program) throws Exception {
        Architecture told = Architecture.parse("6x6x3,conv3x4,relu,dw3,relu,gap,1", Activation.RELU);
        Opened opened = AnyFile.read(npz(list), Limits.DEFAULT, told);
        assertTrue(opened.note().contains(program), opened.note());
        Parameters.Dense depthwise = opened.file().parameters().layers().get(1);
        double[] kernel = tensors(list).values().stream().toList().get(2).toDoubles();
        for (int channel = 0; channel < 4; channel++) {
            for (int tap = 0; tap < 9; tap++) {
                assertEquals(kernel[tap * 4 + channel], depthwise.W()[channel * 9 + tap]);
            }
        }
        assertTrue(refused(npz(list)).contains("such as 64x64x3,conv3x4,relu,pool2,dw3,relu"), refused(npz(list)));
    }

    @Test
    void aDepthwiseKernelOfKerasWithoutBiasesIsToldByItsName() throws Exception {
        String rest = "conv2d.kernel (3,3,3,4); NAME (3,3,4,1); dense.kernel (4,1)";
        Architecture told = Architecture.parse("6x6x3,conv3x4,relu,dw3,relu,gap,1", Activation.RELU);
        byte[] named = npz(rest.replace("NAME", "depthwise_conv2d.kernel"));
        assertEquals(
                4,
                AnyFile.read(named, Limits.DEFAULT, told)
                        .file()
                        .parameters()
                        .layers()
                        .get(1)
                        .rows());
        // A convolution with one filter has the same shape.
        Architecture one = Architecture.parse("6x6x3,conv3x4,relu,conv3x1,relu,gap,1", Activation.RELU);
        byte[] other = npz("conv2d.kernel (3,3,3,4); conv2d_1.kernel (3,3,4,1); dense.kernel (1,1)");
        assertEquals(
                1,
                AnyFile.read(other, Limits.DEFAULT, one)
                        .file()
                        .parameters()
                        .layers()
                        .get(1)
                        .rows());
    }

    @Test
    void moreThanCanBeTriedIsRefusedAtOnce() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            for (String stem : List.of("a", "b", "c", "d", "e")) {
                list.append(stem + "." + i + ".weight (1,1); ");
            }
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                list.append("n" + i + "x." + part + " (1); ");
            }
        }
        byte[] bytes = new Safetensors(Map.of("format", "pt"), tensors(list.substring(0, list.length() - 2))).toBytes();
        assertEquals(
                "the file cannot be opened: it has 1500 layers and 300 batch normalizations, too many for names that say neither their order nor"
                        + " which belong together",
                refused(bytes).replaceFirst("\\. It has .*", ""));
    }

    @Test
    void layersThatAreToldMayNotContradictTheCard() throws Exception {
        Architecture tanh = Architecture.parse("2,4tanh,1", Activation.RELU);
        Architecture relu = Architecture.parse("2,4,1", Activation.RELU);
        byte[] own = new ParameterFile(Initialization.NORMAL.parameters(tanh, 1), new CardBuilder(tanh).build())
                .toSafetensors(StorageType.F64);
        byte[] python = new Safetensors(
                        Map.of("layerlab", "{\"layers\": \"2,4tanh,1\"}"),
                        tensors("0.weight (4,2); 0.bias (4); 2.weight (1,4); 2.bias (1)"))
                .toBytes();
        for (byte[] bytes : List.of(own, python)) {
            Opened opened = AnyFile.read(bytes, Limits.DEFAULT, tanh);
            assertEquals(tanh, opened.file().card().architecture());
            String message = assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes, Limits.DEFAULT, relu))
                    .getMessage();
            assertTrue(
                    message.contains("a model card, with layers " + tanh.withActivations()
                            + ", but --layers says layers " + relu.withActivations()),
                    message);
        }
    }

    @Test
    void layersThatAreNotTheFilesAreBlamedOnWhoToldThem() {
        Architecture told = Architecture.parse("2,5,1", Activation.RELU);
        byte[] bytes = npz("W1 (4,2); b1 (4,1); W2 (1,4); b2 (1,1)");
        String message = assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes, Limits.DEFAULT, told))
                .getMessage();
        assertEquals("--layers says layers 2, 5, 1, but W and b have the shapes of layers 2, 4, 1", message);
    }

    @Test
    void layersAreToldOfOurOwnNamesToo() throws Exception {
        Architecture told = Architecture.parse("6x6x2,conv3x4,bn,relu,gap,1", Activation.RELU);
        byte[] bytes = npz("W1 (4,18); b1 (4,1); gamma1 (4,1); beta1 (4,1); mean1 (4,1); variance1 (4,1);"
                + " W2 (1,4); b2 (1,1)");
        assertTrue(refused(bytes).contains("no model card"), refused(bytes));
        Opened opened = AnyFile.read(bytes, Limits.DEFAULT, told);
        assertEquals(told, opened.file().card().architecture());
        assertEquals("", opened.note());
    }

    @Test
    void photosOfOthersAreRed() throws Exception {
        Opened opened = AnyFile.read(npz("0.weight (1,3072); 0.bias (1)"));
        assertEquals("RGB", opened.file().card().preparation().order().id());
        assertTrue(opened.note().contains("red, green, blue"), opened.note());
        assertEquals(
                "BGR",
                AnyFile.read(npz("W0 (1,3072); b0 (1)"))
                        .file()
                        .card()
                        .preparation()
                        .order()
                        .id());
    }

    @Test
    void aListIsShortWhateverIsInTheFile() {
        Map<String, Tensor> many = new LinkedHashMap<>();
        for (int i = 0; i < 3000; i++) {
            many.put("name\u202e\u0007" + "x".repeat(150) + i, Tensor.of(new double[1], 1));
        }
        String message = refused(safetensors(many));
        assertTrue(message.length() < 2100 && message.contains("and 2988 more"), message);
        assertTrue(message.indexOf('\u202e') < 0 && message.indexOf('\u0007') < 0, message);
    }

    /** With names that LayerLab does not write. */
    private static byte[] safetensors(Map<String, Tensor> tensors) {
        return new Safetensors(Map.of(), tensors, Map.of()).toBytes();
    }

    @Test
    void manyLayersAndStemsAreRefusedInTime() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List<String> stems = new ArrayList<>();
        for (char c = 'a'; c <= 'z'; c++) {
            stems.add(String.valueOf(c));
        }
        for (int i = 0; i < 4000; i++) {
            tensors.put(stems.get(i % 26) + "." + i + ".weight", Tensor.of(new double[1], 1, 1));
        }
        assertTrue(refused(safetensors(tensors)).length() > 20);
        Map<String, Tensor> five = new LinkedHashMap<>();
        for (int i = 0; i < 4000; i++) {
            five.put(stems.get(i % 5) + i + ".weight", Tensor.of(new double[1], 1, 1));
        }
        assertTrue(refused(safetensors(five)).length() > 20);
    }

    @Test
    void limitsHoldForOthersToo() {
        Limits few = new Limits(1 << 20, 1 << 20, 100, 16);
        byte[] bytes = npz("0.weight (4,4); 0.bias (4); 1.weight (1,4)");
        String message = assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes, few, null))
                .getMessage();
        assertTrue(message.contains("24 parameters; at most 16 are allowed"), message);
        byte[] infinite = Npz.write(Map.of(
                "0.weight", Tensor.of(new double[] {1, Double.NaN}, 1, 2), "0.bias", Tensor.of(new double[1], 1)));
        assertTrue(refused(infinite).contains("W1[1] is NaN"), refused(infinite));
    }
}
