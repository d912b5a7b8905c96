package org.layerlab.network.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.layerlab.network.file.Npy;
import org.layerlab.network.file.Npz;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.file.TensorFile;
import org.layerlab.network.file.ZipRecords;

/** Recognizes files of other formats by their first bytes, archives by the names in them. */
final class Recognition {
    private static final int MOST_MEMBERS = 4096;
    private static final int MOST_JSON = 4 << 20;
    private static final int NPY_HEADER = 256;

    private Recognition() {}

    /** Refuses bytes of one of these formats. */
    static void refuse(byte[] bytes) throws ParameterFileException {
        OtherFormat format = of(bytes);
        if (format != null) {
            throw format.refused();
        }
    }

    /** Refuses an npz that has objects instead of arrays. */
    static void refusePickled(TensorFile file) throws ParameterFileException {
        if (file.ordered() && file.tensors().isEmpty() && file.skipped().size() == 1) {
            for (Map.Entry<String, String> entry : file.skipped().entrySet()) {
                if (entry.getValue().contains("'|O'")) {
                    throw OtherFormat.PICKLED_ARCHIVE.refused();
                }
            }
        }
    }

    /** The format of these bytes; null where they may be safetensors or an npz, or nothing that is known here. */
    static @Nullable OtherFormat of(byte[] bytes) {
        if (Npz.looksLike(bytes)) {
            return ofArchive(bytes);
        }
        if (bytes.length < 8 || isSafetensors(bytes)) {
            return null;
        }
        if (starts(bytes, 0, 0x89, 'H', 'D', 'F', '\r', '\n')) {
            return OtherFormat.HDF5;
        }
        if (Npy.looksLike(bytes)) {
            return text(bytes, 0, NPY_HEADER).contains("'|O'") ? OtherFormat.PICKLED_ARRAY : null;
        }
        if (starts(bytes, 0, 'G', 'G', 'U', 'F')) {
            return OtherFormat.GGUF;
        }
        if (starts(bytes, 4, 'T', 'F', 'L', '3')) {
            return OtherFormat.TFLITE;
        }
        // A small map, whose first key is a text of six letters.
        if ((bytes[0] & 0xF0) == 0x80 && starts(bytes, 1, 0xA6, 'p', 'a', 'r', 'a', 'm', 's')) {
            return OtherFormat.MSGPACK;
        }
        if (starts(bytes, 0, 0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46)) {
            return OtherFormat.PYTORCH;
        }
        if (starts(bytes, 0, '(', 'd', 'p') || (starts(bytes, 0, 0x80) && bytes[1] >= 2 && bytes[1] <= 5)) {
            return OtherFormat.PICKLE;
        }
        if (isOnnx(bytes)) {
            return starts(bytes, 2, 0x12, 8, 'L', 'a', 'y', 'e', 'r', 'L', 'a', 'b')
                    ? OtherFormat.OWN_ONNX
                    : OtherFormat.ONNX;
        }
        return ofJson(bytes);
    }

    /** Whether a header follows eight bytes of its length. */
    private static boolean isSafetensors(byte[] bytes) {
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (length < 2 || length > bytes.length - 8) {
            return false;
        }
        return bytes[firstVisible(bytes, 8)] == '{';
    }

    /** The first byte from here on that is not white space; the last one where there is none. */
    private static int firstVisible(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length - 1 && bytes[at] <= ' ' && bytes[at] > 0) {
            at++;
        }
        return at;
    }

    /** A protocol buffer that begins with a small version of ONNX and the producer, or the graph. */
    private static boolean isOnnx(byte[] bytes) {
        return bytes[0] == 0x08
                && bytes[1] > 0
                && bytes[1] < 0x20
                && (bytes[2] == 0x12 || bytes[2] == 0x1A || bytes[2] == 0x22 || bytes[2] == 0x28 || bytes[2] == 0x3A);
    }

    private static @Nullable OtherFormat ofJson(byte[] bytes) {
        if (bytes[firstVisible(bytes, 0)] != '{') {
            return null;
        }
        String text = text(bytes, 0, MOST_JSON);
        if (text.contains("\"weightsManifest\"")) {
            return OtherFormat.TENSORFLOW_JS;
        }
        return text.contains("\"weight_map\"") ? OtherFormat.SHARDS : null;
    }

    /** By the names in the directory, which need not be sound otherwise. */
    private static @Nullable OtherFormat ofArchive(byte[] bytes) {
        int end = end(bytes);
        if (end < 0) {
            return null;
        }
        boolean pickle = false;
        boolean script = false;
        long at = ZipRecords.directoryStart(bytes, end);
        for (int i = 0; i < MOST_MEMBERS && at < end && ZipRecords.isEntry(bytes, (int) at, end); i++) {
            ZipRecords.Entry entry = ZipRecords.entry(bytes, (int) at);
            if (entry.next() > end) {
                break;
            }
            String name = text(bytes, entry.nameStart(), entry.nameLength());
            if (name.equals("model.weights.h5")) {
                return OtherFormat.KERAS;
            }
            pickle |= name.equals("data.pkl") || name.endsWith("/data.pkl");
            script |= name.endsWith("/constants.pkl");
            at = entry.next();
        }
        return !pickle ? null : script ? OtherFormat.TORCH_SCRIPT : OtherFormat.PYTORCH;
    }

    /** Where the record at the end of an archive begins; −1 without one. */
    private static int end(byte[] bytes) {
        int first = Math.max(0, bytes.length - ZipRecords.END_SIZE - ZipRecords.MAX_COMMENT);
        for (int at = bytes.length - ZipRecords.END_SIZE; at >= first; at--) {
            if (ZipRecords.int32(bytes, at) == ZipRecords.END) {
                return at;
            }
        }
        return -1;
    }

    private static boolean starts(byte[] bytes, int from, int... expected) {
        if (bytes.length < from + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[from + i] != (byte) expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** A character for each byte: a decoder of charsets would weigh more. */
    private static String text(byte[] bytes, int from, int most) {
        int length = Math.min(bytes.length - from, most);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (bytes[from + i] & 0xFF));
        }
        return text.toString();
    }
}
