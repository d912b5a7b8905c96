package org.layerlab.backend.browser;

/** What a browser looks at the page through. */
enum Screen {
    DESKTOP(1280, 800),
    PHONE(390, 844),
    PHONE_ON_ITS_SIDE(844, 390);

    final int width;
    final int height;

    Screen(int width, int height) {
        this.width = width;
        this.height = height;
    }
}
