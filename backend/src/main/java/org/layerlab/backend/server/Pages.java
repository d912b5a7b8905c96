package org.layerlab.backend.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.layerlab.backend.article.Article;
import org.layerlab.backend.article.Languages;
import org.layerlab.backend.classroom.RoomCode;
import org.layerlab.backend.lesson.Lesson;
import org.layerlab.backend.lesson.Lessons;
import org.layerlab.backend.preview.PreviewSize;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;

/**
 * The pages, each made from the shell {@code index.html} and a fragment. Both contain placeholders, written
 * <code>{{name}}</code>: {@code assets}, {@code page}, {@code program}, {@code title}, {@code description}, {@code head}, {@code note},
 * {@code version}; the shell also has {@code content}, and the pages of the course what {@link LessonHtml} fills in. Pages
 * are composed once, except those of a deleted model; those of saved models are kept while there is room.
 */
final class Pages {
    private static final Pattern MARK = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String CACHE = "no-cache";

    /** In a page's fragment: {@code articles/LANGUAGE/PAGE.md} as HTML. */
    private static final String ARTICLE = "{{article}}";

    /** In a page's fragment: the OpenAPI description as HTML. */
    private static final String API = "{{api}}";

    /** What a program has that was not packaged. */
    private static final String NO_VERSION = "development";

    private final String assetsPrefix;
    private final Map<Page, String> templates = new EnumMap<>(Page.class);
    private final Map<Page, Content> composed = new EnumMap<>(Page.class);
    private final Lessons lessons;
    private final LessonHtml lessonHtml;
    private final Map<String, Content> lessonPages = new LinkedHashMap<>();
    private final Content serviceWorker;
    private final Content embedScript;

    /**
     * @throws IllegalArgumentException when a fragment is missing or has an unknown placeholder, or a lesson is malformed
     * @throws IOException when the OpenAPI description is missing from the program
     */
    Pages(SiteFiles site, String assetsPrefix) throws IOException {
        this.assetsPrefix = assetsPrefix;
        String shell = site.text("index.html");
        lessons = Lessons.read(site.files().keySet(), site::text);
        lessonHtml = new LessonHtml(lessons, site::text);
        for (Page page : Page.values()) {
            templates.put(page, shell.replace("{{content}}", content(site, page)));
            if (page != Page.LESSON) {
                composed.put(
                        page,
                        compressed(
                                site,
                                compose(page, head(page.title(), page.description()), "", parts(page, lessonHtml))));
            }
        }
        for (Lesson lesson : lessons.list()) {
            Article english = lesson.texts().english();
            Head head = head(english.field("title") + " · LayerLab", english.field("question"));
            lessonPages.put(lesson.id(), compressed(site, compose(Page.LESSON, head, "", lessonHtml.of(lesson))));
        }
        serviceWorker = Content.of(
                site.text(SiteFiles.SERVICE_WORKER)
                        .replace("{{assets}}", assetsPrefix)
                        .getBytes(StandardCharsets.UTF_8),
                MediaTypes.of(SiteFiles.SERVICE_WORKER));
        embedScript = Content.of(
                site.text(SiteFiles.EMBED_SCRIPT).getBytes(StandardCharsets.UTF_8),
                MediaTypes.of(SiteFiles.EMBED_SCRIPT));
    }

    private static Map<String, String> parts(Page page, LessonHtml lessonHtml) {
        return switch (page) {
            case LEARN -> lessonHtml.ofList("learn-item");
            case WRITE -> lessonHtml.ofNext();
            case CLASS -> lessonHtml.ofList("class-lesson");
            default -> Map.of();
        };
    }

    private static Content compressed(SiteFiles site, String text) {
        byte[] html = text.getBytes(StandardCharsets.UTF_8);
        return Content.of(html, MediaTypes.HTML, site);
    }

    /** The page's fragment, with its article where it has one. */
    private static String content(SiteFiles site, Page page) throws IOException {
        String fragment = site.text("pages/" + page.id() + ".html");
        if (fragment.contains(API)) {
            return fragment.replace(API, ApiArticle.of(OpenApi.description()).html());
        }
        return fragment.contains(ARTICLE)
                ? fragment.replace(
                        ARTICLE,
                        Languages.read("articles", page.id(), site::text).html(Article::html))
                : fragment;
    }

    /**
     * The service worker, which keeps opened pages for offline use. It is at the root because its scope is the whole
     * site.
     */
    Future<Void> sendServiceWorker(RoutingContext ctx) {
        return serviceWorker.send(ctx, 200, CACHE);
    }

    /** The script that puts a playground or a classifier into a page of any site. */
    Future<Void> sendEmbedScript(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin");
        return embedScript.send(ctx, 200, CACHE);
    }

