/**
 * The course: the list at {@code /learn}, one lesson at {@code /learn/{id}}, and {@code /learn/new}, where one is written.
 * The lessons' words are in the page; what is tried runs in a frame and tells how it stands.
 *
 * <p>Depends on {@code network.text}, {@code network.training}, {@code page.browser} and {@code page.parts}. Start with
 * {@link org.layerlab.page.learn.LessonState}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.learn;
