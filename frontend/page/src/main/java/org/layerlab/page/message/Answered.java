package org.layerlab.page.message;

/**
 * Takes the answer to a question.
 *
 * @param <A> the answer
 */
public interface Answered<A extends Message> {
    void answered(A answer);
}