    Future<Void> send(RoutingContext ctx, Page page) {
        return content(page).send(ctx, 200, CACHE);
    }

    /** The page of a lesson. */
    Future<Void> sendLesson(RoutingContext ctx) {
        Content content = lessonPages.get(ctx.pathParam("id"));
        if (content == null) {
            throw HttpProblem.notFound("no such lesson");
        }
        return content.send(ctx, 200, CACHE);
    }

    /**
     * Sends the page of a lesson that somebody writes, as the course would show it. Nothing of it is kept.
     *
     * @param form {@code lesson=} and its file, as a browser sends a form
     * @param previews makes the page
     */
    Future<Void> sendPreview(RoutingContext ctx, String form, BlockingJobs previews, Outgoing outgoing) {
        return previews.run(ctx, () -> preview(form))
                .compose(content ->
                        outgoing.send(content.identity().length(), () -> content.send(ctx, 200, "no-store")));
    }

    /**
     * Sends the page of a lesson that its address carries. Nothing of it is kept.
     *
     * @param previews makes the page, once for all who ask at the same time, such as a class
     */
    Future<Void> sendLessonOfLink(RoutingContext ctx, BlockingJobs previews, Outgoing outgoing) {
        String packed = ctx.pathParam("packed");
        return previews.run(ctx, packed, () -> ofLink(packed))
                .compose(content -> outgoing.send(content.identity().length(), () -> content.send(ctx, 200, CACHE)));
    }

    private Content ofLink(String packed) {
        try {
            return unlisted(Lesson.ofLink(packed));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(404, "broken_lesson", "there is no lesson at this address: " + e.getMessage());
        }
    }

    private Content unlisted(Lesson lesson) {
        Article words = lesson.texts().english();
        Head head = head(words.field("title") + " · LayerLab", words.field("question"));
        return content(compose(Page.LESSON, head.unlisted(), "", lessonHtml.of(lesson)));
    }

    private Content preview(String form) {
        String markdown = lesson(form);
        try {
            return unlisted(Lesson.preview(markdown));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(422, "malformed_lesson", String.valueOf(e.getMessage()));
        }
    }

    private static String lesson(String form) {
        try {
            return new QueryStringDecoder(form, false)
                    .parameters()
                    .getOrDefault("lesson", List.of(""))
                    .get(0);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("the form is malformed: " + e.getMessage());
        }
    }

    /** The page that joins a class, whether or not there is one with this code: looking at pages tells nobody. */
    Future<Void> sendJoin(RoutingContext ctx) {
        if (!RoomCode.isOne(ctx.pathParam("code").toUpperCase(Locale.ROOT))) {
            throw HttpProblem.notFound("no class has such a code");
        }
        return send(ctx, Page.JOIN);
    }

    /** The course. */
    Lessons lessons() {
        return lessons;
    }

    /** The not-found page, with status 404. */
    Future<Void> sendNotFound(RoutingContext ctx) {
        return content(Page.NOTFOUND).send(ctx, 404, "no-store");
    }

    /** The page of a deleted model, with status 410; the note says when. */
    Future<Void> sendDeleted(RoutingContext ctx, String note) {
        return sendNoted(ctx, Page.DELETED, 410, note);
    }

    /**
     * The page of a link whose lesson cannot be read, with status 404.
     *
     * @param note says why
     */
    Future<Void> sendBrokenLesson(RoutingContext ctx, String note) {
        return sendNoted(ctx, Page.BROKENLESSON, 404, note);
    }

    private Future<Void> sendNoted(RoutingContext ctx, Page page, int status, String note) {
        String html = compose(page, head(page.title(), page.description()), note, Map.of());
        return content(html).send(ctx, status, "no-store");
    }

    /**
     * Sends pages of saved models, each with its name and preview in the tags for chats and search engines.
     *
     * @param pages those that are ready to send
     */
    Routes.Answer ofModels(ModelStore models, ModelContents pages) {
        return ctx -> sendModel(ctx, models, pages);
    }

    private Future<Void> sendModel(RoutingContext ctx, ModelStore models, ModelContents pages) throws StoreException {
        StoredModel model = models.find(ctx.pathParam("id"));
        Optional<Origin> origin = Forwarding.origin(ctx);
        String variant = origin.map(Origin::toString).orElse("");
        Content content = pages.find(model, variant).orElseGet(() -> {
            Content made = content(compose(Page.MODEL, head(model, origin), "", Map.of()));
            pages.put(model, variant, made);
            return made;
        });
        ctx.response().putHeader(HttpHeaders.VARY, "X-Forwarded-Host, X-Forwarded-Proto");
        return content.send(ctx, 200, ModelCaching.revalidate(model));
    }

