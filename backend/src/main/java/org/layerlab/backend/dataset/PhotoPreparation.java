package org.layerlab.backend.dataset;

import org.layerlab.network.data.PhotoException;

/** Turns an image file into network input: {@code new PhotoDecoder()::prepare} in production. */
@FunctionalInterface
public interface PhotoPreparation {
    /**
     * The photo's 64×64 pixels.
     *
     * @param name the name of the file in messages
     * @param file the file as it is: it may be broken or hostile
     * @return {@link PhotoExamples#FEATURES} values, shape (64, 64, 3), row by row, B then G then R, 0–255
     * @throws PhotoException when it is not a readable image
     */
    byte[] prepare(String name, byte[] file) throws PhotoException;
}
