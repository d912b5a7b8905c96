package org.layerlab.network.file;

/**
 * How large a file may be before it is refused.
 *
 * @param fileBytes of the file as it comes
 * @param decompressedBytes of all the members of an npz together, decompressed
 * @param tensors in one file
 * @param parameters weights and biases together; each takes 8 bytes of memory once read
 */
public record Limits(long fileBytes, long decompressedBytes, int tensors, long parameters) {
    /** 256 MB as it comes, 512 MB decompressed, 4,096 tensors, 64 million parameters. */
    public static final Limits DEFAULT = new Limits(256L << 20, 512L << 20, 4096, 64L << 20);

    /** Of the JSON at the start of a safetensors file, in bytes; the model card is in it. */
    public static final int HEADER_BYTES = 4 << 20;

    /** Dimensions of a tensor. */
    static final int RANK = 8;

    /** Characters in the name of a tensor. */
    static final int NAME_LENGTH = 200;

    void checkFile(byte[] bytes) throws ParameterFileException {
        if (bytes.length > fileBytes) {
            throw new ParameterFileException(
                    "the file has " + bytes.length + " bytes; at most " + fileBytes + " are allowed");
        }
    }

    void checkTensors(long count) throws ParameterFileException {
        if (count > tensors) {
            throw new ParameterFileException("the file has " + count + " tensors; at most " + tensors + " are allowed");
        }
    }

    /**
     * Why this cannot name a tensor, or an empty text where it can. A name is only ever a key in a map, but files are
     * passed on to other programs, which may make paths of them.
     */
    static String complaintAbout(String name) {
        if (name.isEmpty()) {
            return "a tensor has no name";
        }
        if (name.length() > NAME_LENGTH) {
            return "the name " + ParameterFileException.quote(name) + " has " + name.length() + " characters; at most "
                    + NAME_LENGTH + " are allowed";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean control = c < ' ' || (c >= 0x7F && c < 0xA0);
            if (control || c == '/' || c == '\\' || Character.isSurrogate(c) || c == '\uFFFD') {
                return "the name " + ParameterFileException.quote(name)
                        + " has a character that no tensor's name may have, at position " + i;
            }
        }
        if (name.equals(".") || name.equals("..")) {
            return "a tensor cannot be named '" + name + "'";
        }
        return "";
    }
}
