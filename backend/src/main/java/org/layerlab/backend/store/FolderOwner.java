package org.layerlab.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Gives what this process creates the owner and the group of the folder that it is in: then a command that root runs
 * leaves nothing that a server with a user of its own cannot use. Where the process may not do that, or the file system
 * has no owners, things stay as they are.
 */
final class FolderOwner {
    private static final System.Logger LOG = System.getLogger(FolderOwner.class.getName());

    private FolderOwner() {}

    /** Creates a folder where it is missing. */
    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            passOn(folder);
        }
    }

    /** Gives a file or folder to the owner of the folder that it is in; never what a link leads to. */
    static void passOn(Path created) {
        Path folder = created.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        PosixFileAttributeView of = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        PosixFileAttributeView its =
                Files.getFileAttributeView(created, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (of == null || its == null) {
            return;
        }
        try {
            PosixFileAttributes wanted = of.readAttributes();
            PosixFileAttributes now = its.readAttributes();
            if (!now.group().equals(wanted.group())) {
                its.setGroup(wanted.group());
            }
            if (!now.owner().equals(wanted.owner())) {
                its.setOwner(wanted.owner());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, created + " keeps its owner", e);
        }
    }
}
