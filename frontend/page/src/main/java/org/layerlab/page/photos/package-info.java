/**
 * What the photo pages share: the network that judges and its worker, the choice of a model, data sets, the camera, why
 * a verdict is as it is. Each page has a package of its own: {@code classify}, {@code train} and {@code classes}. Start
 * with {@link org.layerlab.page.photos.JudgePanel}.
 *
 * <p>Depends on {@code network.data}, {@code network.file}, {@code network.layer}, {@code network.text},
 * {@code network.verdict}, {@code page.browser}, {@code page.message}, {@code page.parts} and {@code page.settings}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos;
