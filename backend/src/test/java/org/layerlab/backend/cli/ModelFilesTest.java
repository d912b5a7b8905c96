package org.layerlab.backend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file that a model is written over. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has neither these permissions nor such links")
class ModelFilesTest {
    @TempDir
    private Path folder;

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aPrivateFileStaysPrivateAndANewOneIsAsReadableAsUsual() throws Exception {
        Path path = folder.resolve("model.npz");
        ModelFiles.write(path, new byte[] {1});
        assertEquals("rw-r--r--", permissions(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        ModelFiles.write(path, new byte[] {2});
        assertEquals("rw-------", permissions(path));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(path));
    }

    @Test
    void whatALinkLeadsToIsReplacedAndNotTheLink() throws Exception {
        Path model = Files.createDirectory(folder.resolve("models")).resolve("model.npz");
        Files.write(model, new byte[] {1});
        Path link = Files.createSymbolicLink(folder.resolve("newest.npz"), Path.of("models/model.npz"));
        ModelFiles.write(link, new byte[] {2});
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(model));
        Files.delete(model);
        ModelFiles.requireWritable(link);
        ModelFiles.write(link, new byte[] {3});
        assertArrayEquals(new byte[] {3}, Files.readAllBytes(model));
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere.npz"), Path.of("gone/model.npz"));
        assertThrows(CommandException.class, () -> ModelFiles.requireWritable(nowhere));
    }

    @Test
    void aReadOnlyFileIsNotReplaced() throws Exception {
        Path path = folder.resolve("model.npz");
        Files.write(path, new byte[] {1});
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(path), "whoever may do everything, such as root, may write it");
        CommandException refusal = assertThrows(CommandException.class, () -> ModelFiles.requireWritable(path));
        assertTrue(String.valueOf(refusal.getMessage()).endsWith("can't be written: it is read-only"));
    }
}
