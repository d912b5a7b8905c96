/**
 * Live classes: the teacher's board at {@code /class}, and what a pupil joins at {@code /c/CODE}. The pupil's network is in
 * a playground or a lesson in a frame; this program tells the board how it stands.
 *
 * <p>Depends on {@code network.text}, {@code page.browser}, {@code page.message}, {@code page.parts} and {@code
 * page.settings}. Start with {@link org.layerlab.page.live.Connection}, then {@link org.layerlab.page.live.BoardState}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.live;
