package org.layerlab.page.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void ofWhatIsDamagedNothingIsTaken() {
        TileChoice tiles = some(10);
        StringBuilder text = new StringBuilder(KeptTiles.write(DEVICE, NOW, tiles));
        for (int i = 0; i < 3; i++) {
            text.insert(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
        }
        TileChoice read = read(text.toString(), DEVICE, NOW);
        // A digit more is another size, which no product has.
        assertTrue(read.fastest().isEmpty() || read.fastest().size() == 10);
        assertTrue(read("", DEVICE, NOW).fastest().isEmpty());
    }

    @Test
    void theirNumberIsBounded() {
        String text = KeptTiles.write(DEVICE, NOW, some(KeptTiles.MOST + 30));
        assertEquals(KeptTiles.MOST, read(text, DEVICE, NOW).fastest().size());
    }

    @Test
    void whatIsForgottenIsNotKnown() {
        TileChoice tiles = some(1);
        ProductSize size = tiles.fastest().keySet().iterator().next();
        tiles.forget();
        assertFalse(tiles.knows(size));
    }
}
