package org.layerlab.page.message;

import java.util.function.Consumer;

/** Asks a worker. */
public interface Asks {
    /**
     * Asks a question.
     *
     * @param answered takes the answer
     * @param failed hears why there is none
     */
    <A extends Message> void ask(Question<A> question, Answered<A> answered, Consumer<String> failed);
}
