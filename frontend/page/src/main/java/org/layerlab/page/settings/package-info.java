/**
 * What can be chosen, each setting once for forms, links and model cards: the settings of the playground and of the photo training,
 * what was changed as a run went, and what is said of a model when it is saved.
 *
 * <p>Depends on {@code network} and {@code page.browser}. Start with {@link org.layerlab.page.settings.PlaySettings}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.settings;
