package org.layerlab.page.kernels;

import org.layerlab.kernels.KernelLayout;
import org.layerlab.kernels.KernelLayout.AveragePoolWord;
import org.layerlab.kernels.KernelLayout.ChannelMomentsWord;
import org.layerlab.kernels.KernelLayout.ChannelSumsWord;
import org.layerlab.kernels.KernelLayout.ChannelTotalsWord;
import org.layerlab.kernels.KernelLayout.CombineChannelsWord;
import org.layerlab.kernels.KernelLayout.MapOperation;
import org.layerlab.kernels.KernelLayout.MaxPoolWord;
import org.layerlab.kernels.KernelLayout.ScaleChannelsWord;
import org.layerlab.network.matrix.MapShape;
import org.layerlab.network.matrix.PoolShape;

/**
 * Pooling, and what batch normalization needs of the channels, in the module. Takes addresses: {@link WasmKernels} has
 * checked that the matrices fit.
 */
final class WasmMaps {
    private final KernelCalls calls;
    private final MapDescription description;
    private final int bytes;

    WasmMaps(KernelCalls calls, MapDescription description, int bytes) {
        this.calls = calls;
        this.description = description;
        this.bytes = bytes;
    }

    void maxPool(PoolShape shape, int a, int p, int m) {
        pool(MapOperation.MAX_POOL, shape, a, p, 0, 0, m);
    }

    void maxPoolBackward(PoolShape shape, int a, int p, int dP, int dA, int m) {
        MapShape in = shape.input();
        if (in.height() % shape.size() != 0 || in.width() % shape.size() != 0) {
            calls.clear(dA, in.features() * m * bytes);
        }
        pool(MapOperation.MAX_POOL_BACKWARD, shape, a, p, dP, dA, m);
    }

    private void pool(int operation, PoolShape shape, int a, int p, int dP, int dA, int m) {
        if (m == 0) {
            return;
        }
        MapShape in = shape.input();
        MapShape out = shape.output();
        description.put(MaxPoolWord.A, a);
        description.put(MaxPoolWord.P, p);
        description.put(MaxPoolWord.DP, dP);
        description.put(MaxPoolWord.DA, dA);
        description.put(MaxPoolWord.WIDTH, in.width());
        description.put(MaxPoolWord.NUMBERS, in.channels() * m);
        description.put(MaxPoolWord.OUT_HEIGHT, out.height());
        description.put(MaxPoolWord.OUT_WIDTH, out.width());
        description.put(MaxPoolWord.SIZE, shape.size());
        description.runNumbers(operation, (double) in.features() * m);
    }

    /**
     * Averages over pixels.
     *
     * @param numbers of one pixel: its channels in all examples
     */
    void averagePool(int a, int p, int pixels, int numbers) {
        average(MapOperation.AVERAGE_POOL, a, p, pixels, numbers);
    }

    void averagePoolBackward(int dP, int dA, int pixels, int numbers) {
        average(MapOperation.AVERAGE_POOL_BACKWARD, dA, dP, pixels, numbers);
    }

    private void average(int operation, int map, int pooled, int pixels, int numbers) {
        if (numbers == 0) {
            return;
        }
        int line = KernelLayout.LINE_BYTES / bytes;
        description.put(AveragePoolWord.A, map);
        description.put(AveragePoolWord.P, pooled);
        description.put(AveragePoolWord.PIXELS, pixels);
        description.put(AveragePoolWord.NUMBERS, numbers);
        description.put(AveragePoolWord.LINES, (numbers + line - 1) / line);
        description.runNumbers(operation, (double) pixels * numbers);
    }

    void scaleChannels(int z, int scale, int shift, boolean rectify, int a, int rows, int channels, int m) {
        description.put(ScaleChannelsWord.Z, z);
        description.put(ScaleChannelsWord.SCALE, scale);
        description.put(ScaleChannelsWord.SHIFT, shift);
        description.put(ScaleChannelsWord.A, a);
        description.put(ScaleChannelsWord.ROWS, rows);
        description.put(ScaleChannelsWord.CHANNELS, channels);
        description.put(ScaleChannelsWord.M, m);
        description.put(ScaleChannelsWord.RECTIFY, rectify ? 1 : 0);
        description.runNumbers(MapOperation.SCALE_CHANNELS, (double) rows * m);
    }

    void combineChannels(int z, int a, int dA, boolean rectified, int factors, int dZ, int rows, int channels, int m) {
        description.put(CombineChannelsWord.Z, z);
        description.put(CombineChannelsWord.A, a);
        description.put(CombineChannelsWord.DA, dA);
        description.put(CombineChannelsWord.FACTORS, factors);
        description.put(CombineChannelsWord.DZ, dZ);
        description.put(CombineChannelsWord.ROWS, rows);
        description.put(CombineChannelsWord.CHANNELS, channels);
        description.put(CombineChannelsWord.M, m);
        description.put(CombineChannelsWord.RECTIFIED, rectified ? 1 : 0);
        description.runNumbers(MapOperation.COMBINE_CHANNELS, (double) rows * m);
    }

    void channelMoments(int z, int mean, int variance, int pixels, int channels, int m) {
        description.put(ChannelMomentsWord.Z, z);
        description.put(ChannelMomentsWord.MEAN, mean);
        description.put(ChannelMomentsWord.VARIANCE, variance);
        description.put(ChannelMomentsWord.ROOM, room(channels));
        description.put(ChannelMomentsWord.PIXELS, pixels);
        description.put(ChannelMomentsWord.CHANNELS, channels);
        description.put(ChannelMomentsWord.M, m);
        description.put(ChannelMomentsWord.RECTIFIED, 0);
        description.runNumbers(MapOperation.CHANNEL_MOMENTS, (double) pixels * channels * m);
    }

    void channelSums(int z, int a, int dA, boolean rectified, int mean, int sums, int pixels, int channels, int m) {
        if (m == 0) {
            calls.clear(sums, 2 * channels * bytes);
            return;
        }
        description.put(ChannelSumsWord.Z, z);
        description.put(ChannelSumsWord.A, a);
        description.put(ChannelSumsWord.DA, dA);
        description.put(ChannelSumsWord.MEAN, mean);
        description.put(ChannelSumsWord.SUMS, sums);
        description.put(ChannelSumsWord.ROOM, room(channels));
        description.put(ChannelSumsWord.PIXELS, pixels);
        description.put(ChannelSumsWord.CHANNELS, channels);
        description.put(ChannelSumsWord.M, m);
        description.put(ChannelSumsWord.RECTIFIED, rectified ? 1 : 0);
        description.runNumbers(MapOperation.CHANNEL_SUMS, (double) pixels * channels * m);
    }

    /** {@code totals = scale · Σ z} of each channel. */
    void channelTotals(int z, int totals, double scale, int pixels, int channels, int m) {
        description.put(ChannelTotalsWord.Z, z);
        description.put(ChannelTotalsWord.TOTALS, totals);
        description.put(ChannelTotalsWord.ROOM, room(channels));
        description.put(ChannelTotalsWord.PIXELS, pixels);
        description.put(ChannelTotalsWord.CHANNELS, channels);
        description.put(ChannelTotalsWord.M, m);
        description.put(ChannelTotalsWord.RECTIFIED, 0);
        description.putScale(KernelLayout.TOTALS_SCALE_OFFSET, scale);
        description.runNumbers(MapOperation.CHANNEL_TOTALS, (double) pixels * channels * m);
    }

    private int room(int channels) {
        MapDescription.Room places = new MapDescription.Room();
        places.add((long) channels * KernelLayout.CHANNEL_SUMS_BYTES);
        return description.address(places);
    }
}
