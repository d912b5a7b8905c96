package org.layerlab.backend.dataset;

import java.io.IOException;

/** Makes an image file what a network sees: {@code PhotoDecoder} in the product. */
@FunctionalInterface
public interface PhotoPreparation {
    /**
     * The photo's 64×64 pixels.
     *
     * @param file an image file of any content: it may be broken or hostile
     * @return {@link PhotoExamples#FEATURES} values, shape (64, 64, 3), row by row, B then G then R, 0–255
     * @throws IOException when it is not an image that can be read
     */
    byte[] prepare(byte[] file) throws IOException;
}
