package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import com.eclipsesource.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.ChannelOrder;
import org.layerlab.network.data.Crop;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.Resize;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Initialization;
import org.layerlab.network.layer.Network;
import org.layerlab.network.layer.Parameters;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

/** Files to and from NumPy, Hugging Face's safetensors and ONNX Runtime, where a Python has them. */
class OtherProgramsTest {
    @TempDir
    private Path dir;

    /** Runs a script in the directory, with the first Python that has these modules. */
    private String python(String modules, String script) throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            if (run(python, "import " + modules).exitCode == 0) {
                Result result = run(python, "import " + modules + "\n" + script);
                assertEquals(0, result.exitCode, result.errors);
                return result.output;
            }
        }
        return abort("no Python with " + modules + " here: not checked against it");
    }

    private record Result(int exitCode, String output, String errors) {}

    private Result run(String python, String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile(dir, "output", ".txt");
        // Apart from the output: ONNX Runtime warns of this and that.
        Path errors = Files.createTempFile(dir, "errors", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(python, "-c", script)
                    .directory(dir.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            return new Result(127, "", e.toString());
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(python + " takes more than two minutes");
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(dir.resolve(name));
    }

    @Test
    void whatNumpyWritesIsRead() throws Exception {
        python("numpy, zipfile, io", """
            W1 = (numpy.arange(12).reshape(4, 3) - 5) / 4
            b1 = numpy.arange(4) / 8
            W2, b2 = W1[:1, :1] + numpy.zeros((1, 4)), numpy.array([0.5])
            for dtype in '<f8', '<f4', '<f2', '>f8', '>f4', '>f2':
                for order in 'C', 'F':
                    arrays = dict(W1=W1.astype(dtype, order=order), b1=b1.astype(dtype).reshape(-1, 1),
                                  W2=W2.astype(dtype), b2=b2.astype(dtype),
                                  labels=numpy.array(['cat', 'dog']), anything=numpy.array([{}, None]),
                                  seed=7, layer_dims=numpy.array([3, 4, 1]))
                    name = dtype.replace('<', 'l').replace('>', 'b') + order
                    numpy.savez(name + '.npz', **arrays)
                    numpy.savez_compressed(name + '-deflated.npz', **arrays)
            cube = numpy.asfortranarray(numpy.arange(24.0).reshape(2, 3, 4))
            for version in (1, 0), (2, 0), (3, 0):
                with open('cube%d.npy' % version[0], 'wb') as f:
                    numpy.lib.format.write_array(f, cube, version=version)
            kinds = dict((k, numpy.array([0, 1, 2, 100], dtype=k)) for k in
                         ('i1', 'u1', '<i2', '>u2', '<i4', '>u4', '<i8', '<u8'))
            numpy.savez('kinds.npz', bits=numpy.array([True, False]), big=numpy.array([2**64 - 1], 'u8'),
                        less=numpy.array([-3], '>i8'), none=numpy.zeros((0, 5)), **kinds)
            """);
        double[] W1 = {-1.25, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5};
        for (String type : List.of("lf8", "lf4", "lf2", "bf8", "bf4", "bf2")) {
            for (String how : List.of("C", "F", "C-deflated", "F-deflated")) {
                ParameterFile file = ParameterFile.read(bytes(type + how + ".npz"));
                assertEquals(List.of(3, 4, 1), file.parameters().layerDims());
                assertArrayEquals(W1, file.parameters().layers().get(0).W(), type + how);
                assertArrayEquals(
                        new double[] {0, 0.125, 0.25, 0.375},
                        file.parameters().layers().get(0).b());
                assertArrayEquals(
                        new double[] {0.5}, file.parameters().layers().get(1).b());
                assertEquals(7, GoldenFilesTest.tensor(file.extra(), "seed").scalar());
                assertEquals(
                        List.of("seed", "layer_dims"), List.copyOf(file.extra().keySet()));
            }
        }
        for (String name : List.of("cube1.npy", "cube2.npy", "cube3.npy")) {
            Tensor cube = Npy.read(bytes(name));
            assertEquals("F64 (2, 3, 4)", cube.toString());
            for (int i = 0; i < 24; i++) {
                assertEquals(i, cube.toDoubles()[i], name);
            }
        }
        integersOfAllKindsAreRead(Npz.read(bytes("kinds.npz")));
    }

    private static void integersOfAllKindsAreRead(Map<String, Tensor> kinds) {
        assertEquals(12, kinds.size());
        for (Tensor tensor : kinds.values()) {
            if (tensor.size() == 4) {
                assertArrayEquals(new double[] {0, 1, 2, 100}, tensor.toDoubles(), tensor.toString());
            }
        }
        assertArrayEquals(
                new double[] {1, 0}, GoldenFilesTest.tensor(kinds, "bits").toDoubles());
        assertEquals(0x1p64, GoldenFilesTest.tensor(kinds, "big").scalar());
        assertEquals(-3, GoldenFilesTest.tensor(kinds, "less").scalar());
        assertEquals(List.of(0, 5), GoldenFilesTest.tensor(kinds, "none").shape());
    }

    @ParameterizedTest
    @EnumSource(value = StorageType.class, names = "BF16", mode = EnumSource.Mode.EXCLUDE)
    void numpyLoadsWhatIsWritten(StorageType type) throws Exception {
        ParameterFile file = Samples.file();
        Files.write(dir.resolve("model.npz"), file.toNpz(type));
        String output = python("numpy, json, zipfile", """
            assert zipfile.ZipFile('model.npz').testzip() is None
            with numpy.load('model.npz') as f:
                print(f.files, f['W1'].dtype, f['W1'].shape, f['b1'].shape, f['vW1'].dtype)
                print(','.join(map(repr, f['W1'].ravel().tolist())))
                print(json.loads(bytes(f['layerlab']))['name'].encode('ascii', 'replace').decode())
            """);
        List<String> lines = output.lines().toList();
        String dtype = "float" + 8 * type.type().bytes();
        assertEquals("['W1', 'b1', 'W2', 'b2', 'layerlab', 'vW1'] " + dtype + " (4, 2) (4, 1) float32", lines.get(0));
        double[] W1 = List.of(lines.get(1).split(",")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertArrayEquals(file.parameters().layers().get(0).W(), W1);
        assertEquals("Kreise, ? \"quoted\"", lines.get(2));
    }

    @Test
    void safetensorsGoesToHuggingFaceAndBack() throws Exception {
        Files.write(dir.resolve("model.safetensors"), Samples.file().toSafetensors(StorageType.F16));
        String output = python("safetensors.numpy, json", """
            from safetensors import safe_open
            with safe_open('model.safetensors', 'np') as f:
                print(json.loads(f.metadata()['layerlab'])['layerDims'])
                metadata = f.metadata()
            tensors = safetensors.numpy.load_file('model.safetensors')
            print(sorted(tensors), tensors['W1'].dtype, tensors['b1'].shape)
            safetensors.numpy.save_file(tensors, 'again.safetensors', metadata)
            """);
        assertEquals(
                List.of("[2, 4, 1]", "['W1', 'W2', 'b1', 'b2', 'vW1'] float16 (4, 1)"),
                output.lines().toList());
        ParameterFile again = ParameterFile.read(bytes("again.safetensors"));
        assertArrayEquals(Samples.file().toNpz(StorageType.F16), again.toNpz(StorageType.F16));
    }

    @Test
    void onnxFindsTheModelSound() throws Exception {
        Files.write(dir.resolve("model.onnx"), Samples.file().toOnnx());
        String output = python("onnx", """
            model = onnx.load('model.onnx')
            onnx.checker.check_model(model, full_check=True)
            print(model.ir_version, model.opset_import[0].version, [n.op_type for n in model.graph.node])
            """);
        assertEquals("8 13 ['Gemm', 'Tanh', 'Gemm', 'Sigmoid']", output.trim());
    }

    @Test
    void onnxRuntimeComputesTheSameProbabilities() throws Exception {
        int[] dims = {3, 5, 4, 6, 5, 1};
        Parameters parameters = Samples.parameters(dims);
        Architecture architecture = new Architecture(
                parameters.layerDims(),
                List.of(
                        Activation.RELU,
                        Activation.LEAKY_RELU,
                        Activation.TANH,
                        Activation.LINEAR,
                        Activation.SIGMOID));
        ModelCard card = new CardBuilder(architecture)
                .name("all activations")
                .description("one of each")
                .iteration(70)
                .set("classes", Json.array("red", "blue"))
                .build();
        Files.write(dir.resolve("model.onnx"), new ParameterFile(parameters, card).toOnnx());
        String output = python("onnx, onnxruntime, numpy", """
            onnx.checker.check_model(onnx.load('model.onnx'), full_check=True)
            s = onnxruntime.InferenceSession('model.onnx', providers=['CPUExecutionProvider'])
            meta = s.get_modelmeta()
            print(s.get_inputs()[0].name, s.get_inputs()[0].shape, s.get_outputs()[0].name, s.get_outputs()[0].shape)
            print(meta.custom_metadata_map['layerlab'])
            print(meta.description.replace('\\n', '|'), meta.producer_name, meta.version, meta.graph_name)
            print(meta.custom_metadata_map['classes'], onnx.load('model.onnx').producer_version)
            X = ((numpy.arange(21) * 5 % 21).reshape(7, 3) / 4 - 2.5).astype('float32')
            print(','.join(map(repr, s.run(['probability'], {'X': X})[0].ravel().tolist())))
            """);
        List<String> lines = output.lines().toList();
        assertEquals("X ['N', 3] probability ['N', 1]", lines.get(0), output);
        assertEquals(card.toString(), lines.get(1));
        assertEquals(
                "all activations||one of each||X is (N, 3): each row an example. probability is (N, 1): the example is of"
                        + " class 1 (blue) where it is over 0.5, else of class 0 (red). LayerLab 70 all activations",
                lines.get(2));
        assertEquals("[\"red\",\"blue\"] 1.0", lines.get(3));
        double[] probabilities = List.of(lines.get(4).split(",")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertEquals(7, probabilities.length);
        for (int i = 0; i < 7; i++) {
            double[] a = new double[3];
            for (int k = 0; k < 3; k++) {
                a[k] = ((3 * i + k) * 5 % 21) / 4.0 - 2.5;
            }
            for (int l = 0; l < parameters.layers().size(); l++) {
                a = layer(parameters.layers().get(l), architecture.activations().get(l), a);
            }
            assertEquals(a[0], probabilities[i], 1e-6);
        }
    }

    @Test
    void onnxTellsOwnClassesAndHowTheirPhotosAreMade() throws Exception {
        Architecture architecture = Architecture.parse("32x32x3,conv3x2,relu,gap,softmax3", Activation.RELU);
        ModelCard card = new CardBuilder(architecture)
                .kind(ModelCard.Kind.PHOTOS)
                .dataset(Json.object().add("id", "own").add("classes", Json.array("cup", "plate", "spoon")))
                .input(new PhotoPreparation(32, ChannelOrder.RGB, 127.5, Resize.AREA, Crop.CENTER).withMirror(true))
                .build();
        byte[] onnx = new ParameterFile(Initialization.HE.parameters(architecture, 1), card).toOnnx();
        Files.write(dir.resolve("model.onnx"), onnx);
        String output = python("onnx", """
            model = onnx.load('model.onnx')
            onnx.checker.check_model(model, full_check=True)
            print(model.doc_string)
            print(model.graph.output[0].doc_string)
            """);
        assertEquals(
                "X is (N, 3072): each row a photo of 32×32 pixels, row by row, each pixel red, green, blue, divided by"
                        + " 127.5. Resize: area. Crop: center. Ask about the photo and its mirror image, and average the"
                        + " logarithms of the probabilities, then scale them to sum to 1. probability is (N, 3): of each class: 0 is cup, 1 is plate,"
                        + " 2 is spoon.\nThe probability of each class: 0 is cup, 1 is plate, 2 is spoon.",
                output.trim());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6x6x2,conv3x4,bn,relu,pool2,conv3x3,bn,relu,gap,dropout0.2,1",
                "7x5x3,conv5x4s2,leakyRelu,conv1x6p0,pool2,bn,tanh,3tanh,1",
                "4x4x2,7,bn,relu,softmax3",
                "8x6x3,conv3x4,bn,relu,skip,dw3,bn,hardSwish,conv1x4,bn,add,relu,dw5s2,gap,1",
                "6x6x2,conv3x3,skip,relu,skip,conv3x3,add,add,pool2,gap,skip,5,3,add,softmax3",
                "5x5x1,conv3x4p0,gap,softmax4",
                "2,5,4tanh,softmax3",
                "2,6,1linear"
            })
    void onnxRuntimeComputesTheSameWithOtherLayers(String layers) throws Exception {
        ParameterFile file = ConvolutionalFilesTest.sample(layers);
        Files.write(dir.resolve("model.onnx"), file.toOnnx());
        int n = file.card().architecture().inputs();
        int m = 5;
        double[] X = new double[n * m];
        for (int i = 0; i < X.length; i++) {
            X[i] = i * 37 % 101 / 50.0 - 1;
        }
        String output = python("onnx, onnxruntime, numpy", """
            onnx.checker.check_model(onnx.load('model.onnx'), full_check=True)
            s = onnxruntime.InferenceSession('model.onnx', providers=['CPUExecutionProvider'])
            n = s.get_inputs()[0].shape[1]
            X = (numpy.arange(5 * n) * 37 % 101 / 50.0 - 1).reshape(n, 5).T.astype('float32')
            print(','.join(map(repr, s.run(['probability'], {'X': X})[0].T.ravel().tolist())))
            """);
        double[] probabilities = List.of(output.trim().split(",")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        Network network = new Network(new ReferenceKernels(), file.card().architecture(), file.parameters());
        assertArrayEquals(new Predictor(network).probabilities(X, m), probabilities, 1e-5, layers);
    }

    private static double[] layer(Parameters.Dense layer, Activation activation, double[] a) {
        double[] out = new double[layer.rows()];
        for (int i = 0; i < out.length; i++) {
            double z = layer.b()[i];
            for (int j = 0; j < a.length; j++) {
                z += layer.W()[i * layer.columns() + j] * a[j];
            }
            out[i] = activation.value(z);
        }
        return out;
    }
}
