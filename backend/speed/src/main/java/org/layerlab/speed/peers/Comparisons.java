package org.layerlab.speed.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.layerlab.speed.peers.Comparison.Unit;

/** Everything that is compared, by the names of the figures in {@code /bench} and in this package's scripts. */
final class Comparisons {
    static final String NUMPY_1 = "numpy-1";
    static final String NUMPY = "numpy";
    static final String JVM_1 = "jvm-1";
    static final String JVM = "jvm";
    static final String LIBTORCH_1 = "libtorch-1";
    static final String LIBTORCH = "libtorch";
    /** V8's option that joins neighboring vectors; staged in Chromium 156. */
    static final String JOINING = "--wasm-revectorize";

    static final String JOINED_1 = "joined-1";
    static final String JOINED_2 = "joined-2";
    static final List<String> IN_THE_PAGE = List.of(
            "ours-1",
            "ours-2",
            "tensorflow-wasm-1",
            "tensorflow-wasm-2",
            "tensorflow-cpu",
            "convnet",
            "onnxruntime-1",
            "onnxruntime-2",
            "jax-1",
            "jax-2");

    private static final List<String> SMALL = List.of("2-4-1", "2-10-1", "2-128-4-1");
    private static final String TRAINING = "train-photos";
    private static final String PHOTO = "one-photo";
    private static final String LIMIT = "limit-photos";

    /** The dense network as the JVM's training and LibTorch are asked for it. */
    private static final String DENSE_ON_JVM = "12288,800,10,1/256";

    private static final String DENSE_ON_LIBTORCH = "12288x1x1,800,relu,10,relu,1/256";
    private static final String CONVOLUTIONS =
            "64x64x3,conv3x32,pool2,relu,conv3x64,pool2,relu,conv3x128,pool2,relu,conv3x256,relu,gap,1";
    /** That of the built-in convolutional model. */
    private static final String BUILT_IN = "96x96x3,conv3x32,pool2,bn,relu,conv3x64,pool2,bn,relu,conv3x128,pool2,bn,"
            + "relu,conv3x208,bn,relu,conv3x208,pool2,bn,relu,conv3x272,bn,relu,conv3x272,bn,relu,gap,dropout0.2,1";

    private Comparisons() {}

    static List<Comparison> all() {
        List<Comparison> all = new ArrayList<>();
        training(all);
        joined(all);
        growth(all);
        for (String layers : SMALL) {
            iterations(all, layers);
        }
        onePhoto(all);
        convolutions(all);
        return all;
    }

    /** Those whose row contains this text. */
    static List<Comparison> with(String text) {
        return all().stream()
                .filter(comparison -> (comparison.what() + " " + comparison.name()).contains(text))
                .toList();
    }

    private static void training(List<Comparison> all) {
        String what = "training [12288, 800, 10, 1], batch 256, ";
        String one = what + "1 thread";
        String two = what + "2 threads";
        String jvm = what + "train on the JVM, ";
        List<Contestant> ours1 = of(TRAINING, "ours-1");
        List<Contestant> ours2 = of(TRAINING, "ours-2", "ours-1");
        Unit unit = Unit.IMAGES_A_SECOND;
        String limit = "the processor's limit";
        all.add(new Comparison(one, unit, ours1, limit, of(LIMIT, "ours-1")));
        all.add(new Comparison(two, unit, ours2, limit, of(LIMIT, "ours-2")));
        all.add(new Comparison(
                one, unit, ours1, "TensorFlow.js wasm, hand-tuned", of("tuned:" + TRAINING, "tensorflow-wasm-1")));
        all.add(new Comparison(one, unit, ours1, "jax-js wasm", of(TRAINING, "jax-1")));
        all.add(new Comparison(one, unit, ours1, "TensorFlow.js cpu", of("tuned:" + TRAINING, "tensorflow-cpu")));
        all.add(new Comparison(one, unit, ours1, "ConvNetJS", of(TRAINING, "convnet")));
        all.add(new Comparison(one, unit, ours1, "NumPy", of(TRAINING, NUMPY_1)));
        all.add(new Comparison(
                two, unit, ours2, "TensorFlow.js wasm, hand-tuned", of("tuned:" + TRAINING, "tensorflow-wasm-2")));
        all.add(new Comparison(
                two, unit, ours2, "TensorFlow.js wasm, minimize", of("minimize:" + TRAINING, "tensorflow-wasm-2")));
        all.add(new Comparison(two, unit, ours2, "jax-js wasm", of(TRAINING, "jax-2")));
        all.add(new Comparison(jvm + "1 thread", unit, of(DENSE_ON_JVM, JVM_1), "NumPy", of(TRAINING, NUMPY_1)));
        all.add(new Comparison(jvm + "all cores", unit, of(DENSE_ON_JVM, JVM), "NumPy", of(TRAINING, NUMPY)));
        besideLibTorch(all, "[12288, 800, 10, 1], batch 256", DENSE_ON_JVM, DENSE_ON_LIBTORCH);
    }

    /** With pairs of vectors joined into vectors of 256 bits, if the processor has them. */
    private static void joined(List<Comparison> all) {
        String dense = "training [12288, 800, 10, 1], batch 256, with " + JOINING;
        joined(all, TRAINING, dense);
        joined(all, "train-conv", "training the convolutional network below, batch 64, with " + JOINING);
        all.add(new Comparison(
                dense + ", 1 thread",
                Unit.IMAGES_A_SECOND,
                of(TRAINING, JOINED_1),
                "the processor's limit, the same",
                of(LIMIT, JOINED_1)));
    }

