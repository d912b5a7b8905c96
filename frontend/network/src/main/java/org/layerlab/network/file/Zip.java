package org.layerlab.network.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.layerlab.network.text.Utf8;

/**
 * As much of the zip format as NumPy's archives need, read through the central directory; names, methods and encryption
 * are checked against the local headers (PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.4). The names are
 * keys and never paths: nothing here writes a file.
 */
final class Zip {
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int UTF8_NAMES = 1 << 11;
    private static final int LOOK_AHEAD = 4;
    // Deflate makes at most 258 bytes out of 2 bits.
    private static final int MAX_RATIO = 1032;

    private final byte[] bytes;
    private final ByteBuffer in;
    private final List<Member> members = new ArrayList<>();

    /**
     * A file in the archive.
     *
     * @param size decompressed
     * @param start of its compressed bytes
     */
    record Member(String name, int method, int crc, int compressedSize, int size, int start) {}

    /** Where its bytes are once they are decompressed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, int offset, int length) {}

    /** Reads the directory; no member is decompressed yet. */
    Zip(byte[] bytes, Limits limits) throws ParameterFileException {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        limits.checkFile(bytes);
        Directory directory = directory(findEnd());
        long directoryEnd = directory.start + directory.size;
        if (directory.start < 0 || directory.size < 0 || directoryEnd != directory.end) {
            throw new ParameterFileException("the archive's directory is said to lie at bytes " + directory.start
                    + " to " + directoryEnd + ", but it has to end at " + directory.end);
        }
        int count = (int) Math.min(Integer.MAX_VALUE, directory.count);
        limits.checkTensors(count);
        readDirectory((int) directory.start, directory.end, count);
        checkOverlaps();
        long total = 0;
        for (Member member : members) {
            total += member.size;
        }
        if (total > limits.decompressedBytes()) {
            throw new ParameterFileException("the archive decompresses to " + total + " bytes; at most "
                    + limits.decompressedBytes() + " are allowed");
        }
    }

    /** The files in it, in the order of its directory. */
    List<Member> members() {
        return members;
    }

    /**
     * Where the directory is said to be.
     *
     * @param end of it: where the end records begin
     */
    private record Directory(long count, long size, long start, int end) {}

