package org.layerlab.page.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NewestTest {
    @Test
    void whatWasAskedForBeforeIsNotHeardHoweverLateItComes() {
        Newest newest = new Newest();
        List<String> heard = new ArrayList<>();
        newest.next();
        Consumer<String> large = newest.only(heard::add);
        large.accept("some of the large one");
        newest.next();
        Consumer<String> small = newest.only(heard::add);
        small.accept("the small one");
        large.accept("the large one");
        assertEquals(List.of("some of the large one", "the small one"), heard);
        newest.next();
        small.accept("the small one again");
        assertEquals(2, heard.size());
    }

    @Test
    void theFirstOfSeveralIsTakenUnlessSomethingWasAskedFor() {
        Newest newest = new Newest();
        List<String> heard = new ArrayList<>();
        Consumer<String> automatic = newest.only(drawing -> {
            newest.next();
            heard.add(drawing);
        });
        automatic.accept("the first drawing");
        automatic.accept("the second drawing");
        assertEquals(List.of("the first drawing"), heard);

        Consumer<String> late = newest.only(heard::add);
        newest.next();
        late.accept("a drawing after a dropped photo");
        assertEquals(List.of("the first drawing"), heard);
    }
}
