package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TourPlaceTest {
    private static final double WIDTH = 320;
    private static final double HEIGHT = 180;

    @ParameterizedTest
    @CsvSource({
        // A button at the top of a desktop, the bar at the foot of a phone, a plot at the right, a list at the left.
        "357, 85, 473, 127, 1280, 800, below",
        "100, 780, 220, 830, 390, 844, above",
        "870, 40, 1230, 760, 1280, 800, left",
        "24, 40, 272, 760, 1280, 800, right"
    })
    void aBubbleStandsBesideItsTargetAndInTheWindow(
            double left, double top, double right, double bottom, double wide, double high, String side) {
        TourPlace.Box target = new TourPlace.Box(left, top, right, bottom);
        TourPlace place = TourPlace.beside(target, WIDTH, HEIGHT, new TourPlace.Box(0, 0, wide, high));
        assertEquals(side, place.side());
        assertTrue(place.free());
        assertTrue(place.x() >= 0 && place.x() + WIDTH <= wide, place.toString());
        assertTrue(place.y() >= 0 && place.y() + HEIGHT <= high, place.toString());
        boolean apart =
                place.x() + WIDTH <= left || place.x() >= right || place.y() + HEIGHT <= top || place.y() >= bottom;
        assertTrue(apart, "it covers what it points at: " + place);
    }

    @Test
    void theArrowPointsAtTheMiddleOfTheTarget() {
        TourPlace place = TourPlace.beside(
                new TourPlace.Box(357, 85, 473, 127), WIDTH, HEIGHT, new TourPlace.Box(0, 0, 1280, 800));
        assertEquals(415, place.x() + place.arrow(), 1e-9);
    }

    @Test
    void whereThereIsNoRoomItSaysSo() {
        TourPlace place = TourPlace.beside(
                new TourPlace.Box(10, 200, 380, 700), WIDTH, HEIGHT, new TourPlace.Box(0, 0, 390, 780));
        assertFalse(place.free());
        assertTrue(place.y() + HEIGHT <= 780);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "utm=1, true",
        "playButton_hide=true, false",
        "continue=cats-and-dogs, false",
        "parent=abc, false",
        "embed=true, false",
        "lesson=Circles, false"
    })
    void nobodyIsGuidedThroughWhatALinkShows(String other, boolean fits) {
        assertEquals(fits, Tour.fits(other.isEmpty() ? List.of() : List.of(other)));
    }
}
