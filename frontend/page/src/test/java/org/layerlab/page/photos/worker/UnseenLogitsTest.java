package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnseenLogitsTest {
    static LongStream seeds() {
        return new Random().longs(5);
    }

    @Test
    void theGreatestLogitIsTheAnswer() {
        double[] logits = {1, 2, 3, -1, -2, -3, 0, 5, 4};
        assertEquals(
                3, new UnseenLogits(logits, new byte[] {2, 0, 1}, 3).answers().right());
        assertEquals(
                1, new UnseenLogits(logits, new byte[] {2, 1, 0}, 3).answers().right());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPartAndTheRestAreTheWhole(long seed) {
        Random random = new Random(seed);
        int classes = 2 + random.nextInt(4);
        byte[] labels = new byte[1 + random.nextInt(30)];
        for (int j = 0; j < labels.length; j++) {
            labels[j] = (byte) random.nextInt(classes);
        }
        double[] logits = random.doubles((long) labels.length * classes).toArray();
        boolean[] chosen = new boolean[labels.length];
        IntStream.range(0, labels.length).forEach(j -> chosen[j] = random.nextBoolean());
        UnseenLogits whole = new UnseenLogits(logits, labels, classes);
        UnseenLogits part = whole.of(j -> chosen[j]);
        UnseenLogits rest = whole.of(j -> !chosen[j]);
        assertEquals(
                whole.answers().right(), part.answers().right() + rest.answers().right(), "seed " + seed);
        assertEquals(labels.length, part.labels().length + rest.labels().length);
        assertArrayEquals(logits, whole.of(j -> true).logits());
    }
}
