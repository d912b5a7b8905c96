package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.layer.Architecture;
import org.layerlab.network.matrix.Activation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model in another format. */
@Command(
        name = "convert",
        description = {
            "Converts a model between .safetensors, .npz and .onnx (output only).",
            "Opens what PyTorch, Keras, Flax, MLX and NumPy write as .safetensors or .npz, and says how they were read."
        })
public final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "A .safetensors or .npz file, from any program.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "A .safetensors, .npz or .onnx file.")
    private Path out;

    @Option(
            names = "--storage",
            paramLabel = "TYPE",
            description =
                    "Number format: f64, f32, f16, bf16 (not with .npz). Default: f32 if that loses nothing, else f64.")
    private @Nullable StorageType storage;

    @Option(
            names = "--layers",
            paramLabel = "LAYERS",
            description = "The layers of a network from another program, as in train: convolutions need it, and dense "
                    + "layers whose activation is not ReLU, for example 2,8tanh,1.")
    private @Nullable String layers;

    private final TerminalOutput console;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ConvertCommand(TerminalOutput console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        ModelFiles.Format to = format(out);
        if (to == ModelFiles.Format.NPZ && storage == StorageType.BF16) {
            throw new ParameterException(
                    spec.commandLine(), "--storage bf16 does not work with .npz: NumPy has no such type");
        }
        if (to == ModelFiles.Format.ONNX && storage != null && storage != StorageType.F32) {
            throw new ParameterException(spec.commandLine(), ".onnx files are always f32, not " + storage.id());
        }
        ModelFiles.requireWritable(out);
        ParameterFile file = ModelFiles.read(in, architecture(), console);
        StorageType type = storage != null ? storage : fitsFloat(file) ? StorageType.F32 : StorageType.F64;
        try {
            ModelFiles.write(out, to.bytes(file, type));
        } catch (IllegalArgumentException e) {
            throw new CommandException(out + " can't be written: " + e.getMessage(), e);
        }
        return 0;
    }

    private @Nullable Architecture architecture() {
        try {
            return layers == null ? null : Architecture.parse(layers, Activation.RELU);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage());
        }
    }

    private ModelFiles.Format format(Path path) {
        ModelFiles.Format format = ModelFiles.Format.find(path);
        if (format == null) {
            throw new ParameterException(spec.commandLine(), path + " does not end in .safetensors, .npz or .onnx");
        }
        return format;
    }

    private static boolean fitsFloat(ParameterFile file) {
        return file.parameters().named().stream().allMatch(tensor -> fitsFloat(tensor.values()));
    }

    private static boolean fitsFloat(double[] values) {
        for (double value : values) {
            if ((float) value != value) {
                return false;
            }
        }
        return true;
    }
}
