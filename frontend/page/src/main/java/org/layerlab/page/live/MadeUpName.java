package org.layerlab.page.live;

import java.util.List;
import org.layerlab.page.browser.Texts;

/** Names for pupils who choose none. */
final class MadeUpName {
    private MadeUpName() {}

    /**
     * An animal and a number.
     *
     * @param random from 0 to below 1
     */
    static String of(double random) {
        List<String> animals = List.of(
                Texts.of("Otter"),
                Texts.of("Fox"),
                Texts.of("Owl"),
                Texts.of("Heron"),
                Texts.of("Lynx"),
                Texts.of("Badger"),
                Texts.of("Hedgehog"),
                Texts.of("Squirrel"),
                Texts.of("Swan"),
                Texts.of("Beaver"),
                Texts.of("Falcon"),
                Texts.of("Dolphin"));
        int choice = (int) (random * animals.size() * 90);
        return animals.get(choice / 90) + " " + (10 + choice % 90);
    }
}
