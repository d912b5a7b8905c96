package org.layerlab.page.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.layerlab.network.data.ImageHeader;
import org.layerlab.network.file.ZipRecords;
import org.layerlab.network.text.Utf8;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.file.File;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * A zip that a person gave, read from the disk a file at a time: its directory first, and each entry when it is wanted.
 *
 * <p>Source: PKWARE APPNOTE 6.3.10. Stored and deflated entries; no zip64, nothing encrypted.
 */
public final class ZipFile {
    private static final int MOST_DIRECTORY = 64 << 20;

    /**
     * A file in the zip.
     *
     * @param path with {@code /} between its parts; used as a name, never as a place
     * @param packing how it is packed
     * @param size in the zip, in bytes
     * @param crc the CRC-32 of what is in it
     * @param at where its local header begins
     */
    public record Entry(String path, Packing packing, long size, int crc, long at) {
        /** Why it cannot be unpacked here; empty where it can. */
        public String refusal() {
            return switch (packing) {
                case STORED, DEFLATED -> "";
                case ENCRYPTED -> path + " is locked with a password.";
                case OTHER -> path + " is packed in a way that is not known here; only deflated files are.";
            };
        }
    }

    /** How a file lies in a zip. */
    public enum Packing {
        STORED,
        DEFLATED,
        /** With a password. */
        ENCRYPTED,
        /** In a way that is not known here. */
        OTHER
    }

    @JSFunctor
    private interface GotBytes extends JSObject {
        void got(Int8Array bytes);
    }

    @JSFunctor
    private interface GotFile extends JSObject {
        void got(File file);
    }

    @JSFunctor
    private interface Failed extends JSObject {
        void failed();
    }

    private ZipFile() {}

    /** Lists the files of a zip, those that cannot be unpacked among them. */
    public static void open(File zip, Consumer<List<Entry>> listed, Consumer<String> failed) {
        double size = zip.getSize();
        double from = Math.max(0, size - ZipRecords.END_SIZE - ZipRecords.MAX_COMMENT);
        String name = zip.getName();
        Failed unread = () -> failed.accept(name + " could not be read.");
        slice(
                zip,
                from,
                size,
                tailBytes -> {
                    byte[] tail = tailBytes.copyToJavaArray();
                    int end = tail.length - ZipRecords.END_SIZE;
                    while (end >= 0 && ZipRecords.int32(tail, end) != ZipRecords.END) {
                        end--;
                    }
                    if (end < 0) {
                        failed.accept(name + " is not a zip file, or it is cut off: its directory is missing.");
                        return;
                    }
                    long length = ZipRecords.directorySize(tail, end);
                    long at = ZipRecords.directoryStart(tail, end);
                    if (length > MOST_DIRECTORY || at + length > size) {
                        failed.accept(name + " is damaged, or larger than 4 GB: its directory does not fit in it.");
                        return;
                    }
                    slice(
                            zip,
                            (double) at,
                            (double) (at + length),
                            directory -> listed.accept(entries(directory.copyToJavaArray())),
                            unread);
                },
                unread);
    }

    private static List<Entry> entries(byte[] directory) {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (ZipRecords.isEntry(directory, at, directory.length)) {
            ZipRecords.Entry entry = ZipRecords.entry(directory, at);
            if (entry.next() > directory.length) {
                break;
            }
            String path = ZipRecords.path(name(directory, entry.nameStart(), entry.nameLength()));
            if (!path.endsWith("/")) {
                entries.add(new Entry(
                        path,
                        packing(entry.flags(), entry.method()),
                        entry.compressedSize(),
                        entry.crc(),
                        entry.local()));
            }
            at = (int) entry.next();
        }
        return entries;
    }

    /** A name in UTF-8; one in an old code page, which nothing tells, has its letters beyond ASCII wrong, but no two alike. */
    private static String name(byte[] bytes, int from, int length) {
        String name = Utf8.text(bytes, from, length);
        if (name != null) {
            return name;
        }
        StringBuilder letters = new StringBuilder();
        for (int i = from; i < from + length; i++) {
            letters.append((char) (bytes[i] & 0xff));
        }
        return letters.toString();
    }

    private static Packing packing(int flags, int method) {
        if ((flags & 1) != 0) {
            return Packing.ENCRYPTED;
        }
        return method == ZipRecords.STORED
                ? Packing.STORED
                : method == ZipRecords.DEFLATED ? Packing.DEFLATED : Packing.OTHER;
    }

    /**
     * Unpacks one file; of one that is larger than a photo may be, no more than that is read. Its checksum is the time of
     * its last change, so that two of the same name and size are told apart, and the same one is known again.
     */
    public static void read(File zip, Entry entry, Consumer<File> taken, Consumer<String> failed) {
        Failed unread = () -> failed.accept(entry.path() + " could not be unpacked.");
        slice(
                zip,
                (double) entry.at(),
                (double) (entry.at() + ZipRecords.LOCAL_SIZE),
                bytes -> {
                    byte[] local = bytes.copyToJavaArray();
                    if (local.length < ZipRecords.LOCAL_SIZE || ZipRecords.int32(local, 0) != ZipRecords.LOCAL) {
                        unread.failed();
                        return;
                    }
                    double from = ZipRecords.contentStart(local, 0, entry.at());
                    unpack(
                            zip,
                            from,
                            from + Math.min(entry.size(), ImageHeader.MAX_BYTES + 1L),
                            entry.packing() == Packing.DEFLATED,
                            ImageHeader.MAX_BYTES + 1,
                            entry.path().substring(entry.path().lastIndexOf('/') + 1),
                            entry.crc(),
                            taken::accept,
                            unread);
                },
                unread);
    }

    @JSBody(
            params = {"file", "from", "to", "got", "failed"},
            script = "file.slice(from, to).arrayBuffer().then("
                    + "function(b) { got(new Int8Array(b)); }, function() { failed(); });")
    private static native void slice(File file, double from, double to, GotBytes got, Failed failed);

    @JSBody(
            params = {"file", "from", "to", "deflated", "most", "name", "crc", "got", "failed"},
            script = "var part = file.slice(from, to); var at = {lastModified: crc};"
                    + "if (!deflated) { got(new File([part], name, at)); return; }"
                    + "var reader = part.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();"
                    + "var parts = []; var length = 0;"
                    + "var next = function(chunk) {"
                    + "  if (chunk.done) { got(new File(parts, name, at)); return; }"
                    + "  parts.push(chunk.value); length += chunk.value.length;"
                    + "  if (length >= most) { reader.cancel(); got(new File(parts, name, at)); return; }"
                    + "  return reader.read().then(next); };"
                    + "reader.read().then(next).catch(function() { failed(); });")
    private static native void unpack(
            File file,
            double from,
            double to,
            boolean deflated,
            int most,
            String name,
            int crc,
            GotFile got,
            Failed failed);
}
