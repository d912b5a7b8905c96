package org.layerlab.page.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a browser keeps of the tiles that were fastest. */
class KeptTilesTest {
    private static final String DEVICE = "maker's card, 2nd kind";
    private static final long NOW = 1_800_000_000_000L;

    private final Random random = new Random();

    private static TileChoice read(String text, String device, long now) {
        TileChoice tiles = new TileChoice();
        KeptTiles.read(text, device, now, tiles);
        return tiles;
    }

    private TileChoice some(int count) {
        TileChoice tiles = new TileChoice();
        while (tiles.fastest().size() < count) {
            tiles.remember(
                    new ProductSize(
                            random.nextBoolean() ? "multiplyTN" : "convolve",
                            1 + random.nextInt(1 << 20),
                            1 + random.nextInt(1 << 20),
                            1 + random.nextInt(1 << 20)),
                    Tile.ALL[random.nextInt(Tile.ALL.length)]);
        }
        return tiles;
    }

    @RepeatedTest(5)
    void theyComeBackAsTheyWere() {
        TileChoice tiles = some(random.nextInt(100));
        String text = KeptTiles.write(DEVICE, NOW, tiles);
        long later = NOW + (long) (random.nextDouble() * KeptTiles.KEPT_MS);
        assertEquals(tiles.fastest(), read(text, DEVICE, later).fastest());
        for (Map.Entry<ProductSize, Tile> one : tiles.fastest().entrySet()) {
            assertTrue(read(text, DEVICE, later).knows(one.getKey()));
        }
    }

    @Test
    void oldOnesThoseOfTheFutureAndThoseOfAnotherDeviceAreTimedAgain() {
        String text = KeptTiles.write(DEVICE, NOW, some(20));
        assertEquals(20, read(text, DEVICE, NOW + KeptTiles.KEPT_MS).fastest().size());
        assertTrue(read(text, DEVICE, NOW + KeptTiles.KEPT_MS + 1).fastest().isEmpty());
        assertTrue(read(text, DEVICE, NOW - 1).fastest().isEmpty());
        assertTrue(read(text, "another", NOW).fastest().isEmpty());
    }

    @RepeatedTest(20)
    void whatIsDamagedGivesNoTilesButThoseThatThereAre() {
        TileChoice tiles = some(10);
        StringBuilder text = new StringBuilder(KeptTiles.write(DEVICE, NOW, tiles));
        for (int i = 0; i < 3; i++) {
            text.insert(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
        }
        TileChoice read = read(text.toString(), DEVICE, NOW);
        // A digit more can only make another size of it.
        assertTrue(read.fastest().isEmpty() || read.fastest().size() == 10);
        assertTrue(read("", DEVICE, NOW).fastest().isEmpty());
    }

    @Test
    void ofATextThatIsCutNothingIsTakenFromTheLineThatIsCut() {
        String text = KeptTiles.write(DEVICE, NOW, some(10));
        for (int end = 0; end < text.length(); end++) {
            String cut = text.substring(0, end);
            long lines = cut.chars().filter(c -> c == '\n').count();
            assertEquals(
                    Math.max(0, lines - 2), read(cut, DEVICE, NOW).fastest().size(), cut);
        }
    }

    @Test
    void itIsToldWhenTheFirstWasTimed() {
        String text = KeptTiles.write(DEVICE, NOW, some(3));
        assertEquals(NOW, KeptTiles.read(text, DEVICE, NOW + 5, new TileChoice()));
        assertEquals(0, KeptTiles.read(text, "another", NOW + 5, new TileChoice()));
        assertEquals(0, KeptTiles.read("damaged", DEVICE, NOW + 5, new TileChoice()));
    }

    @Test
    void theirNumberIsBounded() {
        String text = KeptTiles.write(DEVICE, NOW, some(KeptTiles.MOST + 30));
        assertEquals(KeptTiles.MOST, read(text, DEVICE, NOW).fastest().size());
    }
}