    private static void joined(List<Comparison> all, String figure, String what) {
        Unit unit = Unit.IMAGES_A_SECOND;
        all.add(new Comparison(what + ", 1 thread", unit, of(figure, JOINED_1), "without", of(figure, "ours-1")));
        all.add(new Comparison(what + ", 2 threads", unit, of(figure, JOINED_2), "without", of(figure, "ours-2")));
    }

    private static void besideLibTorch(List<Comparison> all, String network, String ours, String theirs) {
        String what = "training " + network + ", train on the JVM, ";
        Unit unit = Unit.IMAGES_A_SECOND;
        String library = "LibTorch";
        all.add(new Comparison(what + "1 thread", unit, of(ours, JVM_1), library, of(theirs, LIBTORCH_1)));
        all.add(new Comparison(what + "all cores", unit, of(ours, JVM), library, of(theirs, LIBTORCH)));
    }

    /** How time grows with work: LayerLab against itself. */
    private static void growth(List<Comparison> all) {
        String what = "training [12288, 800, 10, 1], ";
        Unit unit = Unit.IMAGES_A_SECOND;
        for (String threads : List.of("1", "2")) {
            String who = "ours-" + threads;
            String on = threads.equals("1") ? ", 1 thread" : ", 2 threads";
            all.add(new Comparison(
                    what + "batch 32" + on,
                    unit,
                    of(TRAINING + "-batch-32", who),
                    "LayerLab, batch 1024",
                    of(TRAINING + "-batch-1024", who)));
            all.add(new Comparison(
                    what + "batch 256 of 60,000 photos" + on,
                    unit,
                    of(TRAINING + "-of-60000", who),
                    "LayerLab, of 6,000",
                    of(TRAINING + "-of-6000", who)));
        }
    }

    private static void iterations(List<Comparison> all, String layers) {
        String figure = "iterations-" + layers;
        String what = "full batch of 300 points, [" + layers.replace("-", ", ") + "], ";
        String fastest = "TensorFlow.js, its fastest";
        List<Contestant> tensorflow = Stream.of(
                        of("tuned:" + figure, "tensorflow-wasm-1", "tensorflow-wasm-2", "tensorflow-cpu"),
                        of("minimize:" + figure, "tensorflow-wasm-1", "tensorflow-cpu"))
                .flatMap(List::stream)
                .toList();
        List<Contestant> float32 = of(figure + "-float32", "ours-1");
        List<Contestant> float64 = of(figure + "-float64", "ours-1");
        Unit unit = Unit.ITERATIONS_A_SECOND;
        all.add(new Comparison(what + "float32", unit, float32, fastest, tensorflow));
        all.add(new Comparison(what + "float32", unit, float32, "jax-js wasm", of(figure, "jax-1")));
        all.add(new Comparison(what + "float32", unit, float32, "NumPy", of(figure, NUMPY_1)));
        all.add(new Comparison(what + "float64", unit, float64, fastest + " (float32)", tensorflow));
        all.add(new Comparison(what + "float64", unit, float64, "ConvNetJS", of(figure, "convnet")));
    }

    private static void onePhoto(List<Comparison> all) {
        String photo = "one photo through [12288, 800, 10, 1], ";
        String what = photo + "1 thread";
        Unit unit = Unit.MILLISECONDS;
        all.add(new Comparison(what, unit, of(PHOTO, "ours-1"), "onnxruntime-web", of(PHOTO, "onnxruntime-1")));
        all.add(new Comparison(
                what, unit, of(PHOTO, "ours-1"), "TensorFlow.js wasm", of("tuned:" + PHOTO, "tensorflow-wasm-1")));
        all.add(new Comparison(
                photo + "2 threads",
                unit,
                of(PHOTO, "ours-2", "ours-1"),
                "onnxruntime-web",
                of(PHOTO, "onnxruntime-2")));
    }

    private static void convolutions(List<Comparison> all) {
        String what = "training " + CONVOLUTIONS + ", batch 64, ";
        String library = "TensorFlow.js wasm, hand-tuned";
        String photo = "one photo through the same";
        all.add(new Comparison(
                what + "1 thread",
                Unit.IMAGES_A_SECOND,
                of("train-conv", "ours-1"),
                library,
                of("tuned:train-conv", "tensorflow-wasm-1")));
        all.add(new Comparison(
                what + "2 threads",
                Unit.IMAGES_A_SECOND,
                of("train-conv", "ours-2", "ours-1"),
                library,
                of("tuned:train-conv", "tensorflow-wasm-2")));
        all.add(new Comparison(
                photo + ", 1 thread",
                Unit.MILLISECONDS,
                of("one-photo-conv", "ours-1"),
                "TensorFlow.js wasm",
                of("tuned:one-photo-conv", "tensorflow-wasm-1")));
        for (String network : List.of(CONVOLUTIONS, BUILT_IN)) {
            besideLibTorch(all, network + ", batch 64", network + "/64", network + "/64");
        }
    }

    private static List<Contestant> of(String figure, String... who) {
        return Stream.of(who).map(name -> new Contestant(name, figure)).toList();
    }
}
