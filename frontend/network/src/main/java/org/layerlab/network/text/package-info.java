/**
 * Text in and out, without what TeaVM would make expensive: splitting, numbers and UTF-8.
 *
 * <p>Depends on nothing. Start with {@link org.layerlab.network.text.Text}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.text;
