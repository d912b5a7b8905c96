package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.network.data.CustomPoints;
import org.layerlab.network.training.CostPoint;
import org.layerlab.page.parts.RunCurves;
import org.layerlab.page.settings.PlaySettings;

class PastRunsTest {
    private static final String LINK = "dataset=moons&noise=20&trainSize=100&testSize=50&networkShape=4,3";
    private static final String GOOD = "1764240000000 true 300 0.25 0.9 0.8 aGk= 0,0,0.7,100,0.5 " + LINK;

    @Test
    void whatIsKeptComesBack() {
        PastRun run = PastRun.read(GOOD);
        assertEquals(PlaySettings.parse(LINK).settings(), run.result().settings());
        assertEquals(300, run.result().iteration());
        assertEquals(0.25, run.result().cost());
        assertEquals(0.9, run.result().train());
        assertEquals(0.8, run.result().test());
        assertEquals(
                List.of(new CostPoint(0, 0.7), new CostPoint(100, 0.5)),
                run.result().costs());
        assertEquals("aGk=", run.picture());
        assertEquals(new RunChanges(true, 0, 0), run.result().changes());
        assertEquals(run, PastRun.read(run.line()));
    }

    @Test
    void whatWasChangedIsCounted() {
        List<RunCurves.Change> made = List.of(
                new RunCurves.Change(3, "rate", false),
                new RunCurves.Change(3, "bias", true),
                new RunCurves.Change(9, "bias", true));
        PastRun run = PastRun.read(GOOD);
        run = PastRun.of(run.result().with(List.of(), RunChanges.of(made, "")), 1, "");
        assertEquals(
                new RunChanges(true, 1, 2), PastRun.read(run.line()).result().changes());
        assertTrue(run.line().endsWith(run.result().settings().fragment() + "&changes=1,2"), run.line());
        PastRun same = PastRun.of(run.result().with(List.of(), RunChanges.of(List.of(), "")), 1, "");
        assertEquals(RunChanges.NONE, PastRun.read(same.line()).result().changes());
        for (String odd : List.of("", "1", "x,y", ",", "1,2,3", "-1,-2")) {
            assertEquals(
                    new RunChanges(true, 0, 0),
                    PastRun.read(GOOD + "&changes=" + odd).result().changes(),
                    odd);
        }
    }

    @Test
    void aRunOfTooManyPointsSaysThatItCannotBeKept() {
        CustomPoints points = CustomPoints.NONE;
        Random random = new Random(1);
        for (int i = 0; i < 1800; i++) {
            points = points.with(random.nextInt(-200, 200) / 64.0, random.nextInt(-200, 200) / 64.0, i % 6);
        }
        PlaySettings settings =
                PlaySettings.parse(LINK).settings().with("dataset=custom").with(points);
        PastRun run = PastRun.of(new RunResult(settings, 9, 0.5, 0.9, 0.8, List.of()), 1, "");
        assertTrue(run.canBeKept());
        assertEquals(run, PastRun.read(run.line()));

        CustomPoints more = points;
        for (int i = 0; i < 600; i++) {
            more = more.with(0, 0.125 * (i % 9), 0);
        }
        PastRun tooMany = PastRun.of(new RunResult(settings.with(more), 9, 0.5, 0.9, 0.8, List.of()), 1, "");
        assertFalse(tooMany.canBeKept());
        assertThrows(IllegalArgumentException.class, () -> PastRun.read(tooMany.line()));
    }

    @Test
    void whatMakesAChangedRunAgainIsKept() {
        List<RunCurves.Change> made = List.of(new RunCurves.Change(3, "rate", false));
        String course = PlaySettings.parse(LINK).settings().fragment() + "&changed=3:learningRate=0.125";
        RunResult now = PastRun.read(GOOD).result().with(List.of(), RunChanges.of(made, course));
        PastRun run = PastRun.of(now, 1, "");
        assertEquals(run, PastRun.read(run.line()));
        assertEquals(course, PastRun.read(run.line()).link());
        assertEquals(PlaySettings.parse(LINK).settings(), run.result().settings(), "those that it began with");
        PastRun tooLong = PastRun.of(now.with(List.of(), RunChanges.of(made, course + "0".repeat(12_000))), 1, "");
        assertEquals(
                new RunChanges(true, 1, 0),
                PastRun.read(tooLong.line()).result().changes());
    }

    @Test
    void brokenRunAndOneWithoutTestPointsComeBackToo() {
        RunResult broken = new RunResult(
                PlaySettings.DEFAULT,
                7,
                Double.POSITIVE_INFINITY,
                0.5,
                Double.NaN,
                List.of(new CostPoint(0, Double.NaN), new CostPoint(5, Double.POSITIVE_INFINITY)));
        PastRun run = PastRun.of(broken, 1, "not base64");
        assertEquals("", run.picture());
        assertEquals(run, PastRun.read(run.line()));
    }

