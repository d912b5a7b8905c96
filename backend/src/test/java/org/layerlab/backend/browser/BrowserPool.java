package org.layerlab.backend.browser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.openqa.selenium.WebDriverException;

/**
 * The browsers of this Java process. Starting Chromium takes longer than most tests, so one that is given back is
 * cleaned and lent again; all end with the process.
 */
final class BrowserPool {
    private static final Map<Screen, Deque<BrowserProcess>> FREE = new EnumMap<>(Screen.class);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BrowserPool::end, "end-browsers"));
    }

    private BrowserPool() {}

    /** A browser that keeps nothing of what it was used for before. */
    static BrowserProcess take(Screen screen) {
        synchronized (FREE) {
            Deque<BrowserProcess> free = FREE.get(screen);
            if (free != null && !free.isEmpty()) {
                return free.pop();
            }
        }
        return BrowserProcess.start(screen);
    }

    /**
     * Takes a browser back.
     *
     * @param origins the origins of the pages that were opened in it
     */
    static void giveBack(BrowserProcess process, Set<String> origins) {
        try {
            process.clean(origins);
        } catch (WebDriverException e) {
            // It has crashed, or a test has ended it.
            process.close();
            return;
        }
        synchronized (FREE) {
            FREE.computeIfAbsent(process.screen(), screen -> new ArrayDeque<>()).push(process);
        }
    }

    private static void end() {
        synchronized (FREE) {
            FREE.values().forEach(free -> free.forEach(BrowserProcess::close));
            FREE.clear();
        }
    }
}
