/**
 * The pages, as TeaVM compiles them to WebAssembly and to JavaScript, in ten programs, so that a page loads little
 * that it does not need: {@link org.layerlab.page.PlayMain}, {@link org.layerlab.page.PhotosMain}, {@link
 * org.layerlab.page.TrainMain}, {@link org.layerlab.page.ClassesMain}, {@link org.layerlab.page.InsideMain}, {@link org.layerlab.page.ModelsMain}, {@link org.layerlab.page.LearnMain}, {@link org.layerlab.page.LiveMain}, {@link
 * org.layerlab.page.LabMain} and {@link org.layerlab.page.GpuMain}. Each starts either the UI of one page or, inside
 * a worker, what computes for it; {@code static/boot.js} starts it.
 *
 * <p>Every program has a package for its page and, in {@code .worker}, one for what computes; a worker knows no page.
 * Below them stand {@code parts}, {@code training}, {@code settings}, {@code message}, {@code files}, {@code kernels},
 * {@code gpu} and {@code browser}.
 *
 * <p>Depends on {@code page.browser}, {@code page.gpu.worker}, {@code page.inside}, {@code page.inside.worker},
 * {@code page.kernels}, {@code page.lab}, {@code page.lab.worker}, {@code page.learn}, {@code page.live},
 * {@code page.models}, {@code page.photos}, {@code page.photos.classes}, {@code page.photos.classify},
 * {@code page.photos.train}, {@code page.photos.worker}, {@code page.play} and {@code page.play.worker}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page;
