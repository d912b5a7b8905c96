package org.layerlab.page;

import org.layerlab.page.browser.Shell;
import org.layerlab.page.browser.Status;
import org.layerlab.page.live.BoardPage;
import org.layerlab.page.live.JoinPage;

/** The composition root of live classes, which have no worker: what computes is the playground in each pupil's frame. */
public final class LiveMain {
    private LiveMain() {}

    /**
     * Starts one of the two pages.
     *
     * @param args {@code page} and the page's name
     */
    public static void main(String[] args) {
        Status status = Shell.start();
        if (args[1].equals("join")) {
            new JoinPage(status).start();
        } else {
            new BoardPage(status).start();
        }
        status.state("ready");
    }
}
