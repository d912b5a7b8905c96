package org.layerlab.backend.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.layerlab.backend.server.ServerFixture.errorMessage;
import static org.layerlab.backend.server.ServerFixture.header;
import static org.layerlab.backend.server.ServerFixture.text;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.layerlab.backend.dataset.ExampleStore;
import org.layerlab.backend.lesson.PackedLessons;

/** A lesson that somebody writes, as the course would show it: of strangers, so that anything may come. */
class LessonPreviewTest {
    private static final Path PAGES = Path.of("..", "static", "pages");
    private static final String LESSON = """
            ---
            number: 1
            title: '{{assets}} <script>alert(1)</script>'
            question: Why?
            minutes: 5
            widget: 'playground: dataset=xor&iterations=5'
            prediction: What next?
            choices:
              - This
              - That
            reasons:
              - Yes.
              - No.
            right: 1
            check: And now?
            checkChoices:
              - One
              - Two
            checkReasons:
              - A
              - B
            checkRight: 2
            next: Go on.
            ---

            ## Before

            TEXT

            ## Try it

            ## What happened

            ## For teachers
            """;

    @TempDir
    private Path store;

    private LayerLabServer server;
    private int port;
    private final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();

    @BeforeEach
    void startWithTheFragmentsOfTheSite() throws Exception {
        Map<String, byte[]> files = TestSite.files();
        for (String name : List.of(
                "lesson",
                "lesson-choice",
                "lesson-reason",
                "lesson-place",
                "lesson-own",
                "lesson-qr",
                "lesson-next",
                "lesson-last",
                "lesson-advice")) {
            files.put("pages/" + name + ".html", Files.readAllBytes(PAGES.resolve(name + ".html")));
        }
        server = new LayerLabServer(
                ServerFixture.options(store),
                new SiteFiles(files),
                new ExampleStore(store.resolve("prepared"), (name, file, how) -> new byte[how.features()]),
                Clock.systemUTC());
        port = server.start().await(30, TimeUnit.SECONDS).port();
    }

    @AfterEach
    void stop() throws Exception {
        server.close().await(30, TimeUnit.SECONDS);
    }

