package org.layerlab.network.file;

/**
 * The records of a zip file and where their fields stand: little-endian, a signature of four bytes first (PKWARE's
 * APPNOTE 6.3.10, section 4.3). Reading is up to others: an npz lies in memory, a zip of photos on a disk.
 */
public final class ZipRecords {
    /** Signature of the header before a file's content. */
    public static final int LOCAL = 0x04034b50;

    /** Signature of an entry of the central directory. */
    public static final int CENTRAL = 0x02014b50;

    /** Signature of the record at the end. */
    public static final int END = 0x06054b50;

    /** Signature of the end record with sizes of 64 bits, which may stand before the one at the end. */
    public static final int END64 = 0x06064b50;

    /** Signature of what says where that is; it stands directly before the end record. */
    public static final int LOCATOR64 = 0x07064b50;

    /** Bytes of a local header before the name. */
    public static final int LOCAL_SIZE = 30;

    /** Bytes of a directory entry before the name. */
    public static final int CENTRAL_SIZE = 46;

    /** Bytes of the end record before the comment. */
    public static final int END_SIZE = 22;

    /** Bytes of the end record with sizes of 64 bits, without what others add to it. */
    public static final int END64_SIZE = 56;

    /** Bytes of what says where that is. */
    public static final int LOCATOR64_SIZE = 20;

    /** The greatest length of the comment at the end. */
    public static final int MAX_COMMENT = 0xFFFF;

    /** The method of a file that is not compressed. */
    public static final int STORED = 0;

    /** The method of a file that is compressed by deflate. */
    public static final int DEFLATED = 8;

    private ZipRecords() {}

    /**
     * An entry of the central directory.
     *
     * @param at where it begins
     * @param flags general-purpose bits; bit 0 says encrypted
     * @param method of compression
     * @param crc of the content
     * @param compressedSize in bytes; all ones where a 64-bit field has it
     * @param size decompressed, in bytes; all ones where a 64-bit field has it
     * @param nameLength bytes of the name, which follows the fixed fields
     * @param extraLength bytes of the extra fields, which follow the name
     * @param commentLength bytes of the comment, which follows the extra fields
     * @param local where the file's local header begins; all ones where a 64-bit field has it
     */
    public record Entry(
            int at,
            int flags,
            int method,
            int crc,
            long compressedSize,
            long size,
            int nameLength,
            int extraLength,
            int commentLength,
            long local) {
        /** Where the name begins. */
        public int nameStart() {
            return at + CENTRAL_SIZE;
        }

        /** Where the extra fields begin. */
        public int extraStart() {
            return nameStart() + nameLength;
        }

        /** Where the next entry begins. */
        public long next() {
            return (long) extraStart() + extraLength + commentLength;
        }
    }

    /** Whether an entry of the directory begins here and its fixed fields end before {@code end}. */
    public static boolean isEntry(byte[] bytes, int at, int end) {
        return end - at >= CENTRAL_SIZE && int32(bytes, at) == CENTRAL;
    }

    /** The entry of the directory that begins here. */
    public static Entry entry(byte[] bytes, int at) {
        return new Entry(
                at,
                u16(bytes, at + 8),
                u16(bytes, at + 10),
                int32(bytes, at + 16),
                u32(bytes, at + 20),
                u32(bytes, at + 24),
                u16(bytes, at + 28),
                u16(bytes, at + 30),
                u16(bytes, at + 32),
                u32(bytes, at + 42));
    }

    /** The size of the directory in bytes, from the end record that begins here. */
    public static long directorySize(byte[] bytes, int end) {
        return u32(bytes, end + 12);
    }

    /** Where the directory begins, from the end record that begins here. */
    public static long directoryStart(byte[] bytes, int end) {
        return u32(bytes, end + 16);
    }

    /** Where the content of a file begins: behind the local header at {@code local}, whose bytes begin at {@code at}. */
    public static long contentStart(byte[] bytes, int at, long local) {
        return local + LOCAL_SIZE + u16(bytes, at + 26) + u16(bytes, at + 28);
    }

    /** The path that a name stands for: some programs for Windows write backslashes, others begin with {@code ./}. */
    public static String path(String name) {
        String path = name.replace('\\', '/');
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        return path;
    }

    /** Two bytes, without a sign. */
    public static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    /** Four bytes. */
    public static int int32(byte[] bytes, int at) {
        return u16(bytes, at) | u16(bytes, at + 2) << 16;
    }

    /** An unsigned 32-bit integer. */
    public static long u32(byte[] bytes, int at) {
        return int32(bytes, at) & 0xffffffffL;
    }
}