    private static Head head(StoredModel model, Optional<Origin> origin) {
        String title = model.name().filter(name -> !name.isBlank()).orElse("Model " + model.id()) + " · LayerLab";
        Head head = head(title, describe(model));
        if (!model.listed()) {
            head = head.unlisted();
        }
        return origin.isEmpty()
                ? head
                : head.withPicture(
                        origin.get() + "/m/" + model.id(),
                        origin.get() + "/api/models/" + model.id() + "/preview.png?v="
                                + model.sha256().substring(0, 12));
    }

    /** The pages that are composed once. */
    Collection<Content> composed() {
        return Stream.concat(composed.values().stream(), lessonPages.values().stream())
                .toList();
    }

    private Content content(Page page) {
        Content content = composed.get(page);
        if (content == null) {
            throw new IllegalStateException("page " + page + " is not composed");
        }
        return content;
    }

    private static Content content(String html) {
        return Content.of(html.getBytes(StandardCharsets.UTF_8), MediaTypes.HTML);
    }

    private static String describe(StoredModel model) {
        String own = model.description().map(text -> text.strip() + " ").orElse("");
        String layers = model.layers()
                .orElseGet(() -> model.layerDims().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        String what = model.kind().orElse("").equals("photos") ? " for photos" : "";
        // A network with softmax has classes of its own.
        String which = what.isEmpty() || layers.contains("softmax") ? "" : " of cats and dogs";
        return own + "A neural network with layers " + readable(layers) + what + which + "."
                + accuracy("Train", model.trainAccuracy(), model.trainExamples())
                + accuracy("Test", model.testAccuracy(), model.testExamples());
    }

    /** {@code 1 (linear)} and {@code 4 (softmax)} for {@code 1linear} and {@code softmax4}. */
    private static String readable(String layers) {
        return layers.replaceAll("\\bsoftmax(\\d+)", "$1 (softmax)").replaceAll("\\b(\\d+)linear\\b", "$1 (linear)");
    }

    private static String accuracy(String split, OptionalDouble fraction, long examples) {
        if (fraction.isEmpty()) {
            return "";
        }
        String of = examples == 0 ? "" : String.format(Locale.ROOT, " of %,d", examples);
        return String.format(Locale.ROOT, " %s accuracy: %.1f %%%s.", split, 100 * fraction.getAsDouble(), of);
    }

    private record Head(String title, String description, String tags) {
        /** The same for a page that only its link leads to: search engines leave it out. */
        Head unlisted() {
            return new Head(
                    title,
                    description,
                    tags + "\n" + meta("name", "robots", "noindex").strip());
        }

        Head withPicture(String url, String image) {
            return new Head(
                    title,
                    description,
                    tags + "\n"
                            + property("og:url", url)
                            + property("og:image", image)
                            + property("og:image:type", "image/png")
                            + property("og:image:width", Integer.toString(PreviewSize.WIDTH))
                            + property("og:image:height", Integer.toString(PreviewSize.HEIGHT))
                            + property("og:image:alt", "What the network has learned, as a picture")
                            + meta("name", "twitter:card", "summary_large_image")
                            + meta("name", "twitter:title", title)
                            + meta("name", "twitter:description", description)
                            + meta("name", "twitter:image", image).strip());
        }
    }

    private static Head head(String title, String description) {
        return new Head(
                title,
                description,
                property("og:type", "website")
                        + property("og:site_name", "LayerLab")
                        + property("og:title", title)
                        + property("og:description", description).strip());
    }

    private static String property(String name, String content) {
        return meta("property", name, content);
    }

    private static String meta(String key, String name, String content) {
        return "<meta " + key + "=\"" + name + "\" content=\"" + HtmlText.escape(content) + "\">\n";
    }

    /**
     * @param parts HTML for the placeholders that this page alone has
     */
    private String compose(Page page, Head head, String note, Map<String, String> parts) {
        Map<String, String> values = new HashMap<>(parts);
        values.putAll(Map.of(
                "assets", assetsPrefix,
                "page", page.id(),
                "program", page.program(),
                "title", HtmlText.escape(head.title()),
                "description", HtmlText.escape(head.description()),
                "note", HtmlText.escape(note),
                "version", HtmlText.escape(version()),
                "head", head.tags()));
        // One pass: a placeholder in a model's name stays text.
        return MARK.matcher(templates.getOrDefault(page, "")).replaceAll(mark -> {
            String value = values.get(mark.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        "index.html or pages/" + page.id() + ".html has the unknown placeholder " + mark.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The version of this program, with its commit where it is known. */
    static String version() {
        return Objects.requireNonNullElse(Pages.class.getPackage().getImplementationVersion(), NO_VERSION);
    }
}
