package org.layerlab.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * WebAssembly text with named holes, {@code {name}}. Long functions stand in {@code .wat} files beside this class; the
 * holes of the number type, such as {@code {s}}, are left to {@link ScalarType#fill}.
 *
 * @param text with its holes
 */
record Template(String text) {
    /**
     * The text of a file in this package's resources.
     *
     * @param file its name with the ending
     */
    static Template read(String file) {
        try (InputStream in = Template.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no kernel text " + file);
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel text " + file + " can't be read", e);
        }
    }

    /**
     * The text with a value in each hole of this name.
     *
     * @throws IllegalArgumentException when there is no such hole
     */
    Template with(String hole, Object value) {
        String braced = "{" + hole + "}";
        if (!text.contains(braced)) {
            throw new IllegalArgumentException("the kernel text has no hole " + braced);
        }
        return new Template(text.replace(braced, value.toString()));
    }

    /** The text with a word's byte offset in each hole {@code {prefix.word}}. */
    Template withOffsets(String prefix, DescriptorLayout layout) {
        String filled = text;
        for (int i = 0; i < layout.names().size(); i++) {
            filled =
                    filled.replace("{" + prefix + "." + layout.names().get(i) + "}", String.valueOf(Integer.BYTES * i));
        }
        return new Template(filled);
    }
}
