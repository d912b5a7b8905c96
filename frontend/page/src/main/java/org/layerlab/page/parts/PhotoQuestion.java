package org.layerlab.page.parts;

import org.layerlab.network.data.PreparedPhoto;
import org.layerlab.page.message.Answered;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;

/** Asks a network about a photo, and once more about its finer detail where the photo is not familiar at first sight. */
public final class PhotoQuestion {
    private final Asker network;

    /** Asks this network. */
    public PhotoQuestion(Asker network) {
        this.network = network;
    }

    /** Answers to what was asked so far are not heard any more. */
    public void forget() {
        network.forget(NetworkMessages.CLASSIFY);
        network.forget(NetworkMessages.CLOSER);
    }

    /**
     * Asks about a photo instead of what was asked before.
     *
     * @param photo as the network takes it
     * @param answered hears the last word
     */
    public void ask(PreparedPhoto photo, Answered<NetworkMessages.Verdict> answered) {
        forget();
        byte[] closer = photo.closer();
        network.ask(NetworkMessages.classify(photo.whole()), first -> {
            if (closer != null && first.isAgain()) {
                network.ask(NetworkMessages.closer(closer, first), answered);
            } else {
                answered.answered(first);
            }
        });
    }
}
