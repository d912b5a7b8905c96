package org.layerlab.network.foreign;

import org.layerlab.network.file.ParameterFileException;

/** Formats that are recognized but not read, each with the line of Python that makes a file of it that opens. */
enum OtherFormat {
    HDF5(
            "an HDF5 file, the .h5 format of Keras",
            "import h5py, numpy as np; t = {}; h5py.File(\"model.h5\").visititems(lambda n, d:"
                    + " t.update({n: d[()]}) if isinstance(d, h5py.Dataset) else None); np.savez(\"model.npz\", **t)"),
    KERAS(
            "a .keras file from Keras",
            "import h5py, io, numpy as np, zipfile; t = {};"
                    + " h5py.File(io.BytesIO(zipfile.ZipFile(\"model.keras\").read(\"model.weights.h5\")))"
                    + ".visititems(lambda n, d: t.update({n: d[()]}) if isinstance(d, h5py.Dataset) else None);"
                    + " np.savez(\"model.npz\", **t)"),
    PYTORCH(
            "a PyTorch file, whose pickle is never opened here",
            "import torch, safetensors.torch as s; s.save_file(torch.load(\"model.pt\", weights_only=True),"
                    + " \"model.safetensors\")"),
    TORCH_SCRIPT(
            "a TorchScript file, whose pickle is never opened here",
            "import torch, safetensors.torch as s; s.save_file(torch.jit.load(\"model.pt\").state_dict(),"
                    + " \"model.safetensors\")"),
    PICKLE(
            "a pickle, which can run any program and is never opened here",
            "import pickle, numpy as np; np.savez(\"parameters.npz\","
                    + " **pickle.load(open(\"parameters.pkl\", \"rb\")))"),
    PICKLED_ARRAY(
            "a NumPy array of Python objects, whose pickle is never opened here",
            "import numpy as np; np.savez(\"parameters.npz\","
                    + " **np.load(\"parameters.npy\", allow_pickle=True).item())"),
    PICKLED_ARCHIVE(
            "an .npz that has only Python objects, whose pickle is never opened here",
            "import numpy as np; np.savez(\"parameters.npz\","
                    + " **next(iter(np.load(\"model.npz\", allow_pickle=True).values())).item())"),
    ONNX(
            "an ONNX model",
            "import numpy as np, onnx, onnx.numpy_helper as h; np.savez(\"model.npz\","
                    + " **{t.name: h.to_array(t) for t in onnx.load(\"model.onnx\").graph.initializer})"),
    OWN_ONNX("an ONNX model that LayerLab wrote", ""),
    TENSORFLOW_JS(
            "a model.json from TensorFlow.js",
            "import json, numpy as np; g = json.load(open(\"model.json\"))[\"weightsManifest\"][0];"
                    + " w = g[\"weights\"]; n = [int(np.prod(t[\"shape\"])) for t in w]; d = np.frombuffer(b\"\".join("
                    + "open(p, \"rb\").read() for p in g[\"paths\"]), \"<f4\"); np.savez(\"model.npz\", **{t[\"name\"]:"
                    + " d[sum(n[:i]):sum(n[:i + 1])].reshape(t[\"shape\"]) for i, t in enumerate(w)})"),
    SHARDS(
            "the index of safetensors that lie in several files",
            "import glob, safetensors.numpy as s; s.save_file({k: v for f in glob.glob(\"model-*.safetensors\")"
                    + " for k, v in s.load_file(f).items()}, \"model.safetensors\")"),
    MSGPACK(
            "a Flax file in MessagePack",
            "import flax, numpy as np; np.savez(\"model.npz\", **{\"/\".join(k): v for k, v in"
                    + " flax.traverse_util.flatten_dict(flax.serialization.msgpack_restore("
                    + "open(\"model.msgpack\", \"rb\").read())).items()})"),
    GGUF(
            "a GGUF file, as language models come in",
            "import gguf, numpy as np; np.savez(\"model.npz\","
                    + " **{t.name: t.data for t in gguf.GGUFReader(\"model.gguf\").tensors})"),
    TFLITE(
            "a TensorFlow Lite model",
            "import numpy as np, tensorflow as tf; i = tf.lite.Interpreter(\"model.tflite\"); i.allocate_tensors();"
                    + " np.savez(\"model.npz\", **{t[\"name\"]: i.get_tensor(t[\"index\"]) for t in"
                    + " i.get_tensor_details()})");

    private final String what;
    private final String line;

    OtherFormat(String what, String line) {
        this.what = what;
        this.line = line;
    }

    /** The line of Python; empty where another file is the one to take. */
    String line() {
        return line;
    }

    /** Why such a file is not read, and what to do. */
    ParameterFileException refused() {
        if (this == OWN_ONNX) {
            return new ParameterFileException(
                    "this is an ONNX model that LayerLab exported; use the .safetensors or .npz that it was made from");
        }
        if (this == PICKLE || this == PICKLED_ARRAY || this == PICKLED_ARCHIVE) {
            return new ParameterFileException(
                    "this is " + what + "; if you trust who made it, this line of Python converts it: " + line);
        }
        return new ParameterFileException("this is " + what + "; this line of Python converts it: " + line);
    }
}
