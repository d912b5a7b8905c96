/**
 * Sentences and their translations. Reads the pages and the sources as text, so that nothing that people see is left
 * without a German and a Spanish sentence. Start with {@link org.layerlab.backend.texts.TextsTest}.
 */
@NullMarked
package org.layerlab.backend.texts;

import org.jspecify.annotations.NullMarked;
