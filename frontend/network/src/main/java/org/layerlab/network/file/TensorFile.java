package org.layerlab.network.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All tensors of a safetensors file or an npz, whatever they are called and whoever wrote it.
 *
 * @param tensors by name, in the file's order; the model card of an npz is not among them
 * @param skipped what is in the file but cannot be read here, by name, in words: other dtypes, objects
 * @param metadata of a safetensors file; empty in an npz
 * @param card the text of the model card, where there is one
 * @param ordered whether the order is that in which a program listed the tensors, as in an npz; writers of safetensors
 *     sort them
 */
public record TensorFile(
        Map<String, Tensor> tensors,
        Map<String, String> skipped,
        Map<String, String> metadata,
        Optional<String> card,
        boolean ordered) {
    /** The length of a safetensors header, and the shortest one. */
    private static final int LEAST_BYTES = 8 + 2;

    public TensorFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a file, whichever it is.
     *
     * @param bytes must not change afterwards: tensors are windows on them
     * @throws ParameterFileException when it is neither, broken, or over the limits
     */
    public static TensorFile read(byte[] bytes, Limits limits) throws ParameterFileException {
        limits.checkFile(bytes);
        if (Npz.looksLike(bytes)) {
            Map<String, String> skipped = new LinkedHashMap<>();
            Map<String, Tensor> tensors = new LinkedHashMap<>(Npz.read(bytes, limits, skipped));
            Tensor text = tensors.remove(Names.CARD);
            Optional<String> card = text == null ? Optional.empty() : Optional.of(cardText(text));
            return new TensorFile(tensors, skipped, Map.of(), card, true);
        }
        checkOtherKinds(bytes);
        Safetensors file = Safetensors.read(bytes, limits);
        Optional<String> card = Optional.ofNullable(file.metadata().get(Names.CARD));
        return new TensorFile(file.tensors(), file.skipped(), file.metadata(), card, false);
    }

    /** The narrowest number format that holds every parameter of LayerLab's names exactly. */
    public StorageType storage() {
        Map<String, Tensor> parameters = new LinkedHashMap<>(tensors);
        parameters.keySet().removeIf(name -> !Names.isParameter(name));
        return StorageType.of(parameters.values());
    }

    /** Whether a tensor has the name of one in LayerLab's files: {@code W1, b1, gamma1 …}. */
    public boolean isNamedAsOurs() {
        for (String name : tensors.keySet()) {
            if (Names.isParameter(name)) {
                return true;
            }
        }
        return false;
    }

    private static void checkOtherKinds(byte[] bytes) throws ParameterFileException {
        if (bytes.length == 0) {
            throw new ParameterFileException("the file is empty");
        }
        if (Npy.looksLike(bytes)) {
            throw new ParameterFileException(
                    "the file is a single NumPy array; numpy.savez puts W1, b1, … into one .npz");
        }
        if (bytes.length < LEAST_BYTES) {
            throw new ParameterFileException(
                    "the file has only " + bytes.length + " bytes, too few for safetensors or .npz");
        }
        // Of a safetensors file, that would be a header of more bytes than any disk has.
        if ((bytes[0] == '{' || bytes[0] == '[') && bytes[7] != 0) {
            throw new ParameterFileException("the file looks like JSON; it is neither safetensors nor .npz");
        }
        if (firstOfHeader(bytes) != '{') {
            throw new ParameterFileException("the file is neither safetensors nor .npz");
        }
    }

    /** The first byte of a safetensors header that is not white space. */
    private static int firstOfHeader(byte[] bytes) {
        int at = 8;
        while (at < bytes.length - 1
                && at < Limits.HEADER_BYTES
                && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return bytes[at];
    }

    private static String cardText(Tensor text) throws ParameterFileException {
        if (text.type() != Tensor.Type.U8 || text.rank() != 1) {
            throw new ParameterFileException(
                    Names.CARD + " is " + text + "; a model card is an array of bytes, U8 of shape (n)");
        }
        // A character has 4 bytes at most.
        if (text.size() > 4 * ModelCard.MAX_LENGTH) {
            throw new ParameterFileException("the model card has " + text.size() + " bytes; at most "
                    + 4 * ModelCard.MAX_LENGTH + " are allowed");
        }
        return JsonText.utf8(text.toBytes(), 0, text.size(), "the model card");
    }
}
