package org.layerlab.network.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;

/** Formats that are not read: recognized, and the line of Python in the message makes a file that opens. */
class OtherFormatsTest {
    /** A network of three layers that everyone saves in their own way; W is (out, in). */
    private static final String NETWORK = """
            import numpy as np, json, pickle, zipfile, io
            N = np.random.RandomState(SEED); n = [3, N.randint(1, 9), N.randint(1, 9), 1]
            W = [N.randn(n[l + 1], n[l]).astype('<f4') for l in range(3)]; b = [N.randn(n[l + 1]).astype('<f4') for l in range(3)]
            P = dict((k, v) for l in range(3) for k, v in (('W%d' % (l + 1), W[l]), ('b%d' % (l + 1), b[l].reshape(-1, 1))))
            print(' '.join(map(str, np.concatenate([x.ravel() for l in range(3) for x in (W[l], b[l])]))))
            """;

    private static final String TORCH = """
            import torch; from torch import nn
            net = nn.Sequential(nn.Linear(n[0], n[1]), nn.ReLU(), nn.Linear(n[1], n[2]), nn.ReLU(), nn.Linear(n[2], n[3]))
            for l in range(3): net[2 * l].weight.data = torch.tensor(W[l]); net[2 * l].bias.data = torch.tensor(b[l])
            """;

    @TempDir
    private Path dir;

    private static ParameterFileException refused(byte[] bytes) {
        return assertThrows(ParameterFileException.class, () -> AnyFile.read(bytes));
    }

    private void check(String modules, OtherFormat format, String name, String made, String script) throws Exception {
        long seed = System.nanoTime() >>> 33;
        Python python = Python.with(modules, dir);
        String numbers = python.run(NETWORK.replace("SEED", String.valueOf(seed)) + script);
        byte[] bytes = Files.readAllBytes(dir.resolve(name));
        assertEquals(format, Recognition.of(bytes), name);
        ParameterFileException refused = refused(bytes);
        assertTrue(refused.getMessage().endsWith(format.line()), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("this is "), refused.getMessage());
        python.run(format.line());
        ParameterFile file = AnyFile.read(Files.readAllBytes(dir.resolve(made))).file();
        double[] expected = Arrays.stream(numbers.trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] got = file.parameters().named().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                .toArray();
        assertArrayEquals(expected, got, 1e-6, "seed " + seed);
    }

    @Test
    void kerasHdf5() throws Exception {
        check("h5py, numpy", OtherFormat.HDF5, "model.h5", "model.npz", """
                import h5py
                with h5py.File('model.h5', 'w') as f:
                    f.attrs['keras_version'] = '2.15.0'; g = f.create_group('model_weights'); g.attrs['layer_names'] = [b'dense', b'dense_1', b'dense_2']
                    for l in range(3):
                        name = 'dense_%d' % l if l else 'dense'
                        g.create_dataset('%s/%s/kernel:0' % (name, name), data=W[l].T); g.create_dataset('%s/%s/bias:0' % (name, name), data=b[l])
                    g.create_group('top_level_model_weights'); o = f.create_group('optimizer_weights')
                    o.create_dataset('adam/dense/kernel/m:0', data=W[0].T); o.create_dataset('adam/iter:0', data=7)
                """);
    }

    @Test
    void kerasArchive() throws Exception {
        check("h5py, numpy", OtherFormat.KERAS, "model.keras", "model.npz", """
                import h5py
                out = io.BytesIO()
                with h5py.File(out, 'w') as f:
                    for l in range(3):
                        name = 'dense_%d' % l if l else 'dense'
                        f.create_dataset('layers/%s/vars/0' % name, data=W[l].T); f.create_dataset('layers/%s/vars/1' % name, data=b[l])
                    f.create_dataset('optimizer/vars/0', data=7); f.create_dataset('optimizer/vars/1', data=W[0]); f.create_group('vars')
                with zipfile.ZipFile('model.keras', 'w') as z:
                    z.writestr('metadata.json', '{}'); z.writestr('config.json', '{}'); z.writestr('model.weights.h5', out.getvalue())
                """);
    }

    @Test
    void pyTorch() throws Exception {
        check(
                "torch, safetensors.torch",
                OtherFormat.PYTORCH,
                "model.pt",
                "model.safetensors",
                TORCH + "torch.save(net.state_dict(), 'model.pt')");
        check(
                "torch, safetensors.torch",
                OtherFormat.PYTORCH,
                "model.pt",
                "model.safetensors",
                TORCH + "torch.save(net.state_dict(), 'model.pt', _use_new_zipfile_serialization=False)");
        check(
                "torch, safetensors.torch",
                OtherFormat.TORCH_SCRIPT,
                "model.pt",
                "model.safetensors",
                TORCH + "torch.jit.script(net).save('model.pt')");
    }

    @Test
    void pickles() throws Exception {
        for (int protocol = 0; protocol <= 5; protocol++) {
            if (protocol != 1) {
                check(
                        "numpy",
                        OtherFormat.PICKLE,
                        "parameters.pkl",
                        "parameters.npz",
                        "pickle.dump(P, open('parameters.pkl', 'wb'), protocol=" + protocol + ")");
            }
        }
        check("numpy", OtherFormat.PICKLED_ARRAY, "parameters.npy", "parameters.npz", "np.save('parameters.npy', P)");
        Files.delete(dir.resolve("parameters.npz"));
        python("numpy").run(NETWORK.replace("SEED", "3") + "np.savez('model.npz', parameters=P)");
        ParameterFileException refused = refused(Files.readAllBytes(dir.resolve("model.npz")));
        assertTrue(refused.getMessage().endsWith(OtherFormat.PICKLED_ARCHIVE.line()), refused.getMessage());
        python("numpy").run(OtherFormat.PICKLED_ARCHIVE.line());
        assertEquals(
                3,
                AnyFile.read(Files.readAllBytes(dir.resolve("parameters.npz")))
                        .file()
                        .parameters()
                        .layers()
                        .size());
    }