    private HttpResponse<byte[]> preview(String markdown, String... headers) throws Exception {
        return client.send(request(markdown, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String markdown, String... headers) {
        return form("lesson=" + URLEncoder.encode(markdown, StandardCharsets.UTF_8), headers);
    }

    private HttpRequest form(String text, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/learn/preview"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    @Test
    void aLessonIsShownAndNothingOfItIsKeptOrRun() throws Exception {
        HttpResponse<byte[]> response = preview(
                LESSON.replace("TEXT", "Some **bold** <b>HTML</b>. {{widget}}").replace("\n", "\r\n"));
        String html = text(response);
        assertEquals(200, response.statusCode(), html);
        assertEquals("no-store", header(response, "Cache-Control"));
        assertTrue(html.contains("noindex"), html);
        assertTrue(html.contains("data-lesson=\"\""), "it has no id: its state is not kept");
        assertTrue(html.contains("{{assets}} &lt;script&gt;alert(1)&lt;/script&gt;"), html);
        assertFalse(html.contains("<script>alert"), html);
        assertTrue(html.contains("Some <strong>bold</strong> &lt;b&gt;HTML&lt;/b&gt;. {{widget}}"), html);
        assertTrue(html.contains("Go on."), html);
    }

    private HttpResponse<byte[]> ofLink(String markdown, int left) throws Exception {
        String packed = PackedLessons.of(markdown);
        return get(packed.substring(0, packed.length() - left), "application/json");
    }

    private HttpResponse<byte[]> get(String packed, String accept) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/learn/own/" + packed))
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aLinkCarriesALessonThatHasNoPlaceInTheCourse() throws Exception {
        HttpResponse<byte[]> response = ofLink(LESSON.replace("TEXT", "Some **bold** <b>HTML</b>."), 0);
        String html = text(response);
        assertEquals(200, response.statusCode(), html);
        assertTrue(html.contains("noindex"), html);
        assertTrue(html.contains("data-lesson=\"own/"), "what was answered in it is kept");
        assertTrue(html.contains("{{assets}} &lt;script&gt;alert(1)&lt;/script&gt;"), html);
        assertTrue(html.contains("Some <strong>bold</strong> &lt;b&gt;HTML&lt;/b&gt;."), html);
        assertTrue(html.contains("Written by whoever made this link"), html);
        assertFalse(html.contains("Lesson <b>1</b>"), html);
        assertFalse(html.contains("qr.svg"), "a code with so many letters is hard to read");
        assertFalse(html.contains("id=\"next\""), html);
        assertTrue(text(preview(LESSON)).contains("Lesson <b>1</b>"), "the course would show it so");
    }

    @Test
    void aLinkWhoseLessonCannotBeReadLeadsNowhereAndSaysWhy() throws Exception {
        HttpResponse<byte[]> cut = ofLink(LESSON, 5);
        assertEquals(404, cut.statusCode());
        assertEquals("there is no lesson at this address: the link is incomplete or was changed", errorMessage(cut));
        HttpResponse<byte[]> wrong = ofLink(LESSON.replace("right: 1", "right: 3"), 0);
        assertEquals(404, wrong.statusCode());
        assertEquals(
                "there is no lesson at this address: 'right' is '3'; it must be a whole number from 1 to 2",
                errorMessage(wrong));
    }

    @Test
    void aReaderIsToldThatTheLinkIsIncomplete() throws Exception {
        HttpResponse<byte[]> cut = get(PackedLessons.of(LESSON).substring(7), "text/html");
        assertEquals(404, cut.statusCode());
        assertTrue(text(cut).contains("the brokenlesson page"), text(cut));
    }

    @Test
    void aLessonOfOneLanguageIsThereOnceAndNamesIt() throws Exception {
        String html = text(ofLink(LESSON.replace("title:", "language: de\ntitle:"), 0));
        assertTrue(html.contains("<span data-only lang=\"de\">Why?</span>"), html);
        assertFalse(html.contains("data-language"), html);
        assertTrue(text(ofLink(LESSON, 0)).contains("<span data-only>Why?</span>"), "it need not say");
        String hostile = text(ofLink(LESSON.replace("title:", "language: x\"><b>\ntitle:"), 0));
        assertTrue(hostile.contains("<span data-only>Why?</span>"), hostile);
    }

    @Test
    void frontMatterThatWouldMakeALargePageIsRefused() throws Exception {
        HttpResponse<byte[]> large = ofLink(LESSON.replace("question: Why?", "question: W" + "'".repeat(10_000)), 0);
        assertEquals(404, large.statusCode());
        assertTrue(errorMessage(large).contains("; it may have up to 1000"), errorMessage(large));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\""})
    void aQuotationMarkThatNothingFollowsYetIsToldOf(String mark) throws Exception {
        HttpResponse<byte[]> response = preview(LESSON.replace("question: Why?", "question: " + mark));
        assertEquals(422, response.statusCode());
        assertTrue(text(response).contains("a single quotation mark"), text(response));
    }

    @Test
    void aSectionWithoutTextHasNoHeading() throws Exception {
        assertTrue(text(preview(LESSON.replace("TEXT", "Text."))).contains("<h2 id=\"before\">"));
        String html = text(preview(LESSON.replace("TEXT", "")));
        assertFalse(html.contains("<h2 id=\"before\">"), html);
    }

    @Test
    void whatIsMalformedIsRefusedWithTheReason() throws Exception {
        HttpResponse<byte[]> response = preview(LESSON.replace("right: 1", "right: 3"));
        assertEquals(422, response.statusCode());
        assertEquals("'right' is '3'; it must be a whole number from 1 to 2", errorMessage(response));
        assertEquals(422, preview("").statusCode());
        assertEquals(413, preview("x".repeat(70_000)).statusCode());
        assertEquals(403, preview(LESSON, "Origin", "https://example.org").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lesson=%zz", "lesson=%", "%e", "lesson=%c3%28%f"})
    void aFormWhosePercentSignsMeanNothingIsMalformed(String form) throws Exception {
        HttpResponse<byte[]> response = client.send(form(form), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(400, response.statusCode(), text(response));
        assertTrue(errorMessage(response).startsWith("the form is malformed: "), errorMessage(response));
    }

    @Test
    void aTextThatMakesMuchWorkIsRefusedWithBothSides() throws Exception {
        String paragraph = "<".repeat(6900) + "\n\n";
        assertEquals(200, preview(LESSON.replace("TEXT", paragraph)).statusCode());
        assertRefused("the text has ", "; it may have up to 20000", paragraph.repeat(3));
        assertRefused("a paragraph, up to a blank line, has more than 7000 characters", "", "<".repeat(7001));
        assertRefused(
                "a paragraph, up to a blank line, has more than 7000 characters",
                "",
                "<a ".repeat(1200) + "\n" + "<a ".repeat(1200));
        assertRefused("a line has 301 bars (|); it may have up to 21", "", "|a".repeat(300) + "|\n");
        assertRefused("a paragraph, up to a blank line, has more than 500 of the marks * _ [ ]", "", "*a ".repeat(501));
        assertRefused(
                "quotes, lists, emphasis or links are nested more than 50 levels deep",
                "",
                "*a ".repeat(60) + "b*".repeat(60));
        String links = "[a]: /" + "u".repeat(3000) + "\n\n" + "[a]".repeat(240);
        assertRefused("the page has more than 200000 characters of HTML", "", links);
    }

    @Test
    void aLessonMayHaveManyPointsOfItsOwn() throws Exception {
        String lesson = LESSON.replace("dataset=xor", "dataset=custom&points=" + "abcde".repeat(2000));
        assertEquals(200, preview(lesson).statusCode());
        assertEquals(200, preview(lesson.replace("\n", "\r\n")).statusCode());
    }

    private void assertRefused(String begin, String end, String text) throws Exception {
        String lesson = LESSON.replace("TEXT", text);
        for (String sent : List.of(lesson, lesson.replace("\n", "\r\n"))) {
            HttpResponse<byte[]> response = preview(sent);
            assertEquals(422, response.statusCode(), text(response));
            String message = errorMessage(response);
            assertTrue(message.startsWith(begin) && message.endsWith(end), message);
        }
    }

    @Test
    void previewsOfAClientWaitInAQueue() throws Exception {
        List<CompletableFuture<Integer>> asked = new ArrayList<>();
        String slow = LESSON.replace("TEXT", "<".repeat(6900));
        for (int i = 0; i < 60; i++) {
            asked.add(client.sendAsync(request(slow), HttpResponse.BodyHandlers.ofByteArray())
                    .thenApply(HttpResponse::statusCode));
        }
        Set<Integer> statuses = new TreeSet<>();
        for (CompletableFuture<Integer> one : asked) {
            statuses.add(one.get(30, TimeUnit.SECONDS));
        }
        assertEquals(Set.of(200, 429), statuses);
        assertEquals(200, preview(LESSON).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"> ", "- ", "*a **b ", "[", "![", "<a", "`", "| a ", "\n\n    x", "&#35;", "1. ", "[a]: /b\n"})
    void whateverIsNestedTheServerAnswersAndGoesOn(String piece) throws Exception {
        String many = piece.repeat(15_000 / piece.length());
        int status = preview(LESSON.replace("TEXT", many)).statusCode();
        assertTrue(status == 200 || status == 422, piece + " " + status);
        assertEquals(200, preview(LESSON).statusCode());
    }
}
