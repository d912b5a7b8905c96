/**
 * What the photo pages share: the network that judges and its worker, the choice of a model, data sets, the camera, why
 * a verdict is as it is. Each page has a package of its own: {@code classify}, {@code train} and {@code classes}. Start
 * with {@link org.layerlab.page.photos.JudgePanel}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.photos;
