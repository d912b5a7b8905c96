package org.layerlab.page.photos.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LeftOutTest {
    private final LeftOut leftOut = new LeftOut(50_000);

    @Test
    void nothingLeftOutIsNothingSaid() {
        assertEquals("", leftOut.lines());
    }

    @Test
    void oneOfEachIsSaidInTheSingular() {
        leftOut.broken("a.png is empty");
        leftOut.unlabeled(1);
        leftOut.twice();
        assertEquals("""
                1 file was left out: a.png is empty.
                1 name is in the zip twice; the first file was taken.
                1 name says neither cat nor dog.""", leftOut.lines());
    }

    @Test
    void manyAreCountedAndTheFirstReasonIsGiven() {
        for (int i = 0; i < 1200; i++) {
            leftOut.broken(i + ".png is empty");
            leftOut.tooMany();
        }
        leftOut.unlabeled(2);
        leftOut.twice();
        leftOut.twice();
        assertEquals("""
                1,200 files were left out: 0.png is empty …
                2 names are in the zip twice; the first file of each was taken.
                2 names say neither cat nor dog.
                A tab takes at most 50,000 photos; 1,200 more were left out.""", leftOut.lines());
    }
}
