package org.layerlab.backend.dataset;

import org.layerlab.network.data.PhotoException;
import org.layerlab.network.data.PhotoPreparation;

/** Turns an image file into network input: {@code new PhotoDecoder()::prepare} in production. */
@FunctionalInterface
public interface PhotoReader {
    /**
     * The photo's pixels.
     *
     * @param name the name of the file in messages
     * @param file the file as it is: it may be broken or hostile
     * @param how the photo becomes the network's input
     * @return {@link PhotoPreparation#features} values, shape (side, side, 3), row by row, 0–255
     * @throws PhotoException when it is not a readable image
     */
    byte[] prepare(String name, byte[] file, PhotoPreparation how) throws PhotoException;
}
