package org.layerlab.page.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.Clock;
import org.layerlab.page.browser.KeptBytes;
import org.teavm.jso.typedarrays.Int8Array;

/** The tiles that were fastest on a device, which this browser keeps, so that the next run doesn't have to time them. */
final class KeptTiles {
    /** Older ones are timed again: another driver may be faster with others. */
    static final long KEPT_MS = 30L * 24 * 3600 * 1000;

    /** More products are not kept. */
    static final int MOST = 500;

    private static final String KEY = "gpu-tiles";
    private static final String LINE = "\n";

    /** A database that takes longer is not waited for. */
    private static final double PATIENCE_MS = 1000;

    private final String device;
    private final TileChoice tiles;
    /** When the first of them was timed; 0 for none. */
    private long since;

    private int kept;

    /** Nothing is loaded yet of the device of this name. */
    KeptTiles(String device, TileChoice tiles) {
        this.device = device;
        this.tiles = tiles;
    }

    /** Takes in what is kept, then runs this, at the latest after a second. */
    void load(Runnable then) {
        boolean[] ran = {false};
        Runnable once = () -> {
            if (!ran[0]) {
                ran[0] = true;
                then.run();
            }
        };
        Clock.after(PATIENCE_MS, once::run);
        KeptBytes.about(KEY, (about, none) -> {
            if (about != null) {
                since = read(about, device, System.currentTimeMillis(), tiles);
                kept = tiles.fastest().size();
                if (since == 0) {
                    KeptBytes.remove(KEY);
                }
            }
            once.run();
        });
    }

    /** Keeps what is known, if that is more than before. Where that fails, it is timed again. */
    void keep() {
        if (tiles.fastest().size() > kept) {
            kept = tiles.fastest().size();
            since = since == 0 ? System.currentTimeMillis() : since;
            KeptBytes.put(KEY, write(device, since, tiles), new Int8Array(0), why -> {});
        }
    }

    /** The time, the device, and a line for each product. */
    static String write(String device, long now, TileChoice tiles) {
        StringBuilder text = new StringBuilder();
        text.append(now).append(LINE).append(device).append(LINE);
        int left = MOST;
        for (Map.Entry<ProductSize, Tile> one : tiles.fastest().entrySet()) {
            if (left-- == 0) {
                break;
            }
            ProductSize size = one.getKey();
            text.append(size.kind()).append(' ');
            text.append(size.n()).append(' ').append(size.m()).append(' ').append(size.k());
            text.append(' ').append(one.getValue()).append(LINE);
        }
        return text.toString();
    }

    /**
     * Brings into the choice what was {@linkplain #write written}; nothing where it is old, damaged, or of another device.
     *
     * @return when it was written; 0 where nothing was taken
     */
    static long read(String text, String device, long now, TileChoice tiles) {
        List<String> lines = Text.split(text, '\n');
        Map<ProductSize, Tile> known = new HashMap<>();
        long written;
        try {
            written = Long.parseLong(lines.get(0));
            long age = now - written;
            if (age < 0 || age > KEPT_MS || !lines.get(1).equals(device)) {
                return 0;
            }
            for (String line : lines.subList(2, lines.size() - 1)) {
                List<String> words = Text.split(line, ' ');
                known.put(
                        new ProductSize(words.get(0), number(words, 1), number(words, 2), number(words, 3)),
                        Tile.of(words.get(4)));
            }
        } catch (RuntimeException e) {
            return 0;
        }
        known.forEach(tiles::remember);
        return written;
    }

    private static int number(List<String> words, int index) {
        return Integer.parseInt(words.get(index));
    }
}
