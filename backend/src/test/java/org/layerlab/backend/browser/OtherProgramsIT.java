package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.layerlab.backend.script.Python;
import org.layerlab.network.data.LabeledSet;
import org.layerlab.network.data.Points;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Predictor;

/** A saved model in NumPy and in ONNX Runtime, and back. */
class OtherProgramsIT extends WithSavedRuns {
    @TempDir
    private Path folder;

    @Test
    void anNpzGoesThroughNumpyAndComesBack() throws Exception {
        Python python = Python.with("numpy", folder);
        String link = trained("dataset=moons&networkShape=4,3&activation=relu,tanh&initialization=he&iterations=200");
        Files.write(folder.resolve("page.npz"), download(link, "npz"));
        python.print("-c", """
                import numpy as np
                p = dict(np.load("page.npz"))
                np.savez_compressed("back.npz", **p)
                np.savez("half.npz", **{name: p[name] / 2 if name[0] in "Wb" else p[name] for name in p})
                """);
        ParameterFile ours = file(link);
        for (String name : List.of("back", "half")) {
            // /photos/train opens this browser's database first, in its own way.
            PhotosPage.openTraining(server, browser, "wasm");
            browser.open(server.address("/models"));
            browser.awaitState("ready");
            drop(folder.resolve(name + ".npz"));
            browser.await("its layers are read", () -> browser.isShown("import-result"));
            assertEquals("2 · 4 · 3 · 1: 31 parameters", browser.text("import-layers"));
            PlaygroundPage taken = PlaygroundPage.follow(browser, "import-use");
            browser.await("it is taken up", () -> taken.iteration() == 200);
            ParameterFile back = file(SavePanel.save(browser, "Through NumPy, " + name));
            double factor = name.equals("half") ? 0.5 : 1;
            for (int l = 0; l < 3; l++) {
                double[] W = ours.parameters().layers().get(l).W();
                double[] theirs = back.parameters().layers().get(l).W();
                for (int i = 0; i < W.length; i++) {
                    assertEquals(factor * W[i], theirs[i], 0, name);
                }
            }
            assertEquals(ours.card().architecture(), back.card().architecture());
        }
    }

    @Test
    void onnxRuntimeFindsWhatThePageFound() throws Exception {
        Python python = Python.with("onnxruntime, numpy", folder);
        String link = trained("dataset=circle&networkShape=8,5&activation=leakyRelu,tanh&initialization=he"
                + "&learningRate=0.5&iterations=400&precision=float32");
        Files.write(folder.resolve("model.onnx"), download(link, "onnx"));
        LabeledSet points = Points.CIRCLE.generate(300, 0.15, 1);
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            table.append(points.X()[i]).append(',').append(points.X()[300 + i]).append('\n');
        }
        Files.writeString(folder.resolve("points.csv"), table);
        String out = python.print("-c", """
                import numpy as np, onnxruntime
                X = np.loadtxt("points.csv", delimiter=",").astype("float32")
                session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
                print(" ".join(map(repr, session.run(["probability"], {"X": X})[0].ravel().tolist())))
                """);
        String last = out.lines().reduce((a, b) -> b).orElse("");
        double[] theirs = Pattern.compile(" ")
                .splitAsStream(last)
                .mapToDouble(Double::parseDouble)
                .toArray();
        ParameterFile file = file(link);
        double[] ours = new Predictor(
                        new Network(new ReferenceKernels(), file.card().architecture(), file.parameters()))
                .probabilities(points);
        assertArrayEquals(ours, theirs, 1e-6);
    }

    /** Drops a file on the page, as the event that a drop causes. */
    private void drop(Path file) throws IOException {
        browser.script(
                "const transfer = new DataTransfer();"
                        + "const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));"
                        + "transfer.items.add(new File([bytes], arguments[1]));"
                        + "document.body.dispatchEvent(new DragEvent('drop',"
                        + " {dataTransfer: transfer, bubbles: true, cancelable: true}));",
                Base64.getEncoder().encodeToString(Files.readAllBytes(file)),
                String.valueOf(file.getFileName()));
    }
}
