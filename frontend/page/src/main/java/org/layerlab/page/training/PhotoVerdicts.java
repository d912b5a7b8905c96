package org.layerlab.page.training;

import org.layerlab.page.message.Message;
import org.layerlab.page.message.NetworkMessages;

/** Answers to the two questions about a photo that is prepared: at first sight, and after a second look. */
public final class PhotoVerdicts {
    private PhotoVerdicts() {}

    /** Answers {@link NetworkMessages#classify}. */
    public static Message first(PhotoClassifier classifier, Message asked) {
        PhotoClassifier.Answer said = classifier.answer(Message.bytes(asked));
        return NetworkMessages.verdict(said.dog(), said.found(), classifier.looksAgain(said));
    }

    /** Answers {@link NetworkMessages#closer}. */
    public static Message again(PhotoClassifier classifier, NetworkMessages.Closer asked) {
        PhotoClassifier.Answer said = classifier.lookedAgain(
                new PhotoClassifier.Answer(asked.getDog(), asked.getFound()), Message.bytes(asked));
        return NetworkMessages.verdict(said.dog(), said.found(), false);
    }
}
