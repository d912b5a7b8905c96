package org.layerlab.backend.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model in another format. */
@Command(
        name = "convert",
        description =
                "Converts a model between .safetensors, .npz and .onnx (output only), by the endings of the files.")
public final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "A .safetensors or .npz file.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "A .safetensors, .npz or .onnx file.")
    private Path out;

    @Option(
            names = "--storage",
            paramLabel = "TYPE",
            description = "Number format: f64, f32, f16. Default: f32 if that loses nothing, else f64.")
    private @Nullable StorageType storage;

    /** Fields are set by picocli. */
    @SuppressWarnings("NullAway.Init")
    public ConvertCommand() {}

    @Override
    public Integer call() throws CommandException {
        ModelFiles.Format from = format(in);
        ModelFiles.Format to = format(out);
        if (from == ModelFiles.Format.ONNX) {
            throw new ParameterException(spec.commandLine(), in + ": .onnx files can be written but not read");
        }
        if (to == ModelFiles.Format.NPZ && storage == StorageType.BF16) {
            throw new ParameterException(
                    spec.commandLine(), "--storage bf16 does not work with .npz: NumPy has no such type");
        }
        if (to == ModelFiles.Format.ONNX && storage != null && storage != StorageType.F32) {
            throw new ParameterException(spec.commandLine(), ".onnx files are always f32, not " + storage);
        }
        ModelFiles.requireWritable(out);
        ParameterFile file = ModelFiles.read(in);
        StorageType type = storage != null ? storage : fitsFloat(file) ? StorageType.F32 : StorageType.F64;
        try {
            ModelFiles.write(out, to.bytes(file, type));
        } catch (IllegalArgumentException e) {
            throw new CommandException(out + " can't be written: " + e.getMessage(), e);
        }
        return 0;
    }

    private ModelFiles.Format format(Path path) {
        try {
            return ModelFiles.Format.of(path);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
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
