/**
 * The course: lessons that are written as Markdown files. Depends on {@code backend.article} and
 * {@code network.training}. Start with {@link org.layerlab.backend.lesson.Lessons}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.lesson;
