package org.layerlab.libtorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;

/**
 * A network in LayerLab's notation, as far as the peers' networks need it, made of DJL's blocks.
 *
 * @param block takes photos and gives the number that a sigmoid follows
 */
record Layers(int height, int width, int channels, Block block) {
    /**
     * The network of these layers, such as {@code 64x64x3,conv3x32,pool2,bn,relu,gap,1}.
     *
     * @throws IllegalArgumentException when a layer is not one of these
     */
    static Layers parse(String layers) {
        String[] names = layers.split(",", -1);
        String[] input = names[0].split("x", -1);
        SequentialBlock block = new SequentialBlock();
        for (int i = 1; i < names.length; i++) {
            block.add(layer(names[i]));
        }
        return new Layers(Integer.parseInt(input[0]), Integer.parseInt(input[1]), Integer.parseInt(input[2]), block);
    }

    private static Block layer(String name) {
        if (name.startsWith("conv")) {
            String[] sizes = name.substring("conv".length()).split("x", -1);
            int side = Integer.parseInt(sizes[0]);
            return Conv2d.builder()
                    .setKernelShape(new Shape(side, side))
                    .optPadding(new Shape(side / 2, side / 2))
                    .setFilters(Integer.parseInt(sizes[1]))
                    .build();
        }
        if (name.startsWith("dropout")) {
            return Dropout.builder()
                    .optRate(Float.parseFloat(name.substring("dropout".length())))
                    .build();
        }
        return switch (name) {
            case "relu" -> Activation.reluBlock();
            case "bn" -> BatchNorm.builder().build();
            case "pool2" -> Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
            case "gap" -> Pool.globalAvgPool2dBlock();
            default -> {
                SequentialBlock dense = new SequentialBlock();
                dense.add(Blocks.batchFlattenBlock());
                dense.add(Linear.builder().setUnits(Integer.parseInt(name)).build());
                yield dense;
            }
        };
    }
}
