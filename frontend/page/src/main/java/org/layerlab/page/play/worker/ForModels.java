package org.layerlab.page.play.worker;

import java.util.function.Supplier;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.file.ParameterFileException;
import org.layerlab.page.message.Message;
import org.layerlab.page.message.Reply;
import org.layerlab.page.training.Run;

/** Handles the requests that only pages of saved models send. */
interface ForModels {
    /** Opens a network on photos. */
    Run photos(ParameterFile file);

    /**
     * Does what a message asks for.
     *
     * @param run the present run, where there has to be one
     * @return whether it knows the message
     */
    boolean hear(Message message, Reply reply, Supplier<Run> run) throws ParameterFileException;
}
