package org.layerlab.network.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archives whose directory is found through an end record of 64 bits. */
class Zip64Test {
    private static void assertRefused(byte[] bytes, String reason) {
        String message = assertThrows(ParameterFileException.class, () -> ParameterFile.read(bytes))
                .getMessage();
        assertTrue(message.contains(reason), () -> "'" + message + "' does not say '" + reason + "'");
    }

    /** Without a comment: the last bytes are the end record. */
    private static int end(byte[] bytes) {
        return bytes.length - ZipRecords.END_SIZE;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same archive with an end record of 64 bits, as some programs always write one. */
    private static byte[] withEndOf64Bits(byte[] small) {
        int end = end(small);
        ByteBuffer old = buffer(small);
        byte[] bytes = new byte[small.length + 76];
        ByteBuffer wide = buffer(bytes);
        wide.put(small, 0, end);
        wide.putInt(ZipRecords.END64).putLong(44).putShort((short) 45).putShort((short) 45);
        wide.putInt(0).putInt(0).putLong(old.getShort(end + 10)).putLong(old.getShort(end + 10));
        wide.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
        wide.putInt(ZipRecords.LOCATOR64).putInt(0).putLong(end).putInt(1);
        wide.put(small, end, small.length - end);
        return bytes;
    }

    @Test
    void anEndRecordOf64BitsIsReadAndChecked() throws Exception {
        byte[] small = Npz.write(Map.of("x", Tensor.of(new double[3], 3)));
        int record = end(small);
        int end = record + 76;
        byte[] bytes = withEndOf64Bits(small);
        assertEquals(3, GoldenFilesTest.tensor(Npz.read(bytes), "x").size());
        buffer(bytes).putInt(end + 8, -1).putInt(end + 12, -1).putInt(end + 16, -1);
        assertEquals(3, GoldenFilesTest.tensor(Npz.read(bytes), "x").size());

        for (int at : new int[] {end + 10, end + 12, end + 16}) {
            byte[] changed = withEndOf64Bits(small);
            ByteBuffer other = buffer(changed);
            other.putShort(at, (short) (other.getShort(at) + 1)).putShort(end + 8, other.getShort(end + 10));
            assertRefused(changed, "two end records contradict each other");
        }
        for (int at : new int[] {record, record + 4, record + 56 + 8, record + 56 + 15}) {
            byte[] changed = withEndOf64Bits(small);
            ByteBuffer other = buffer(changed);
            other.put(at, (byte) (other.get(at) + 129));
            assertRefused(changed, "in the zip64 format is said to lie at byte");
        }
        for (int at : new int[] {record + 16, record + 20, record + 24, record + 39, record + 56 + 4}) {
            byte[] changed = withEndOf64Bits(small);
            ByteBuffer other = buffer(changed);
            other.put(at, (byte) 0x81);
            assertRefused(changed, "spread over several files");
        }
        for (int at : new int[] {record + 40, record + 47, record + 48, record + 55}) {
            byte[] changed = withEndOf64Bits(small);
            ByteBuffer other = buffer(changed);
            other.putInt(end + 12, -1).putInt(end + 16, -1).put(at, (byte) 0x81);
            assertRefused(changed, "the archive's directory is said to lie");
        }
        byte[] many = withEndOf64Bits(small);
        buffer(many).putInt(end + 8, -1).putLong(record + 24, 1L << 40).putLong(record + 32, 1L << 40);
        assertRefused(many, "at most");
    }
}
