package org.layerlab.backend.cli;

import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.WriterConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.layerlab.backend.sweep.Results;

/** Where the results of a search are kept: a JSON file, and the same as CSV beside it; each is written whole or not at all. */
final class SweepFile {
    private static final String JSON = ".json";

    private final Path json;
    private final Path csv;
    private final Results results;
    private final TrialLine line;
    private final TerminalOutput console;
    private boolean failed;

    private SweepFile(Path json, Path csv, Results results, TrialLine line, TerminalOutput console) {
        this.json = json;
        this.csv = csv;
        this.results = results;
        this.line = line;
        this.console = console;
    }

    /**
     * The files at a path.
     *
     * @param out a folder, made if it is missing, or a {@code .json} file, in any case; null for none
     */
    static @Nullable SweepFile at(@Nullable Path out, Results results, TrialLine line, TerminalOutput console) {
        if (out == null) {
            return null;
        }
        Path json = out;
        if (Files.isDirectory(json) || !json.toString().toLowerCase(Locale.ROOT).endsWith(JSON)) {
            json = json.resolve("sweep" + JSON);
        }
        String name = json.toString();
        Path csv = Path.of(name.substring(0, name.length() - JSON.length()) + ".csv");
        return new SweepFile(json, csv, results, line, console);
    }

    Path path() {
        return json;
    }

    /** Takes the right to write, and up the runs that are there. */
    RunLock open() throws CommandException {
        Path folder = json.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    "the folder " + folder + " can't be created: a file of that name is there; results go to a folder"
                            + " or to a .json file",
                    e);
        } catch (IOException e) {
            throw new CommandException("the folder " + folder + " can't be created: " + ModelFiles.reason(e), e);
        }
        ModelFiles.requireWritable(json);
        ModelFiles.requireWritable(csv);
        RunLock lock = RunLock.on(console, json);
        boolean taken = false;
        try {
            if (Files.exists(json)) {
                new SweepReader(json).readInto(results);
                console.say(json + " has " + results.count() + " of " + results.total() + " trials already");
            } else if (Files.exists(csv)) {
                throw new CommandException(csv + " exists without " + json + ", and this search would replace it;"
                        + " give another --out, or move the file away");
            }
            save(null);
            taken = true;
        } finally {
            if (!taken) {
                lock.release();
            }
        }
        return lock;
    }

    /** Writes what is known now. */
    void save(@Nullable Tested tested) throws CommandException {
        JsonObject all = SweepJson.of(results, line, tested);
        ModelFiles.write(json, all.toString(WriterConfig.PRETTY_PRINT).getBytes(StandardCharsets.UTF_8));
        ModelFiles.write(csv, SweepTable.csv(all).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what is known so far. If that fails, as on a full disk, the old files stay and the search continues. */
    void saveInPassing() {
        try {
            save(null);
            failed = false;
        } catch (CommandException e) {
            if (!failed) {
                console.say(e.getMessage() + "; the search continues");
            }
            failed = true;
        }
    }
}