    private Directory directory(int end) throws ParameterFileException {
        int count = u16(end + 10);
        long size = ZipRecords.directorySize(bytes, end);
        long start = ZipRecords.directoryStart(bytes, end);
        if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count) {
            throw new ParameterFileException("the archive is spread over several files");
        }
        int locator = end - ZipRecords.LOCATOR64_SIZE;
        if (locator >= 0 && in.getInt(locator) == ZipRecords.LOCATOR64) {
            Directory directory = directory64(locator);
            if ((count != 0xFFFF && count != directory.count)
                    || (size != 0xFFFFFFFFL && size != directory.size)
                    || (start != 0xFFFFFFFFL && start != directory.start)) {
                throw new ParameterFileException("the archive's two end records contradict each other");
            }
            return directory;
        }
        if (count == 0xFFFF || size == 0xFFFFFFFFL || start == 0xFFFFFFFFL) {
            throw new ParameterFileException(
                    "the archive lacks the end record in the zip64 format that its last one refers to");
        }
        return new Directory(count, size, start, end);
    }

    /** From the 64-bit end record (4.3.14 and 4.3.15), which programs also write where none is needed. */
    private Directory directory64(int locator) throws ParameterFileException {
        long at = in.getLong(locator + 8);
        int last = locator - ZipRecords.END64_SIZE;
        // Its own size counts from behind that field.
        if (at < 0
                || at > last
                || in.getInt((int) at) != ZipRecords.END64
                || in.getLong((int) at + 4) != locator - at - 12) {
            throw new ParameterFileException(
                    "the archive's end record in the zip64 format is said to lie at byte " + at + ", but does not");
        }
        int record = (int) at;
        long count = in.getLong(record + 32);
        boolean one = in.getInt(locator + 4) == 0
                && in.getInt(record + 16) == 0
                && in.getInt(record + 20) == 0
                && in.getLong(record + 24) == count;
        if (!one || count < 0) {
            throw new ParameterFileException("the archive is spread over several files");
        }
        return new Directory(count, in.getLong(record + 40), in.getLong(record + 48), record);
    }

    private int findEnd() throws ParameterFileException {
        for (int at = bytes.length - ZipRecords.END_SIZE;
                at >= 0 && at >= bytes.length - ZipRecords.END_SIZE - ZipRecords.MAX_COMMENT;
                at--) {
            if (in.getInt(at) == ZipRecords.END && at + ZipRecords.END_SIZE + u16(at + 20) == bytes.length) {
                return at;
            }
        }
        throw new ParameterFileException("the archive has no end record; it is cut off");
    }

    private void readDirectory(int start, int end, int count) throws ParameterFileException {
        Set<String> names = new HashSet<>();
        int at = start;
        for (int i = 0; i < count; i++) {
            if (!ZipRecords.isEntry(bytes, at, end)) {
                throw new ParameterFileException("the archive's directory has no entry " + (i + 1) + " of " + count);
            }
            ZipRecords.Entry entry = ZipRecords.entry(bytes, at);
            if (entry.next() > end) {
                throw new ParameterFileException("the archive's directory ends within entry " + (i + 1));
            }
            String name = JsonText.utf8(bytes, entry.nameStart(), entry.nameLength(), "a name in the archive");
            if (!names.add(name)) {
                throw new ParameterFileException("the archive has " + ParameterFileException.quote(name) + " twice");
            }
            readMember(name, entry, start);
            at = (int) entry.next();
        }
        if (at != end) {
            throw new ParameterFileException("the archive's directory goes on after its " + count + " entries");
        }
    }

    private void readMember(String name, ZipRecords.Entry entry, int directoryStart) throws ParameterFileException {
        String what = ParameterFileException.quote(name);
        int method = entry.method();
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw new ParameterFileException(what + " is encrypted");
        }
        if (method != ZipRecords.STORED && method != ZipRecords.DEFLATED) {
            throw new ParameterFileException(
                    what + " is compressed by method " + method + "; stored (0) and deflated (8) members are known");
        }
        long compressedSize = entry.compressedSize();
        long size = entry.size();
        long local = entry.local();
        if (compressedSize == 0xFFFFFFFFL || size == 0xFFFFFFFFL || local == 0xFFFFFFFFL) {
            // Zip64 (4.5.3): the extra field 1 has 8 bytes for each of these three that is all ones, in this order.
            int field = zip64(entry.extraStart(), entry.extraLength(), what);
            int fieldEnd = field + u16(field - 2);
            if (size == 0xFFFFFFFFL) {
                size = u64(field, fieldEnd, what);
                field += 8;
            }
            if (compressedSize == 0xFFFFFFFFL) {
                compressedSize = u64(field, fieldEnd, what);
                field += 8;
            }
            if (local == 0xFFFFFFFFL) {
                local = u64(field, fieldEnd, what);
            }
        }
        if (local > directoryStart - ZipRecords.LOCAL_SIZE || in.getInt((int) local) != ZipRecords.LOCAL) {
            throw new ParameterFileException(what + " is said to lie at byte " + local + ", but does not");
        }
        int header = (int) local;
        int nameLength = u16(header + 26);
        long start = ZipRecords.contentStart(bytes, header, local);
        if (start > directoryStart || compressedSize > directoryStart - start) {
            throw new ParameterFileException(what + " is said to have " + compressedSize + " bytes, but "
                    + Math.max(0, directoryStart - start) + " are left in the archive");
        }
        boolean sameName =
                name.equals(JsonText.utf8(bytes, header + ZipRecords.LOCAL_SIZE, nameLength, "a name in the archive"));
        if (!sameName || u16(header + 8) != method || (u16(header + 6) & ENCRYPTED) != 0) {
            throw new ParameterFileException(what + " is described in two ways that contradict each other");
        }
        if (method == ZipRecords.STORED && size != compressedSize) {
            throw new ParameterFileException(
                    what + " is stored, but is said to have " + compressedSize + " bytes and " + size + " bytes");
        }
        if (size > MAX_RATIO * compressedSize || size > Integer.MAX_VALUE - 8) {
            throw new ParameterFileException(
                    what + " is said to become " + size + " bytes, which " + compressedSize + " bytes cannot");
        }
        members.add(new Member(name, method, entry.crc(), (int) compressedSize, (int) size, (int) start));
    }

    /** Where the content of the zip64 extra field starts. */
    private int zip64(int start, int length, String what) throws ParameterFileException {
        int at = start;
        while (at + 4 <= start + length) {
            int fieldLength = u16(at + 2);
            if (u16(at) == 1 && at + 4 + fieldLength <= start + length) {
                return at + 4;
            }
            at += 4 + fieldLength;
        }
        throw new ParameterFileException(what + " lacks the 64-bit sizes that its directory entry refers to");
    }

    private long u64(int at, int end, String what) throws ParameterFileException {
        if (at + 8 > end) {
            throw new ParameterFileException(what + " lacks the 64-bit sizes that its directory entry refers to");
        }
        long value = in.getLong(at);
        return value < 0 ? Long.MAX_VALUE : value;
    }

    /** Members that share bytes make a small archive decompress to a huge one. */
    private void checkOverlaps() throws ParameterFileException {
        List<Member> order = new ArrayList<>(members);
        order.sort(Comparator.comparingInt(Member::start));
        for (int i = 1; i < order.size(); i++) {
            Member before = order.get(i - 1);
            if (before.start + before.compressedSize > order.get(i).start - ZipRecords.LOCAL_SIZE) {
                throw new ParameterFileException(ParameterFileException.quote(before.name) + " and "
                        + ParameterFileException.quote(order.get(i).name) + " overlap in the archive");
            }
        }
    }

    /** Decompresses a member and checks its CRC-32. A stored one is a window on the archive. */
    Content open(Member member) throws ParameterFileException {
        Content content = member.method == ZipRecords.STORED
                ? new Content(bytes, member.start, member.size)
                : new Content(inflate(member), 0, member.size);
        CRC32 crc = new CRC32();
        crc.update(content.bytes, content.offset, content.length);
        if ((int) crc.getValue() != member.crc) {
            throw new ParameterFileException(
                    ParameterFileException.quote(member.name) + " is damaged: its CRC-32 differs");
        }
        return content;
    }

    private byte[] inflate(Member member) throws ParameterFileException {
        String what = ParameterFileException.quote(member.name);
        byte[] out = new byte[member.size];
        // Bytes beyond the declared size go here, and are one too many.
        byte[] beyond = new byte[1];
        Inflater inflater = new Inflater(true);
        try {
            // Some inflaters have to look at a little more than they need; behind a member there is the directory.
            inflater.setInput(bytes, member.start, member.compressedSize + LOOK_AHEAD);
            int length = 0;
            while (!inflater.finished()) {
                int got = length < out.length
                        ? inflater.inflate(out, length, out.length - length)
                        : inflater.inflate(beyond, 0, 1);
                if (got > 0 && length == out.length) {
                    throw new ParameterFileException(what + " decompresses to more than its " + out.length + " bytes");
                }
                length += got;
                if (got == 0 && !inflater.finished()) {
                    throw new ParameterFileException(what + " is cut off in its compressed data");
                }
            }
            if (inflater.getTotalIn() > member.compressedSize) {
                throw new ParameterFileException(what + " is cut off in its compressed data");
            }
            if (length != out.length) {
                throw new ParameterFileException(what + " decompresses to " + length + " bytes, not to " + out.length);
            }
            return out;
        } catch (DataFormatException e) {
            throw new ParameterFileException(what + " is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private int u16(int at) {
        return ZipRecords.u16(bytes, at);
    }

    /**
     * An archive of stored members, dated 1980-01-01: the same content gives the same bytes.
     *
     * @throws IllegalArgumentException when it would be over 2 GB
     */
    static byte[] write(Map<String, byte[]> files) {
        long length = ZipRecords.END_SIZE;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            length += ZipRecords.LOCAL_SIZE
                    + ZipRecords.CENTRAL_SIZE
                    + 2L * utf8(file.getKey()).length
                    + file.getValue().length;
        }
        if (length > Integer.MAX_VALUE - 8 || files.size() >= 0xFFFF) {
            throw new IllegalArgumentException(
                    files.size() + " arrays make an archive of " + length + " bytes, which is too large");
        }
        ByteBuffer out = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] name = utf8(file.getKey());
            byte[] content = file.getValue();
            CRC32 crc = new CRC32();
            crc.update(content, 0, content.length);
            int start = out.position();
            // What the local header and the directory entry have in common.
            ByteBuffer common = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
            common.putShort((short) 20).putShort((short) UTF8_NAMES).putShort((short) ZipRecords.STORED);
            common.putShort((short) 0).putShort((short) (1 << 5 | 1)); // midnight, 1 January 1980
            common.putInt((int) crc.getValue()).putInt(content.length).putInt(content.length);
            common.putShort((short) name.length).putShort((short) 0);
            out.putInt(ZipRecords.LOCAL).put(common.array()).put(name).put(content);

            ByteBuffer entry = ByteBuffer.allocate(ZipRecords.CENTRAL_SIZE).order(ByteOrder.LITTLE_ENDIAN);
            // Made by version 2.0 on Unix; no comment, the first disk, no attributes; readable by all.
            entry.putInt(ZipRecords.CENTRAL).putShort((short) (3 << 8 | 20)).put(common.array());
            entry.putShort((short) 0).putShort((short) 0).putShort((short) 0);
            entry.putInt(0100644 << 16).putInt(start);
            directory.write(entry.array(), 0, ZipRecords.CENTRAL_SIZE);
            directory.write(name, 0, name.length);
        }
        int directoryStart = out.position();
        out.put(directory.toByteArray());
        out.putInt(ZipRecords.END).putInt(0);
        out.putShort((short) files.size()).putShort((short) files.size());
        out.putInt(directory.size()).putInt(directoryStart).putShort((short) 0);
        return out.array();
    }

    private static byte[] utf8(String name) {
        return Utf8.bytes(name);
    }
}
