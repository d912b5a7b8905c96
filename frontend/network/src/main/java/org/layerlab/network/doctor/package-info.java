/**
 * Says in words what is wrong with a training run and what to try. Knows nothing of pages; what it looks at is gathered
 * elsewhere.
 *
 * <p>Depends on {@code network.data}, {@code network.layer}, {@code network.matrix}, {@code network.training} and
 * {@code network.verdict}. Start with {@link org.layerlab.network.doctor.Doctor}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.doctor;
