package org.layerlab.page.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.layerlab.page.parts.GoalKind;
import org.layerlab.page.play.Lesson.Goal;
import org.layerlab.page.settings.PlaySettings;

class LessonTest {
    private static Lesson lesson(String fragment) {
        return Lesson.of(PlaySettings.parse(fragment).others());
    }

    private static RunResult run(String settings, int iteration, double cost, double train, double test) {
        return new RunResult(PlaySettings.parse(settings).settings(), iteration, cost, train, test, List.of());
    }

    @Test
    void linkWithoutOneHasNone() {
        assertTrue(lesson("dataset=circle&noise=10&embed=true").isEmpty());
    }

    @Test
    void titleTextGoalsAndFixedControlsComeFromTheLink() {
        Lesson lesson =
                lesson("dataset=xor&lesson=Warum%20%C3%A4ndern%3F&lessonText=One%0ATwo%2C%20100%25&goalTest=90.5"
                        + "&goalUnits=4&noise_fixed=true&seed_fixed=false");
        assertEquals("Warum ändern?", lesson.title());
        assertEquals("One\nTwo, 100%", lesson.text());
        assertEquals(List.of(new Goal(GoalKind.TEST, 90.5), new Goal(GoalKind.UNITS, 4)), lesson.goals());
        assertEquals(List.of("noise"), lesson.fixed());
        assertEquals(List.of(), lesson.problems());
    }

    @Test
    void absurdValuesAreNamedAndTextsAreCut() {
        Lesson lesson = lesson("lesson=" + "x".repeat(5000) + "&lessonText=%&goalCost=-1&goalTest=many&goalTrain=NaN");
        assertEquals(Lesson.MOST_TITLE + 1, lesson.title().length());
        assertEquals("%", lesson.text());
        assertEquals(List.of(), lesson.goals());
        assertEquals(
                List.of(
                        "goalCost '-1' is not a number between 0 and 100",
                        "goalTest 'many' is not a number between 0 and 100",
                        "goalTrain 'NaN' is not a number between 0 and 100"),
                lesson.problems());
    }

    @Test
    void aRunIsLookedAtWhereItsGoalsEnd() {
        assertEquals(0, lesson("goalTrain=90").lastIteration());
        assertEquals(400, lesson("goalTrain=90&goalIterations=400").lastIteration());
    }

    @Test
    void goalsHaveToBeReachedAtOnceAndNotBeforeAnythingWasLearned() {
        Lesson lesson = lesson("goalTrain=90&goalTest=80&goalCost=0.3&goalIterations=1000&goalUnits=8");
        assertTrue(lesson.reached(run("networkShape=4,4", 1000, 0.3, 0.9, 0.8)));
        assertFalse(lesson.reached(run("networkShape=4,4", 0, 0.3, 0.9, 0.8)));
        assertFalse(lesson.reached(run("networkShape=4,4", 1001, 0.3, 0.9, 0.8)));
        assertFalse(lesson.reached(run("networkShape=4,5", 1000, 0.3, 0.9, 0.8)));
        assertFalse(lesson.reached(run("networkShape=4,4", 1000, Double.NaN, 0.9, 0.8)));
        assertFalse(lesson.reached(run("networkShape=4,4", 1000, 0.3, 0.9, 0.79)));
        assertFalse(lesson("lesson=A").reached(run("networkShape=4,4", 1000, 0.3, 0.9, 0.8)), "there is no goal");
    }

    @Test
    void anAccuracyThatIsTheGoalReachesIt() {
        for (int percent = 0; percent <= 100; percent++) {
            Lesson lesson = lesson("goalTest=" + percent);
            assertTrue(lesson.reached(run("networkShape=4,4", 1, 0.3, 0.9, percent / 100.0)), percent + " %");
            assertFalse(lesson.reached(run("networkShape=4,4", 1, 0.3, 0.9, percent / 100.0 - 0.0001)), percent + " %");
        }
    }

    @Test
    void moreHiddenUnitsThanAGoalSaysAreNotAllowed() {
        Lesson lesson = lesson("goalTest=90&goalUnits=4");
        assertTrue(lesson.allows(PlaySettings.parse("networkShape=2,2").settings()));
        assertFalse(lesson.allows(PlaySettings.parse("networkShape=2,3").settings()));
        assertTrue(lesson("goalTest=90")
                .allows(PlaySettings.parse("networkShape=16").settings()));
    }

    @Test
    void changeOfAFixedControlIsNotPermitted() {
        Lesson lesson = lesson("lesson=A&learningRate_fixed=true");
        assertFalse(lesson.permits("optimizer=adam&learningRate=0.01"));
        assertTrue(lesson.permits("optimizer=adam"));
    }

    @Test
    void withTheDataSetItsNumberOfClassesIsFixed() {
        Lesson lesson = lesson("lesson=A&dataset_fixed=true");
        assertEquals(List.of("dataset", "classCount"), lesson.fixed());
        assertFalse(lesson.permits("classCount=3"));
        assertTrue(lesson.permits("features=x"));
        assertTrue(lesson("lesson=A&noise_fixed=true").permits("classCount=3"));
    }
}
