package org.layerlab.page.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.text.Text;
import org.layerlab.page.browser.KeptBytes;
import org.teavm.jso.typedarrays.Int8Array;

/** The tiles that were fastest on a device, which this browser keeps, so that the next run need not time them. */
final class KeptTiles {
    private static final String KEY = "gpu-tiles";

    /** Later they are timed again: another driver may be faster with others. */
    static final long KEPT_MS = 30L * 24 * 3600 * 1000;

    /** More products are not kept. */
    static final int MOST = 500;

    private static final String LINE = "\n";

    private KeptTiles() {}

    /** Brings what is kept of the device of this name into the choice, then runs this. */
    static void load(String device, TileChoice tiles, Runnable then) {
        KeptBytes.about(KEY, (about, none) -> {
            if (about != null) {
                read(about, device, System.currentTimeMillis(), tiles);
            }
            then.run();
        });
    }

    /** Keeps what is known. Where that fails, they are timed again. */
    static void keep(String device, TileChoice tiles) {
        KeptBytes.put(KEY, write(device, System.currentTimeMillis(), tiles), new Int8Array(0), why -> {});
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

    /** Brings into the choice what was {@linkplain #write written}; nothing where it is old, damaged, or of another device. */
    static void read(String text, String device, long now, TileChoice tiles) {
        List<String> lines = Text.split(text, '\n');
        Map<ProductSize, Tile> known = new HashMap<>();
        try {
            long age = now - Long.parseLong(lines.get(0));
            if (age < 0 || age > KEPT_MS || !lines.get(1).equals(device)) {
                return;
            }
            for (String line : lines.subList(2, lines.size() - 1)) {
                List<String> words = Text.split(line, ' ');
                known.put(
                        new ProductSize(words.get(0), number(words, 1), number(words, 2), number(words, 3)),
                        Tile.of(words.get(4)));
            }
        } catch (RuntimeException e) {
            return;
        }
        known.forEach(tiles::remember);
    }

    private static int number(List<String> words, int index) {
        return Integer.parseInt(words.get(index));
    }
}
