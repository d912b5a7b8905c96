package org.layerlab.page.photos;

import org.jspecify.annotations.Nullable;
import org.layerlab.network.data.PhotoPreparation;
import org.layerlab.network.file.ModelCard;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.browser.Status;
import org.layerlab.page.browser.Texts;
import org.teavm.jso.typedarrays.Int8Array;

/** A parameter file that a person opens or drops on a photo page. */
public final class BroughtNetwork {
    private BroughtNetwork() {}

    /** The card of a network that takes photos; null for another file, of which the status says why it is refused. */
    public static @Nullable ModelCard card(Int8Array bytes, String name, Status status) {
        ModelCard card;
        try {
            card = ParameterFile.readSafetensors(bytes.copyToJavaArray()).card();
        } catch (ParameterFileException e) {
            status.say(Texts.of("“{0}” was not accepted: {1}.", name, Texts.said(e.getMessage())));
            return null;
        }
        if (!card.takesPhotos()) {
            int inputs = card.architecture().inputs();
            status.say(
                    PhotoPreparation.sideOf(inputs) > 0
                            ? Texts.of("“{0}” was not accepted: its layers are not ones that judge photos here.", name)
                            : Texts.of(
                                    "“{0}” was not accepted: W1 has {1} columns, but a photo has {2} numbers.",
                                    name, inputs, PhotoPreparation.TUTORIAL.features()));
            return null;
        }
        return card;
    }
}
