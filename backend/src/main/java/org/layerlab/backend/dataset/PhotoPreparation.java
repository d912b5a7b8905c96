package org.layerlab.backend.dataset;

import org.layerlab.network.data.PhotoException;

/** Makes an image file what a network sees: {@code new PhotoDecoder()::prepare} in the product. */
@FunctionalInterface
public interface PhotoPreparation {
    /**
     * The photo's 64×64 pixels.
     *
     * @param name what messages call the file
     * @param file an image file of any content: it may be broken or hostile
     * @return {@link PhotoExamples#FEATURES} values, shape (64, 64, 3), row by row, B then G then R, 0–255
     * @throws PhotoException when it is not an image that can be read
     */
    byte[] prepare(String name, byte[] file) throws PhotoException;
}