    @Test
    void whatALaterVersionKeptIsLeftAsItIs() {
        String later = "2\nwhatever it writes";
        assertEquals(later, PastRuns.with(later, PastRun.read(GOOD), 3));
        assertEquals(later, PastRuns.without(later, PastRun.read(GOOD), 3));
        assertEquals("1\n" + PastRun.read(GOOD).line(), PastRuns.with("1", PastRun.read(GOOD), 3));
        assertEquals("1\n" + PastRun.read(GOOD).line(), PastRuns.with("nonsense", PastRun.read(GOOD), 3));
    }

    @Test
    void longCurveIsKeptWithFewPointsAndItsLast() {
        List<CostPoint> costs = new ArrayList<>();
        for (int i = 0; i <= 1234; i++) {
            costs.add(new CostPoint(i, 1.0 / (i + 1)));
        }
        PastRun run = PastRun.of(new RunResult(PlaySettings.DEFAULT, 1235, 0.1, 1, 1, costs), 1, "");
        List<CostPoint> few = run.result().costs();
        assertTrue(few.size() <= PastRun.MOST_COSTS && few.size() > PastRun.MOST_COSTS / 2, "" + few.size());
        assertEquals(1234, few.get(few.size() - 1).iteration());
        PastRun.read(run.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1764240000000",
                "1764240000000 true 300 0.25 0.9 0.8 - 0,0,0.7",
                "soon true 300 0.25 0.9 0.8 - 0 noise=15",
                "-1 true 300 0.25 0.9 0.8 - 0 noise=15",
                "1e300 true 300 0.25 0.9 0.8 - 0 noise=15",
                "NaN true 300 0.25 0.9 0.8 - 0 noise=15",
                "1 true 99999999999 0.25 0.9 0.8 - 0 noise=15",
                "1 true -3 0.25 0.9 0.8 - 0 noise=15",
                "1 true 300 much 0.9 0.8 - 0 noise=15",
                "1 true 300 0.25 0.9 0.8 <svg/onload=x> 0 noise=15",
                "1 true 300 0.25 0.9 0.8 - 0,5,0.1,5,0.2 noise=15",
                "1 true 300 0.25 0.9 0.8 - 0,5,0.1,-6,0.2 noise=15",
                "1 true 300 0.25 0.9 0.8 - 0 noise=1500",
                "1 true 300 0.25 0.9 0.8 - 0 networkShape=9999999",
                "1 true 300 0.25 0.9 0.8 - 0 dataset=custom&points=AAAA"
            })
    void hostileLineIsRefusedAndItsNeighborsStay(String line) {
        assertThrows(IllegalArgumentException.class, () -> PastRun.read(line));
        assertEquals(
                2, PastRuns.read("1\n" + GOOD + "\n" + line + "\n" + GOOD, 4).size());
    }

    @Test
    void tooLongAPictureOrACurveOrALinkIsRefused() {
        for (String line : List.of(
                GOOD.replace("aGk=", "A".repeat(PastRun.MOST_PICTURE + 1)),
                GOOD.replace("0,0,0.7", "0" + ",1,1".repeat(PastRun.MOST_COSTS + 1)),
                GOOD + "&points=" + "A".repeat(20_000))) {
            assertThrows(IllegalArgumentException.class, () -> PastRun.read(line));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "0", "nonsense\nmore", "{\"runs\": []}", "10\n" + GOOD, "2\n" + GOOD, "1", "1\n"})
    void damagedTextAndOneOfAnotherVersionIsAnEmptyList(String text) {
        assertEquals(List.of(), PastRuns.read(text, 4));
    }

    @Test
    void noTextAndAnEndlessOneAreEmptyLists() {
        assertEquals(List.of(), PastRuns.read(null, 4));
        assertEquals(List.of(), PastRuns.read("1\n" + (GOOD + "\n").repeat(PastRuns.MOST_TEXT / GOOD.length()), 4));
    }

    @Test
    void asManyAreReadAsThereIsRoomFor() {
        List<PastRun> runs = List.of(PastRun.read(GOOD), PastRun.read(GOOD.replace("300", "400")), PastRun.read(GOOD));
        String text = PastRuns.write(runs);
        assertEquals(runs, PastRuns.read(text, 4));
        assertEquals(runs.subList(0, 2), PastRuns.read(text, 2));
    }

    @Test
    void whatOtherTabsPinnedStaysWhenARunIsPinnedOrRemoved() {
        PastRun theirs = PastRun.read(GOOD);
        PastRun mine = PastRun.read(GOOD.replace("300", "400"));
        String both = PastRuns.with(PastRuns.with(null, theirs, 4), mine, 4);
        assertEquals(List.of(theirs, mine), PastRuns.read(both, 4));
        assertEquals(PastRuns.write(List.of(theirs)), PastRuns.without(both, mine, 4));
        assertEquals(both, PastRuns.without(both, PastRun.read(GOOD.replace("17642", "17643")), 4));
    }

    @Test
    void oldestPinnedRunMakesRoomAndOneOfTwoEqualRunsIsRemoved() {
        PastRun first = PastRun.read(GOOD.replace("300", "200"));
        PastRun run = PastRun.read(GOOD);
        String full = PastRuns.write(List.of(first, run, run));
        assertEquals(PastRuns.write(List.of(run, run, run)), PastRuns.with(full, run, 3));
        assertEquals(PastRuns.write(List.of(first, run)), PastRuns.without(full, run, 3));
    }
}
