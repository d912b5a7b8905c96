package org.layerlab.network.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Activation;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

/**
 * Networks of random shapes as other programs save them give the probabilities that these programs give. PyTorch computes
 * its own; for the others NumPy computes what their layers do. Each run draws other networks: the seed is in the message,
 * and {@code -Dlayerlab.foreign.seed=N} repeats it.
 */
class OtherFrameworksTest {
    /** Draws networks, saves each, and prints what it is and what it answers, as JSON, a line for each. */
    private static final String BEGIN = """
            import json, random, numpy as np
            R = random.Random(SEED); N = np.random.RandomState(SEED % 2**32)
            def arr(*shape): return N.randn(*shape)
            def dims(): return [R.randint(1, 7) for _ in range(R.randint(1, 4))] + [R.choice([1, 1, 2, 3, 5])]
            def head(z): # z: (m, n)
                if z.shape[1] == 1: return 1 / (1 + np.exp(-z))
                e = np.exp(z - z.max(1, keepdims=True)); return e / e.sum(1, keepdims=True)
            def relu(a): return np.maximum(a, 0)
            def tell(name, X, P, program, layers=None):
                # Examples are columns here, maps row by row, channel last.
                print(json.dumps(dict(file=name, X=np.asarray(X, float).reshape(len(X), -1).T.ravel().tolist(), m=len(X),
                                      P=np.asarray(P, float).T.ravel().tolist(), program=program, layers=layers)))
            """;

    @TempDir
    private Path dir;

    private final long seed = Long.getLong("layerlab.foreign.seed", System.nanoTime() >>> 8);

    private void check(String modules, String script, int atLeast) throws Exception {
        Python python = Python.with(modules, dir);
        String output = python.run(BEGIN.replace("SEED", String.valueOf(seed)) + script);
        int checked = 0;
        for (String line : output.lines().toList()) {
            check(Json.parse(line).asObject());
            checked++;
        }
        assertTrue(checked >= atLeast, checked + " files");
    }

    private void check(JsonObject told) throws Exception {
        String what = told.getString("file", "") + " of seed " + seed;
        JsonValue layers = told.get("layers");
        Architecture said = layers.isNull() ? null : Architecture.parse(layers.asString(), Activation.RELU);
        byte[] bytes = Files.readAllBytes(dir.resolve(told.getString("file", "")));
        Opened opened = open(bytes, said, what);
        assertTrue(
                opened.note().startsWith("Read as a " + told.getString("program", "") + " network"),
                () -> what + ": " + opened.note());
        int m = told.getInt("m", 0);
        double[] expected = numbers(told.get("P").asArray());
        // What was opened, and what comes back from a file of LayerLab's.
        byte[] own = opened.file().toSafetensors(opened.storage());
        for (ParameterFile file : new ParameterFile[] {opened.file(), ParameterFile.read(own)}) {
            Network network = new Network(new ReferenceKernels(), file.card().architecture(), file.parameters());
            double[] answers =
                    new Predictor(network).probabilities(numbers(told.get("X").asArray()), m);
            assertArrayEquals(expected, answers, 1e-6, () -> what + ": " + opened.note());
        }
        assertEquals("", open(own, null, what).note());
    }

