package org.layerlab.backend.house;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the pages for visitors promise for all cases, and the tests that hold it. */
final class ArticleClaims {
    /** A sentence with one of these promises something, or explains what a word means. */
    static final Pattern UNIVERSAL = Pattern.compile("\\b(every|never|always|same)\\b", Pattern.CASE_INSENSITIVE);

    private static final List<String> SAME_BITS = List.of("SameRunsIT", "VerifyIT");

    private static final List<String> UNSEEN = List.of("PointsRunTest", "TrainCommandTest");

    /** The tests by the words of the promise. */
    static final Map<String, List<String>> PROOFS = Map.ofEntries(
            Map.entry("shows every step of it", List.of("NetworkDrawingIT", "PlaygroundIT")),
            Map.entry("prints the same costs as NumPy does", List.of("PlaygroundIT", "CirclesCommandTest")),
            Map.entry("the server and the command line run the same classes", SAME_BITS),
            Map.entry("what the network says about every place", List.of("PointsRunTest")),
            Map.entry("of those it never sees (test)", UNSEEN),
            Map.entry("its log has a line every 100 iterations", List.of("PlaygroundIT")),
            Map.entry(
                    "shows every multiplication behind a pixel of a feature map",
                    List.of("InsideIT", "PixelTraceTest")),
            Map.entry(
                    "*Verify*, which repeats the run and compares every digit",
                    List.of("VerifyIT", "TrainOnIT", "ParameterDifferenceTest", "SavedScoresTest")),
            Map.entry("Why do two devices show the same digits?", SAME_BITS),
            Map.entry("adds and multiplies in the same order everywhere", SAME_BITS),
            Map.entry("the command line get the same numbers to the last bit", SAME_BITS),
            Map.entry("In float64, it gives the same numbers.", SAME_BITS),
            Map.entry("it watches the training cost, every 100 iterations", List.of("StoppingTest")),
            Map.entry("The same seed and settings give the same run.", SAME_BITS),
            Map.entry("Examples that the network never learns from.", UNSEEN),
            Map.entry(
                    "**Your photos and camera pictures: never.**",
                    List.of("PhotosIT", "OwnPhotosIT", "OwnClassesIT", "LiveCameraIT")),
            Map.entry("*Get a link*, for classes of your own, does the same.", List.of("OwnClassesIT")),
            Map.entry("a secret that brings you back as the same pupil", List.of("ClassApiTest", "LiveClassIT")),
            Map.entry("and of every request, if the operator of the server turns that on", List.of("LogTest")));

    /** Advice, and what a word of the glossary means. */
    static final Set<String> NO_PROMISES = Set.of(
            "Always read it with its data",
            "noisier gradients in the same time",
            "looks for the same small pattern, a filter, at every place in a photo",
            "a layer that connects every pixel to every unit",
            "no better than always saying the mean",
            "A unit whose sum is negative for every example is dead");

    private ArticleClaims() {}
}
