package org.layerlab.network.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.layerlab.network.text.Utf8;

/** A protocol buffer's message under construction. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final List<byte[]> pieces = new ArrayList<>();
    private long length;

    ProtoMessage add(int field, long value) {
        piece(varint((long) field << 3 | VARINT));
        return piece(varint(value));
    }

    ProtoMessage addFloat(int field, float value) {
        piece(varint((long) field << 3 | FIXED32));
        return piece(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
    }

    ProtoMessage add(int field, String text) {
        return add(field, Utf8.bytes(text));
    }

    ProtoMessage add(int field, byte[] bytes) {
        piece(varint((long) field << 3 | BYTES));
        piece(varint(bytes.length));
        return piece(bytes);
    }

    ProtoMessage add(int field, ProtoMessage message) {
        piece(varint((long) field << 3 | BYTES));
        piece(varint(message.length));
        pieces.addAll(message.pieces);
        length += message.length;
        return this;
    }

    byte[] toBytes() {
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("the model would have " + length + " bytes; ONNX allows 2 GB");
        }
        ByteBuffer out = ByteBuffer.allocate((int) length);
        pieces.forEach(out::put);
        return out.array();
    }

    private ProtoMessage piece(byte[] bytes) {
        pieces.add(bytes);
        length += bytes.length;
        return this;
    }

    /** Seven bits a byte, the lowest first, the top bit set on all but the last. */
    private static byte[] varint(long value) {
        byte[] bytes = new byte[10];
        int count = 0;
        long rest = value;
        do {
            int low = (int) (rest & 0x7F);
            rest >>>= 7;
            bytes[count++] = (byte) (rest == 0 ? low : low | 0x80);
        } while (rest != 0);
        byte[] result = new byte[count];
        System.arraycopy(bytes, 0, result, 0, count);
        return result;
    }
}
