/**
 * Live classes: rooms in memory that a teacher opens and pupils join by a code. Nothing here is written to a disk, and
 * nobody's address comes here.
 *
 * <p>The rooms know connections as {@link org.layerlab.backend.classroom.Line}s and time as a number, so that they are
 * tested without a network. Depends on {@code backend.digest}. Start with {@link org.layerlab.backend.classroom.Rooms}, then {@link
 * org.layerlab.backend.classroom.Room}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.backend.classroom;
