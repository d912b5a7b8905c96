package org.layerlab.backend.store;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.layerlab.backend.digest.Sha256;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.Limits;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.network.foreign.AnyFile;
import org.layerlab.network.foreign.Opened;
import org.layerlab.network.matrix.Precision;

/**
 * A model as it would be stored: a safetensors file with its parameters, its card and its optimizer's state.
 */
public final class Upload {
    private final byte[] file;
    private final byte[] digest;
    private final ModelCard card;

    private Upload(byte[] file, ModelCard card) {
        this.file = file;
        this.digest = Sha256.of(file);
        this.card = card;
    }

    /**
     * Reads an uploaded file.
     *
     * @param bytes a safetensors file or an npz; it becomes a safetensors file in its own number format, without tensors
     *     that are neither parameters nor optimizer state
     * @throws ParameterFileException when it is neither, is another program's, is broken, is too large once it is decompressed, or its card has
     *     longer texts than an owner may write or asks for what cannot be done here
     */
    public static Upload read(byte[] bytes, Limits limits) throws ParameterFileException {
        Opened opened = AnyFile.readOwn(bytes, limits);
        ParameterFile parsed = opened.file();
        CardBounds.check(parsed.card());
        requireUsable(parsed.card());
        byte[] file;
        try {
            file = parsed.published().toSafetensors(opened.storage());
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(String.valueOf(e.getMessage()), e);
        }
        if (file.length > limits.decompressedBytes()) {
            throw new ParameterFileException("the model takes " + file.length
                    + " bytes once it is decompressed; at most " + limits.decompressedBytes() + " are allowed");
        }
        return new Upload(file, parsed.card());
    }

    /** Refuses a card whose model would be stored, but could not be asked about a photo or trained further. */
    private static void requireUsable(ModelCard card) throws ParameterFileException {
        try {
            if (card.takesPhotos()) {
                PhotoPreparation unused = card.preparation();
            }
            Optional<Precision> unused = card.precision().map(Precision::of);
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException("the model card: " + e.getMessage(), e);
        }
    }

    /** Bytes that the model takes on disk, its JSON included. */
    public long diskBytes() {
        return Quota.blocks(file.length) + Quota.blocks(card.toString().getBytes(StandardCharsets.UTF_8).length);
    }

    byte[] file() {
        return file;
    }

    byte[] digest() {
        return digest;
    }

    String sha256() {
        return HexFormat.of().formatHex(digest);
    }

    ModelCard card() {
        return card;
    }
}
