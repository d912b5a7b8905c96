package org.layerlab.speed.peers;

/**
 * A program or library at one figure.
 *
 * @param who the program or library, with its threads
 * @param figure what it computes, by the figure's name there
 */
record Contestant(String who, String figure) {
    @Override
    public String toString() {
        return who + " " + figure;
    }
}
