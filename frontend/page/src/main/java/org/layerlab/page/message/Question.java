package org.layerlab.page.message;

/**
 * A message that gets an answer, see {@link WorkerLink#ask}.
 *
 * @param <A> the answer
 */
public interface Question<A extends Message> extends Message {}
