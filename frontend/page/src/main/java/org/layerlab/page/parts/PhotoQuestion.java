package org.layerlab.page.parts;

import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.page.files.PhotoFile;
import org.layerlab.page.files.ShownPhoto;
import org.layerlab.page.message.Answered;
import org.layerlab.page.message.Asker;
import org.layerlab.page.message.NetworkMessages;
import org.layerlab.page.message.Newest;

/** Asks a network about a photo, and once more about its finer detail where the photo is not familiar at first sight. */
public final class PhotoQuestion {
    private final Asker network;
    private final Newest asked = new Newest();

    /** Asks this network. */
    public PhotoQuestion(Asker network) {
        this.network = network;
    }

    /** Answers to what was asked so far are not heard any more. */
    public void forget() {
        asked.next();
        network.forget(NetworkMessages.CLASSIFY);
        network.forget(NetworkMessages.CLOSER);
    }

    /**
     * Asks about a photo instead of what was asked before.
     *
     * @param seen the photo as the network takes it
     * @param how the network takes photos
     * @param answered hears the last word
     * @param refused hears why the file cannot be read a second time
     */
    public void ask(
            ShownPhoto photo,
            byte[] seen,
            PhotoPreparation how,
            Answered<NetworkMessages.Verdict> answered,
            PhotoFile.Refused refused) {
        forget();
        network.ask(NetworkMessages.classify(seen), first -> {
            // Where only the pixels are left that a network saw, there is no finer detail.
            if (!first.isAgain() || photo.file() == null) {
                answered.answered(first);
                return;
            }
            photo.prepare(
                    how.detailed(),
                    asked.only(closer -> network.ask(NetworkMessages.closer(closer, first), answered)),
                    asked.<String>only(refused::refused)::accept);
        });
    }
}