    private Python python(String modules) throws Exception {
        return Python.with(modules, dir);
    }

    @Test
    void onnx() throws Exception {
        check("onnx, numpy", OtherFormat.ONNX, "model.onnx", "model.npz", """
                import onnx; from onnx import helper as h, numpy_helper as u
                nodes, init, at = [], [], 'x'
                for l in range(3):
                    nodes.append(h.make_node('Gemm', [at, 'fc%d.weight' % l, 'fc%d.bias' % l], ['z%d' % l], transB=1)); at = 'z%d' % l
                    init += [u.from_array(W[l], 'fc%d.weight' % l), u.from_array(b[l], 'fc%d.bias' % l)]
                v = lambda name, k: h.make_tensor_value_info(name, 1, ['N', k])
                onnx.save(h.make_model(h.make_graph(nodes, 'g', [v('x', 3)], [v(at, 1)], init), producer_name='pytorch'), 'model.onnx')
                """);
    }

    @Test
    void tensorFlowJs() throws Exception {
        check("numpy", OtherFormat.TENSORFLOW_JS, "model.json", "model.npz", """
                w = [dict(name='dense_Dense%d/%s' % (l + 1, k), shape=list(x.shape), dtype='float32') for l in range(3) for k, x in (('kernel', W[l].T), ('bias', b[l]))]
                d = b''.join(np.ascontiguousarray(x).tobytes() for l in range(3) for x in (W[l].T, b[l]))
                open('group1-shard1of2.bin', 'wb').write(d[:20]); open('group1-shard2of2.bin', 'wb').write(d[20:])
                json.dump(dict(format='layers-model', modelTopology={'a': 'x' * 100000}, weightsManifest=[dict(paths=['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights=w)]), open('model.json', 'w'))
                """);
    }

    @Test
    void severalSafetensors() throws Exception {
        check("safetensors.numpy, numpy", OtherFormat.SHARDS, "model.safetensors.index.json", "model.safetensors", """
                import safetensors.numpy as s
                for l in range(3): s.save_file({'fc%d.weight' % l: W[l], 'fc%d.bias' % l: b[l]}, 'model-%05d-of-00003.safetensors' % (l + 1))
                json.dump(dict(metadata={}, weight_map={'fc0.weight': 'model-00001-of-00003.safetensors'}), open('model.safetensors.index.json', 'w'))
                """);
    }

    static Stream<Arguments> firstBytes() {
        return Stream.of(
                Arguments.of(OtherFormat.GGUF, "GGUF\u0003xxxxxxxxxxxxxxxx"),
                Arguments.of(OtherFormat.TFLITE, "\u001c\0\0\0TFL3xxxxxxxxxx"),
                Arguments.of(OtherFormat.MSGPACK, "\u0082\u00a6params\u0081\u00a7"),
                Arguments.of(OtherFormat.ONNX, "\b\b\u0012\u0007pytorch"),
                Arguments.of(OtherFormat.OWN_ONNX, "\b\b\u0012\bLayerLab"),
                Arguments.of(OtherFormat.HDF5, "\u0089HDF\r\n\u001a\nxxxxxxxxxx"));
    }

    @ParameterizedTest
    @MethodSource("firstBytes")
    void firstBytesTell(OtherFormat format, String bytes) {
        byte[] file = bytes.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(format, Recognition.of(file));
        assertTrue(refused(file).getMessage().endsWith(format.line()));
    }

    /** A length whose first bytes are those of another format's is still a length. */
    @Test
    void noSafetensorsFileIsTakenForAnotherFormat() {
        SplittableRandom random = new SplittableRandom(7);
        for (int length : new int[] {0x0480, 0x0280, 0x108, 0x208, 0x7b, 0x80, 0x64_28}) {
            byte[] bytes = new byte[8 + length + random.nextInt(9)];
            Arrays.fill(bytes, 8, bytes.length, (byte) ' ');
            bytes[0] = (byte) length;
            bytes[1] = (byte) (length >> 8);
            bytes[8] = '{';
            bytes[9] = '}';
            assertNull(Recognition.of(bytes), "length " + length);
        }
    }

    @Test
    void everyBeginningOfAFileIsLookedAtWithoutHarm() {
        SplittableRandom random = new SplittableRandom(8);
        for (String start : List.of(
                "",
                "PK\u0003\u0004",
                "PK\u0005\u0006",
                "{",
                "\u0089HDF",
                "\u0080\u0002",
                "GGUF",
                "\u0008\u0007\u0012",
                "(dp")) {
            for (int length = 0; length < 60; length++) {
                byte[] bytes = new byte[start.length() + length];
                random.nextBytes(bytes);
                byte[] first = start.getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(first, 0, bytes, 0, first.length);
                assertTrue(refused(bytes).getMessage().length() > 10);
            }
        }
    }

    @Test
    void theLinesAreLinesAndTheirQuotesSuitAShell() {
        for (OtherFormat format : OtherFormat.values()) {
            assertTrue(format.line().indexOf('\n') < 0 && format.line().indexOf('\'') < 0, format.line());
        }
    }
}
