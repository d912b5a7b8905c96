package org.layerlab.speed.peers;

/**
 * Someone at one figure.
 *
 * @param who the program or library, with its threads
 * @param figure what it does, by the name that it has there
 */
record Contestant(String who, String figure) {
    @Override
    public String toString() {
        return who + " " + figure;
    }
}
