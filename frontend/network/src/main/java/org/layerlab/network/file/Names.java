package org.layerlab.network.file;

/** What the tensors of a parameter file are called: {@code W1, b1, …, WL, bL}, {@code gamma1} …. */
final class Names {
    /** Of the npz array that holds the model card, and of its key in a safetensors file's metadata. */
    static final String CARD = "layerlab";

    /** What follows a name in an npz, where each array is a file. */
    static final String ARRAY_ENDING = ".npy";

    private Names() {}

    /** The tensors of a batch normalization, before the number of its layer. */
    static final String[] NORM = {"gamma", "beta", "mean", "variance"};

    /** Whether this names weights or biases, or a number of a batch normalization. */
    static boolean isParameter(String name) {
        return layer(name) > 0;
    }

    /** The layer whose weights, biases or numbers of a batch normalization have this name; 0 where it is another name. */
    static int layer(String name) {
        int layer = Math.max(layer(name, 'W'), layer(name, 'b'));
        for (String kind : NORM) {
            // The last letter and the number behind it look as a bias does.
            int last = kind.length() - 1;
            if (name.startsWith(kind)) {
                layer = Math.max(layer, layer(name.substring(last), kind.charAt(last)));
            }
        }
        return layer;
    }

    /**
     * The layer whose weights ({@code W}) or biases ({@code b}) have this name; 0 where it is another name. One beyond
     * 999,999 counts as 999,999.
     */
    static int layer(String name, char kind) {
        if (name.length() < 2 || name.charAt(0) != kind || name.charAt(1) == '0') {
            return 0;
        }
        int layer = 0;
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            layer = Math.min(999_999, 10 * layer + (c - '0'));
        }
        return layer;
    }
}
