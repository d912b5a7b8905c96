package org.layerlab.backend.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.layerlab.backend.dataset.DataSet;
import org.layerlab.backend.jvm.JvmKernels;
import org.layerlab.backend.photo.PhotoDecoder;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.data.PhotoSet;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.layer.Network;
import org.layerlab.network.matrix.Kernels;
import org.layerlab.network.matrix.Precision;
import org.layerlab.network.matrix.ReferenceKernels;
import org.layerlab.network.verdict.Answers;
import org.layerlab.network.verdict.Calibration;
import org.layerlab.network.verdict.Predictor;
import org.layerlab.network.verdict.SecondLook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells for each image whether it is a cat or a dog. */
@Command(
        name = "predict",
        description = {
            "Tells whether each image shows a cat or a dog.",
            "Prints one line per image: its name, a tab, cat or dog, a tab, the probability of dog."
        })
public final class PredictCommand implements Callable<Integer> {
    private final TerminalOutput console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A .safetensors or .npz file.")
    private Path model;

    @Option(names = "--calibrated", description = "Print calibrated probabilities; the verdict stays the same.")
    private boolean calibrated;

    @Option(
            names = "--unsure",
            description = "Print unsure instead of cat or dog when the model's calibration says so: when the verdict "
                    + "is hardly better than a coin flip, or the photo may be neither.")
    private boolean unsure;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "JPEG, PNG, WebP, GIF or BMP.")
    private List<String> images;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public PredictCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        ParameterFile file = ModelFiles.read(model, console);
        PhotoPreparation how = Photos.preparation(model, file.card());
        // float64 if a photo takes only milliseconds that way: every printed digit is exact.
        Kernels kernels = file.card().architecture().isDense()
                ? new ReferenceKernels()
                : JvmKernels.best(Precision.FLOAT32, console.err());
        Predictor predictor = new Predictor(
                Network.predicting(kernels, file.card().architecture(), Photos.folded(model, file, how)),
                Photos.familiarity(file.card()));
        PhotoDecoder decoder = new PhotoDecoder();
        Calibration calibration = null;
        if (calibrated || unsure) {
            calibration = file.card()
                    .calibration()
                    .orElseThrow(() -> new CommandException(
                            model + " has no calibration: it was trained without a validation set"));
        }
        int failed = 0;
        for (String image : images) {
            try {
                if (image.isEmpty()) {
                    throw new CommandException("the path of an image is empty");
                }
                byte[] bytes = ModelFiles.bytes(Path.of(image), ImageHeader.MAX_BYTES);
                byte[] pixels = decoder.prepare(image, bytes, how.plain());
                Answers answers = Photos.answers(
                        model, predictor, new PhotoSet(pixels, new byte[1], how.side()).askedTwice(how.mirror()));
                if (unsure && how.hasDetail() && SecondLook.isWorthIt(answers.found()[0])) {
                    byte[] closer = decoder.prepare(image, bytes, how.plain().detailed());
                    answers = predictor.lookedAgain(
                            answers, new PhotoSet(closer, new byte[1], how.detail()).at(how.side()));
                }
                double dog = answers.probabilities()[0];
                String verdict = DataSet.CLASSES.get(dog > 0.5 ? 1 : 0);
                if (unsure && calibration != null && calibration.unsure(dog, answers.found()[0])) {
                    verdict = "unsure";
                }
                double shown = calibrated && calibration != null ? calibration.calibrated(dog) : dog;
                console.print(TerminalOutput.field(image) + "\t" + verdict + "\t"
                        + String.format(Locale.ROOT, "%.4f", shown));
            } catch (InvalidPathException e) {
                console.say(spec.qualifiedName() + ": " + LayerLabCommand.notAPath(image, e));
                failed++;
            } catch (PhotoException | CommandException e) {
                console.say(spec.qualifiedName() + ": " + e.getMessage());
                failed++;
            }
        }
        return failed == 0 ? 0 : 1;
    }
}
