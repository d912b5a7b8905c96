package org.layerlab.page.files;

import org.jspecify.annotations.Nullable;
import org.layerlab.page.browser.TabStore;

/** A photo, as a network saw it, that a page leaves for the next one in this tab. */
public final class PhotoHandoff {
    private static final String KEY = "photo";

    private PhotoHandoff() {}

    /**
     * Leaves a photo; it replaces the one before.
     *
     * @param bgr of a square, see {@link ShownPhoto#of(byte[])}
     */
    public static void leave(byte[] bgr) {
        char[] text = new char[bgr.length];
        for (int i = 0; i < bgr.length; i++) {
            text[i] = (char) (bgr[i] & 0xff);
        }
        TabStore.put(KEY, new String(text));
    }

    /** Takes the photo that was left, which is then gone; null where there is none. */
    public static @Nullable ShownPhoto take() {
        String text = TabStore.get(KEY);
        if (text.isEmpty()) {
            return null;
        }
        TabStore.put(KEY, "");
        byte[] bgr = new byte[text.length()];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) text.charAt(i);
        }
        return ShownPhoto.of(bgr);
    }
}
