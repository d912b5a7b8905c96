package org.layerlab.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.layerlab.network.matrix.Matrix;
import org.layerlab.network.matrix.ReferenceKernels;

class PhotoPartsTest {
    private final Random random = new Random();

    /** Bytes of each example of a set, an example a row. */
    private static int[][] shown(PhotoSet photos) {
        ReferenceKernels kernels = new ReferenceKernels();
        int m = photos.size();
        int[] order = new int[m];
        for (int j = 0; j < m; j++) {
            order[j] = j;
        }
        Matrix X = kernels.create(photos.features(), m);
        photos.fill(order, 0, 0, kernels, X, kernels.create(1, m));
        double[] values = kernels.read(X);
        int[][] shown = new int[m][photos.features()];
        for (int i = 0; i < values.length; i++) {
            shown[i % m][i / m] = (int) Math.round(values[i] * 255);
        }
        return shown;
    }

    @RepeatedTest(10)
    void areTheMirrorImageTheMiddleAndTheCorners() {
        int target = 2 + random.nextInt(6);
        int side = target + random.nextInt(6);
        int m = 1 + random.nextInt(4);
        byte[] bytes = new byte[m * side * side * 3];
        random.nextBytes(bytes);
        PhotoSet photos = new PhotoSet(bytes, new byte[m], side).at(target);
        int from = random.nextInt(m);
        int[][] parts = shown(photos.parts(from, m - from));
        int[][] whole = shown(photos);
        assertEquals((m - from) * PhotoParts.COUNT, parts.length);
        int rest = side - target;
        int[][] corners = {{rest / 2, rest / 2}, {0, 0}, {rest, 0}, {0, rest}, {rest, rest}};
        for (int photo = from; photo < m; photo++) {
            int first = (photo - from) * PhotoParts.COUNT;
            for (int i = 0; i < photos.features(); i++) {
                int x = i / 3 % target;
                int y = i / 3 / target;
                int c = i % 3;
                assertEquals(whole[photo][(y * target + target - 1 - x) * 3 + c], parts[first][i], "mirror image");
                for (int k = 0; k < corners.length; k++) {
                    int pixel = (photo * side + y + corners[k][1]) * side + x + corners[k][0];
                    assertEquals(bytes[pixel * 3 + c] & 0xff, parts[first + 1 + k][i], "part " + k);
                }
            }
        }
    }
}