    private static Opened open(byte[] bytes, @Nullable Architecture said, String what) {
        try {
            return AnyFile.read(bytes, Limits.DEFAULT, said);
        } catch (Exception e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
    }

    private static double[] numbers(JsonArray array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    @Test
    void densePyTorch() throws Exception {
        check("torch, safetensors.torch", """
                import torch, safetensors.torch
                from torch import nn
                from collections import OrderedDict
                torch.manual_seed(SEED % 2**31)
                for k in range(24):
                    n = [R.randint(1, 6)] + dims(); L = len(n) - 1
                    style = k % 6; bn = k % 4 == 3
                    mods = OrderedDict()
                    for l in range(L):
                        name = {0: '%d', 1: 'fc%d', 2: 'layers.%d', 3: 'hidden%d', 4: 'net.linear%d', 5: 'fc%d'}[style] % (l + 1)
                        mods[name] = nn.Linear(n[l], n[l + 1], bias=R.random() < .8)
                    class Net(nn.Module):
                        def __init__(self):
                            super().__init__(); self.bn = bn and style in (1, 3, 5)
                            for name, m in mods.items():
                                at = self
                                for part in name.split('.')[:-1]:
                                    if not hasattr(at, part): at.add_module(part, nn.Module())
                                    at = getattr(at, part)
                                at.add_module(name.split('.')[-1], m)
                            if self.bn:
                                for l in range(1, L):
                                    b = nn.BatchNorm1d(n[l]); self.add_module('bn%d' % l, b)
                                    for p in (b.weight, b.bias, b.running_mean): p.data.normal_()
                                    b.running_var.uniform_(.2, 2)
                        def forward(self, x):
                            for l, m in enumerate(mods.values()):
                                x = m(x)
                                if l < L - 1:
                                    if self.bn: x = getattr(self, 'bn%d' % (l + 1))(x)
                                    x = torch.relu(x)
                            return torch.sigmoid(x) if n[-1] == 1 else torch.softmax(x, 1)
                    net = Net().double() if k % 2 else Net()
                    if style == 0:
                        seq = []
                        for l, m in enumerate(mods.values()): seq += [m] + ([nn.ReLU()] if l < L - 1 else [])
                        net = nn.Sequential(*seq, nn.Sigmoid() if n[-1] == 1 else nn.Softmax(1)).double()
                    net.eval()
                    X = torch.randn(5, n[0]).to(next(net.parameters()).dtype)
                    name = 'torch%d.safetensors' % k
                    safetensors.torch.save_file({a: t.contiguous() for a, t in net.state_dict().items()}, name)
                    P = net(X).detach().double().numpy() if k % 2 or style == 0 else net.double()(X.double()).detach().numpy()
                    tell(name, X.double().numpy(), P, 'PyTorch')
                """.replace("SEED", String.valueOf(seed)), 24);
    }

    @Test
    void convolutionalPyTorch() throws Exception {
        check("torch, safetensors.torch", """
                import torch, safetensors.torch
                from torch import nn
                torch.manual_seed(SEED % 2**31)
                for k in range(16):
                    h, w, c = R.randint(6, 12), R.randint(6, 12), R.randint(1, 4)
                    said = '%dx%dx%d' % (h, w, c); mods = []; side = (h, w); prev = c
                    for _ in range(R.randint(1, 2)):
                        f, ker = R.randint(1, 6), R.choice([1, 3, 5])
                        if ker == prev or ker == f: ker = 3 if 3 not in (prev, f) else 7 if 7 not in (prev, f) else 1
                        s, p = R.choice([1, 1, 2]), ker // 2
                        mods.append(nn.Conv2d(prev, f, ker, s, p, bias=R.random() < .7)); said += ',conv%dx%d' % (ker, f) + ('s2' if s == 2 else '')
                        if R.random() < .5:
                            b = nn.BatchNorm2d(f); mods.append(b); said += ',bn'
                            for t in (b.weight, b.bias, b.running_mean): t.data.normal_()
                            b.running_var.uniform_(.2, 2)
                        mods.append(nn.ReLU()); said += ',relu'
                        side = ((side[0] - 1) // s + 1, (side[1] - 1) // s + 1); prev = f
                        if min(side) > 1 and R.random() < .5: mods.append(nn.MaxPool2d(2)); said += ',pool2'; side = (side[0] // 2, side[1] // 2)
                    if R.random() < .3: mods += [nn.AdaptiveAvgPool2d(1)]; said += ',gap'; side = (1, 1)
                    mods.append(nn.Flatten()); n = prev * side[0] * side[1]
                    for u in [R.randint(1, 5)] * R.randint(0, 1): mods += [nn.Linear(n, u), nn.Tanh()]; said += ',%dtanh' % u; n = u
                    out = R.choice([1, 2, 4])
                    mods += [nn.Linear(n, out), nn.Sigmoid() if out == 1 else nn.Softmax(1)]; said += ',1' if out == 1 else ',softmax%d' % out
                    net = nn.Sequential(*mods).double().eval()
                    X = torch.randn(3, c, h, w).double()
                    name = 'conv%d.safetensors' % k
                    meta = {'format': 'pt'}
                    if k % 4 == 3: meta['layerlab'] = json.dumps({'layers': said})
                    safetensors.torch.save_file({a: t.contiguous() for a, t in net.state_dict().items()}, name, meta)
                    tell(name, X.permute(0, 2, 3, 1).numpy(), net(X).detach().numpy(), 'PyTorch', None if k % 4 == 3 else said)
                """.replace("SEED", String.valueOf(seed)), 16);
    }

    @Test
    void whatKerasFlaxAndTensorFlowJsWrite() throws Exception {
        check("numpy, safetensors.numpy", """
                import safetensors.numpy
                for k in range(40):
                    n = [R.randint(1, 6)] + dims(); L = len(n) - 1; style = k % 5; bn = R.random() < .4 and style < 4
                    t = {}; X = arr(4, n[0]); A = X; first = R.choice([0, 0, 3])
                    for l in range(L):
                        num = l + first
                        K, b = arr(n[l], n[l + 1]), arr(n[l + 1]); A = A @ K + b
                        at = {0: 'dense' + ('_%d' % num if num else '') , 1: 'params/Dense_%d' % num, 2: 'params.Dense_%d' % num,
                              3: 'layers/dense' + ('_%d' % num if num else '') + '/vars', 4: 'dense_Dense%d' % (l + 1)}[style]
                        sep = '.' if style == 2 else '/'
                        t[at + sep + ('0' if style == 3 else 'kernel')] = K; t[at + sep + ('1' if style == 3 else 'bias')] = b
                        if bn and l < L - 1:
                            g, be, mu, v = arr(n[l + 1]), arr(n[l + 1]), arr(n[l + 1]), N.rand(n[l + 1]) + .1
                            eps = 1e-5 if style in (1, 2) else 1e-3
                            A = g * (A - mu) / np.sqrt(v + eps) + be
                            if style in (1, 2):
                                t['params%sBatchNorm_%d%sscale' % (sep, num, sep)] = g; t['params%sBatchNorm_%d%sbias' % (sep, num, sep)] = be
                                t['batch_stats%sBatchNorm_%d%smean' % (sep, num, sep)] = mu; t['batch_stats%sBatchNorm_%d%svar' % (sep, num, sep)] = v
                            else:
                                at = ('layers/' if style == 3 else '') + 'batch_normalization' + ('_%d' % num if num else '') + '/'
                                names = ['vars/0', 'vars/1', 'vars/2', 'vars/3'] if style == 3 else ['gamma', 'beta', 'moving_mean', 'moving_variance']
                                for name, x in zip(names, (g, be, mu, v)): t[at + name] = x
                        A = head(A) if l == L - 1 else relu(A)
                    if style == 3: t['optimizer/vars/1'] = arr(3, 3)
                    items = list(t.items()); R.shuffle(items); t = dict(items)
                    if k % 2: name = 'keras%d.npz' % k; np.savez(name, **t)
                    else: name = 'keras%d.safetensors' % k; safetensors.numpy.save_file(t, name)
                    tell(name, X, A, 'Flax' if style in (1, 2) else 'Keras')
                """, 40);
    }

    @Test
    void mapsOfKerasAndMlx() throws Exception {
        check("numpy, safetensors.numpy", """
                import safetensors.numpy
                def conv(A, F, b, p): # A: (m, h, w, c), F: (f, kh, kw, c)
                    k = F.shape[1]; A = np.pad(A, ((0, 0), (p, p), (p, p), (0, 0)))
                    h, w = A.shape[1] - k + 1, A.shape[2] - k + 1; Z = np.zeros((len(A), h, w, len(F)))
                    for y in range(h):
                        for x in range(w): Z[:, y, x] = np.tensordot(A[:, y:y + k, x:x + k], F, ([1, 2, 3], [1, 2, 3])) + b
                    return Z
                for k in range(24):
                    h, w, c = R.randint(4, 7), R.randint(4, 7), R.choice([1, 2, 3, 4])
                    f, u, out = R.choice([2, 4, 5, 6]), R.randint(2, 5), R.choice([1, 3])
                    F, b1, K, b2, V, b3 = arr(f, 3, 3, c), arr(f), arr(h * w * f, u), arr(u), arr(u, out), arr(out)
                    X = arr(3, h, w, c)
                    P = head(relu(relu(conv(X, F, b1, 1)).reshape(3, -1) @ K + b2) @ V + b3)
                    said = '%dx%dx%d,conv3x%d,relu,%d,%s' % (h, w, c, f, u, '1' if out == 1 else 'softmax%d' % out)
                    if k % 3 == 2:
                        t = {'conv1.weight': F, 'conv1.bias': b1, 'fc1.weight': K.T, 'fc1.bias': b2, 'fc2.weight': V.T, 'fc2.bias': b3}; program = 'MLX'
                    else:
                        a, d = ('conv2d', 'dense') if k % 3 == 0 else ('params/Conv_0', 'params/Dense_0')
                        d2 = 'dense_1' if k % 3 == 0 else 'params/Dense_1'
                        t = {a + '/kernel': F.transpose(1, 2, 3, 0), a + '/bias': b1, d + '/kernel': K, d + '/bias': b2, d2 + '/kernel': V, d2 + '/bias': b3}
                        program = 'Keras' if k % 3 == 0 else 'Flax'
                    t = {a: np.ascontiguousarray(x) for a, x in t.items()}
                    name = 'map%d.safetensors' % k
                    safetensors.numpy.save_file(t, name, {'format': 'mlx'} if program == 'MLX' else None)
                    tell(name, X, P, program, said)
                """, 24);
    }

    @Test
    void whatPeopleWriteWithNumpy() throws Exception {
        check("numpy", """
                for k in range(60):
                    n = [R.randint(1, 6)] + dims(); L = len(n) - 1; style = k % 6
                    if style in (2, 3): # what has no names must not be square everywhere
                        n[0] = 8
                    X = arr(4, n[0]); A = X; t = {}; plain = []
                    for l in range(L):
                        W, b = arr(n[l + 1], n[l]), arr(n[l + 1]); A = A @ W.T + b
                        A = head(A) if l == L - 1 else relu(A)
                        z = l + 1
                        if style == 0: t['W%d' % l] = W; t['b%d' % l] = b.reshape(-1, 1)
                        if style == 1: t['W%d' % z] = W.T; t['b%d' % z] = b.reshape(1, -1)
                        if style == 2: plain += [W, b.reshape(-1, 1) if l % 2 else b]
                        if style == 3: plain += [W.T, b]
                        if style == 4: t['w%d' % z] = W; t['b%d' % z] = b
                        if style == 5: t['layer_%d/weights' % z] = W.T; t['layer_%d/biases' % z] = b.reshape(1, -1)
                    square = all(a == b for a, b in zip(n, n[1:]))
                    if style in (1, 5) and square and n[0] == 1: continue
                    name = 'numpy%d.npz' % k
                    np.savez(name, *plain) if plain else np.savez(name, **t)
                    if style == 1 and n[-1] == 1 and L == 1 and n[0] == 1: continue
                    tell(name, X, A, 'NumPy')
                """, 40);
    }

    @Test
    void storageKeepsTheDigits() throws Exception {
        Python.with("torch, safetensors.torch", dir).run("""
                import torch, safetensors.torch
                for d in torch.float64, torch.float32, torch.float16, torch.bfloat16:
                    safetensors.torch.save_file({'0.weight': torch.randn(1, 2).to(d), '0.bias': torch.randn(1).to(d)}, str(d) + '.safetensors')
                """);
        for (String name : new String[] {"float64 F64", "float32 F32", "float16 F16", "bfloat16 BF16"}) {
            String dtype = name.substring(0, name.indexOf(' '));
            Opened opened = AnyFile.read(Files.readAllBytes(dir.resolve("torch." + dtype + ".safetensors")));
            assertEquals(StorageType.valueOf(name.substring(name.indexOf(' ') + 1)), opened.storage());
        }
    }
}
