package org.layerlab.backend.server;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.layerlab.backend.store.ModelStore;
import org.layerlab.backend.store.StoreException;
import org.layerlab.backend.store.StoredModel;

/**
 * The pages, put together from the shell {@code index.html} and a fragment each. In both, <code>{{name}}</code> marks
 * a place: {@code assets}, {@code page}, {@code title}, {@code description}, {@code head}; in the shell alone
 * {@code content}. They are composed once, but for that of a saved model, whose name is in its head.
 */
final class Pages {
    private static final Pattern MARK = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final String CACHE = "no-cache";

    private final String assetsPrefix;
    private final Map<Page, String> templates = new EnumMap<>(Page.class);
    private final Map<Page, Content> composed = new EnumMap<>(Page.class);

    /**
     * @throws IllegalArgumentException when a fragment is missing, or has a mark that is not known
     */
    Pages(SiteFiles site, String assetsPrefix) {
        this.assetsPrefix = assetsPrefix;
        String shell = site.text("index.html");
        for (Page page : Page.values()) {
            templates.put(page, shell.replace("{{content}}", site.text("pages/" + page.id() + ".html")));
            composed.put(page, content(compose(page, page.title(), page.description())));
        }
    }

    Future<Void> send(RoutingContext ctx, Page page) {
        return content(page).send(ctx, 200, CACHE);
    }

    /** The page that says so, with status 404 or 410. */
    Future<Void> sendNotFound(RoutingContext ctx, int status) {
        return content(Page.NOTFOUND).send(ctx, status, "no-store");
    }

    /** The page of a saved model: what is shared has its name, for previews and search. */
    Future<Void> sendModel(RoutingContext ctx, ModelStore models) {
        StoredModel model;
        try {
            model = models.find(ctx.pathParam("id"));
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
        String title = model.name().filter(name -> !name.isBlank()).orElse("Model " + model.id()) + " · LayerLab";
        return content(compose(Page.MODEL, title, describe(model))).send(ctx, 200, CACHE);
    }

    private Content content(Page page) {
        Content content = composed.get(page);
        if (content == null) {
            throw new IllegalStateException("every page is composed at the start");
        }
        return content;
    }

    private static Content content(String html) {
        return Content.of(html.getBytes(StandardCharsets.UTF_8), MediaTypes.HTML);
    }

    private static String describe(StoredModel model) {
        String dims = model.layerDims().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String what = model.kind().orElse("").equals("photos") ? " for photos of cats and dogs" : "";
        return "A neural network with layers " + dims + what + "." + accuracy("train", model.trainAccuracy())
                + accuracy("test", model.testAccuracy());
    }

    private static String accuracy(String split, OptionalDouble fraction) {
        return fraction.isEmpty()
                ? ""
                : String.format(Locale.ROOT, " %.1f %% right on its %s set.", 100 * fraction.getAsDouble(), split);
    }

    private String compose(Page page, String title, String description) {
        String head = "<meta property=\"og:type\" content=\"website\">\n"
                + "<meta property=\"og:site_name\" content=\"LayerLab\">\n"
                + "<meta property=\"og:title\" content=\"" + escape(title) + "\">\n"
                + "<meta property=\"og:description\" content=\"" + escape(description) + "\">";
        Map<String, String> values = Map.of(
                "assets", assetsPrefix,
                "page", page.id(),
                "title", escape(title),
                "description", escape(description),
                "head", head);
        // One pass: a mark in a model's name stays text.
        return MARK.matcher(templates.getOrDefault(page, "")).replaceAll(mark -> {
            String value = values.get(mark.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        "index.html or pages/" + page.id() + ".html has the unknown mark " + mark.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Text as it may stand in HTML, between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c < ' ' ? ' ' : c);
            }
        }
        return escaped.toString();
    }
}
