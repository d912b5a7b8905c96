package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.DepthwiseGradientWord;
import org.layerlab.kernels.KernelLayout.DepthwiseWord;
import org.layerlab.kernels.KernelLayout.MapOperation;
import org.layerlab.network.matrix.DepthwiseShape;
import org.layerlab.network.matrix.MapShape;

/**
 * Depthwise convolutions and their gradients in the module. Takes addresses: {@link WasmKernels} has checked that the
 * matrices fit.
 */
final class WasmDepthwise {
    private final KernelCalls calls;
    private final MapDescription description;
    private final WasmMaps maps;
    private final int bytes;

    WasmDepthwise(KernelCalls calls, MapDescription description, WasmMaps maps, int bytes) {
        this.calls = calls;
        this.description = description;
        this.maps = maps;
        this.bytes = bytes;
    }

    void forward(DepthwiseShape shape, int w, int b, int a, boolean rectify, int z, int m) {
        description.put(DepthwiseWord.BIAS, b);
        description.put(DepthwiseWord.RECTIFY, rectify ? 1 : 0);
        filter(MapOperation.DEPTHWISE, shape, shape.input(), shape.output(), w, a, z, m);
    }

    void backwardToInput(DepthwiseShape shape, int w, int dZ, int dA, int m) {
        description.put(DepthwiseWord.BIAS, 0);
        description.put(DepthwiseWord.RECTIFY, 0);
        filter(MapOperation.DEPTHWISE_BACKWARD, shape, shape.output(), shape.input(), w, dZ, dA, m);
    }

    private void filter(
            int operation, DepthwiseShape shape, MapShape in, MapShape out, int w, int from, int to, int m) {
        description.put(DepthwiseWord.FROM, from);
        description.put(DepthwiseWord.TO, to);
        description.put(DepthwiseWord.W, w);
        description.put(DepthwiseWord.CHANNELS, shape.channels());
        description.put(DepthwiseWord.M, m);
        description.put(DepthwiseWord.HEIGHT, in.height());
        description.put(DepthwiseWord.WIDTH, in.width());
        description.put(DepthwiseWord.OUT_HEIGHT, out.height());
        description.put(DepthwiseWord.OUT_WIDTH, out.width());
        description.put(DepthwiseWord.KERNEL, shape.each().kernel());
        description.put(DepthwiseWord.STRIDE, shape.each().stride());
        description.put(DepthwiseWord.PADDING, shape.each().padding());
        description.runProducts(operation, shape.flops() * m / 2);
    }

    void backwardToFilters(DepthwiseShape shape, int dZ, int a, double scale, int dW, int db, int m) {
        if (m == 0) {
            calls.clear(dW, shape.channels() * shape.taps() * bytes);
            calls.clear(db, shape.channels() * bytes);
            return;
        }
        maps.channelTotals(dZ, db, scale, shape.output().pixels(), shape.channels(), m);
        description.put(DepthwiseGradientWord.FROM, a);
        description.put(DepthwiseGradientWord.DZ, dZ);
        description.put(DepthwiseGradientWord.DW, dW);
        description.put(DepthwiseGradientWord.CHANNELS, shape.channels());
        description.put(DepthwiseGradientWord.M, m);
        description.put(DepthwiseGradientWord.HEIGHT, shape.input().height());
        description.put(DepthwiseGradientWord.WIDTH, shape.input().width());
        description.put(DepthwiseGradientWord.OUT_HEIGHT, shape.output().height());
        description.put(DepthwiseGradientWord.OUT_WIDTH, shape.output().width());
        description.put(DepthwiseGradientWord.KERNEL, shape.each().kernel());
        description.put(DepthwiseGradientWord.STRIDE, shape.each().stride());
        description.put(DepthwiseGradientWord.PADDING, shape.each().padding());
        description.putScale(KernelLayout.DEPTHWISE_SCALE_OFFSET, scale);
        description.runProducts(MapOperation.DEPTHWISE_GRADIENT, shape.flops() * m / 2);
    }
}
