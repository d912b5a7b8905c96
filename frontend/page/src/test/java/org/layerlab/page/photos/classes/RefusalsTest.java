package org.layerlab.page.photos.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void aSingleReasonStandsAlone() {
        assertEquals(List.of(), refusals.told());
        refusals.add("a.png", "a.png is empty (0 bytes)");
        assertEquals(List.of("a.png is empty (0 bytes)"), refusals.told());
    }

    @Test
    void filesAreCountedForEachReason() {
        refusals.add("a.png", "a.png is a PDF");
        refusals.add("big1.png", "big1.png has 33.1 MB; at most 32 are allowed");
        refusals.add("2.png", "2.png is a PDF");
        refusals.add("big2.png", "big2.png has 40 MB; at most 32 are allowed");
        refusals.add("c.png", "c.png could not be read.");
        refusals.add("3.png", "3.png is a PDF");
        assertEquals(
                List.of(
                        "3 files were left out: a.png is a PDF …",
                        "2 files were left out: big1.png has 33.1 MB; at most 32 are allowed …",
                        "1 file was left out: c.png could not be read."),
                refusals.told());
        refusals.clear();
        assertEquals(List.of(), refusals.told());
    }

    @Test
    void photosOfAnotherClassAndWantOfRoomAreTold() {
        refusals.also("a.png", "");
        assertEquals(List.of(), refusals.told());
        refusals.also("a.png", "red");
        assertEquals(List.of("a.png is also in “red”."), refusals.told());
        refusals.also("b.png", "blue");
        refusals.add("c.png", "c.png is in this class already");
        refusals.noRoom();
        assertEquals(
                List.of(
                        "1 file was left out: c.png is in this class already.",
                        "2 of these photos are in another class, too. a.png is also in “red”.",
                        "There is no room for more photos; the rest were left out."),
                refusals.told());
        refusals.clear();
        assertEquals(List.of(), refusals.told());
    }

    @Test
    void oneReasonOfSeveralFilesIsOneSentence() {
        refusals.add("a.png", "a.png is a PDF");
        refusals.add("b.png", "b.png is a PDF");
        assertEquals(List.of("2 files were left out: a.png is a PDF …"), refusals.told());
    }
}
