package org.layerlab.backend.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.StorageType;
import org.layerlab.network.file.Tensor;

/**
 * A safetensors file that ends in the SHA-256 of all that is before: a last tensor of 32 bytes. Files of earlier versions
 * have none.
 */
final class SealedFile {
    private static final String NAME = "digest";
    private static final int LENGTH = 32;

    private SealedFile() {}

    /** What is known of a file's content. */
    enum Seal {
        MISSING,
        BROKEN,
        SOUND
    }

    /** The file with its digest. */
    static byte[] bytes(ParameterFile file, StorageType type) {
        // No number is narrower than a byte, so that the writer leaves it at the end.
        Map<String, Tensor> extra = new LinkedHashMap<>(file.extra());
        extra.put(NAME, Tensor.ofBytes(new byte[LENGTH], LENGTH));
        byte[] bytes = new ParameterFile(file.parameters(), file.card(), extra).toSafetensors(type);
        System.arraycopy(digestOfAllBefore(bytes), 0, bytes, bytes.length - LENGTH, LENGTH);
        return bytes;
    }

    /**
     * Whether the digest in these bytes is theirs.
     *
     * @param bytes a safetensors file that could be read
     */
    static Seal seal(byte[] bytes) {
        if (!isSealed(bytes)) {
            return Seal.MISSING;
        }
        byte[] told = new byte[LENGTH];
        System.arraycopy(bytes, bytes.length - LENGTH, told, 0, LENGTH);
        return MessageDigest.isEqual(told, digestOfAllBefore(bytes)) ? Seal.SOUND : Seal.BROKEN;
    }

    /** By the digest's name or by its shape: one changed bit leaves one of them, whatever the reader makes of it. */
    private static boolean isSealed(byte[] bytes) {
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String text = new String(bytes, Long.BYTES, (int) header, StandardCharsets.ISO_8859_1);
        return text.contains('"' + NAME + '"') || text.contains("[" + LENGTH + "]");
    }

    private static byte[] digestOfAllBefore(byte[] bytes) {
        return Sha256.of(ByteBuffer.wrap(bytes, 0, bytes.length - LENGTH));
    }
}
