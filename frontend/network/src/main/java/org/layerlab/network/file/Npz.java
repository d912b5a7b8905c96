package org.layerlab.network.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several named arrays, as {@code numpy.savez} and {@code numpy.savez_compressed} write them: a zip of .npy files. */
public final class Npz {
    private Npz() {}

    /** Whether these bytes start as a zip does. */
    public static boolean looksLike(byte[] bytes) {
        return bytes.length >= 4
                && bytes[0] == 'P'
                && bytes[1] == 'K'
                && ((bytes[2] == 3 && bytes[3] == 4) || (bytes[2] == 5 && bytes[3] == 6));
    }

    /** Reads a file of the default size at most. */
    public static Map<String, Tensor> read(byte[] bytes) throws ParameterFileException {
        return read(bytes, Limits.DEFAULT);
    }

    /**
     * The arrays by name, in the file's order. What is not an array of plain numbers is left out, since archives of
     * strangers hold texts and pickled objects beside their numbers.
     *
     * @param bytes must not change afterwards: stored arrays are windows on them
     * @throws ParameterFileException when it is not a whole, sound archive within the limits
     */
    public static Map<String, Tensor> read(byte[] bytes, Limits limits) throws ParameterFileException {
        return read(bytes, limits, new LinkedHashMap<>());
    }

    /**
     * The same.
     *
     * @param skipped gets, by name, what was left out, in words
     */
    static Map<String, Tensor> read(byte[] bytes, Limits limits, Map<String, String> skipped)
            throws ParameterFileException {
        Zip zip = new Zip(bytes, limits);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Zip.Member member : zip.members()) {
            if (!member.name().endsWith(Names.ARRAY_ENDING) || member.name().length() == Names.ARRAY_ENDING.length()) {
                continue;
            }
            String name = member.name().substring(0, member.name().length() - Names.ARRAY_ENDING.length());
            Zip.Content content = zip.open(member);
            try {
                tensors.put(name, Npy.read(content.bytes(), content.offset(), content.length(), name));
            } catch (Npy.UnknownTypeException e) {
                if (Names.isParameter(name)) {
                    throw e;
                }
                skipped.put(name, e.getMessage());
            }
        }
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * The archive that {@code numpy.load} reads, its members stored, in the map's order. The same content gives the
     * same bytes.
     *
     * @throws IllegalArgumentException when a name cannot be a file's, NumPy has no such type (BF16), or it would be
     *     over 2 GB
     */
    public static byte[] write(Map<String, Tensor> tensors) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            String complaint = Limits.complaintAbout(name);
            if (!complaint.isEmpty()) {
                throw new IllegalArgumentException(complaint);
            }
            files.put(name + Names.ARRAY_ENDING, Npy.write(tensor));
        });
        return Zip.write(files);
    }
}
