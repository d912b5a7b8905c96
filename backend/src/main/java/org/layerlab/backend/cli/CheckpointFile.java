package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.photo.Checkpoint;

/** The file in which an unfinished training is kept. */
final class CheckpointFile {
    private final Path path;
    private final TerminalOutput console;
    private boolean failed;

    /**
     * @param path where it is, or will be
     */
    CheckpointFile(Path path, TerminalOutput console) {
        this.path = path;
        this.console = console;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Refuses a file that is not a checkpoint: the run would replace it, and delete it in the end.
     *
     * @throws CommandException when it is another file, or can't be read
     */
    void requireReplaceable() throws CommandException {
        if (!exists()) {
            return;
        }
        boolean own;
        try {
            own = Files.isRegularFile(path) && namesCheckpoint();
        } catch (IOException e) {
            throw new CommandException(path + " can't be read: " + ModelFiles.reason(e), e);
        }
        if (!own) {
            throw new CommandException(
                    path + " is not a checkpoint, but this training would write its checkpoint there;"
                            + " give another --checkpoint, or move the file away");
        }
    }

    /** By its header alone: a damaged checkpoint may be replaced as well. */
    private boolean namesCheckpoint() throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
            long length = Long.reverseBytes(in.readLong());
            if (length < 0 || length > Limits.HEADER_BYTES) {
                return false;
            }
            String header = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
            // The card is JSON in a text of JSON.
            return header.contains("\\\"checkpoint\\\":{");
        } catch (EOFException e) {
            return false;
        }
    }

    /** Writes the state of a run, whole or not at all. */
    void save(PhotoRun run, OutputOptions output) throws CommandException {
        try {
            ParameterFile file =
                    Checkpoint.of(run.learning(), settings(run), PhotoCards.of(run, output), run.precision());
            ModelFiles.write(path, SealedFile.bytes(file, StorageType.of(run.precision())));
        } catch (IllegalArgumentException e) {
            throw new CommandException("checkpoint " + path + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Writes the state of a run. If that fails, as on a full disk, the previous state is kept and the run continues. */
    void saveInPassing(PhotoRun run, OutputOptions output) {
        try {
            save(run, output);
            if (failed) {
                console.say("checkpoint " + path + " is written again");
            }
            failed = false;
        } catch (CommandException e) {
            if (!failed) {
                console.say(e.getMessage() + "; training continues, and "
                        + (exists() ? "the previous checkpoint is kept" : "there is no checkpoint yet"));
            }
            failed = true;
        }
    }

    /**
     * Writes the state of a run that has ended, so that nothing is lost if its model can't be written.
     *
     * @return whether that worked; if not, it is said
     */
    boolean saveAtEnd(PhotoRun run, OutputOptions output) {
        try {
            save(run, output);
            return true;
        } catch (CommandException e) {
            console.say(e.getMessage() + "; the finished training is not kept there");
        } catch (OutOfMemoryError e) {
            // Measuring and writing the model may take less.
            console.say("checkpoint " + path + " can't be written: " + Memory.message(e));
        }
        return false;
    }

    /** Continues from the saved state, if it is of a run with the same settings and photos. */
    void resume(PhotoRun run) throws CommandException {
        byte[] bytes = ModelFiles.contents(path);
        if (Npz.looksLike(bytes)) {
            throw new CommandException(path + " is an .npz file, but a checkpoint is a .safetensors file");
        }
        ParameterFile file = ModelFiles.parse(path, bytes);
        SealedFile.Seal seal = SealedFile.seal(bytes);
        switch (seal) {
            case BROKEN ->
                throw new CommandException("checkpoint " + path
                        + " is damaged: its content does not match its SHA-256 digest; start over without --resume");
            case MISSING, SOUND -> {}
        }
        try {
            Checkpoint checkpoint = Checkpoint.in(file);
            if (seal == SealedFile.Seal.MISSING) {
                console.say("checkpoint " + path
                        + " is of an earlier version: it has no digest that would show whether it is damaged");
            }
            checkpoint.resume(run.learning(), settings(run));
        } catch (ParameterFileException e) {
            throw new CommandException("checkpoint " + path + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the file after the run is done; it may be of this run or of an earlier one that this run replaces. */
    void discard() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            console.say(path + " is no longer needed, but can't be deleted: " + ModelFiles.reason(e));
        }
    }

    /**
     * All that decides what a run computes; of the photos, the SHA-256 of pixels and labels, and of a model that it started
     * from, the SHA-256 of its file.
     */
    private static JsonObject settings(PhotoRun run) {
        JsonObject settings = run.recipe()
                .json()
                .add("precision", run.precision().id())
                .add(
                        Checkpoint.PHOTOS,
                        Sha256.hex(run.photos().X(), run.photos().Y()));
        return run.start().isEmpty() ? settings : settings.add(Checkpoint.START, run.start());
    }
}
