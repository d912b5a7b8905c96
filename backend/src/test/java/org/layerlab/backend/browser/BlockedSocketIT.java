package org.layerlab.backend.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The board of a class on a network that lets no WebSocket through. */
class BlockedSocketIT extends InBrowser {
    private static final Duration SOME_ATTEMPTS = Duration.ofSeconds(60);

    @Test
    void aMessageThatWasClosedStaysClosedWhileTheBoardTriesAgain() throws Exception {
        try (Browser board = Browser.startFresh(Screen.DESKTOP)) {
            withoutServiceWorker(board);
            board.command(
                    "Page.addScriptToEvaluateOnNewDocument",
                    Map.of(
                            "source",
                            "window.tries = 0; window.WebSocket = class { constructor() {"
                                    + " window.tries++; setTimeout(() => this.onclose && this.onclose({code: 1006}), 20); }"
                                    + " send() {} close() {} };"));
            board.open(server.address("/class"));
            board.awaitState("ready");
            board.click("open-class");
            board.await("it says why", SOME_ATTEMPTS, () -> board.message().contains("WebSockets"));
            listen(board, "#message");
            board.click("message-close");
            int tries = tries(board);
            board.await("it has tried again", SOME_ATTEMPTS, () -> tries(board) > tries + 1);
            assertFalse(board.isShown("message"), board.message());
            assertEquals("", heard(board));
            assertTrue(board.text("board-line").contains("Reconnecting"), board.text("board-line"));
            assertNoErrors(board);
        }
    }

    private static int tries(Browser board) {
        return Integer.parseInt(String.valueOf(board.script("return window.tries;")));
    }
}
