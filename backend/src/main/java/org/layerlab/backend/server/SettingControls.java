package org.layerlab.backend.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.layerlab.network.choice.Choice;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;

/**
 * Writes the controls of settings into a form, with the labels and help of their rows:
 *
 * <ul>
 *   <li>{@code {{setting ID KEY}}} is the control of one setting.
 *   <li>{@code {{settings PREFIX without KEY …}}} has one for each setting of every training that the page has no control
 *       for and does not do without; with {@code of recipe}, for each setting of a training on photos. Their ids are the
 *       prefix and the key in kebab case; {@code -} is an empty prefix.
 *   <li>{@code {{setting-keys}}} has the keys of those.
 * </ul>
 */
final class SettingControls {
    private static final Pattern ONE = Pattern.compile("\\{\\{setting ([a-z0-9-]+) ([A-Za-z0-9]+)}}");
    private static final Pattern OTHERS =
            Pattern.compile("\\{\\{settings ([a-z-]+)( of recipe)? without ([A-Za-z0-9 ]+)}}\n?");
    private static final String KEYS = "{{setting-keys}}";
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private final List<Setting<?>> known;
    private final List<Setting<?>> training;

    /**
     * Writes these.
     *
     * @param known all that a page may name
     * @param training those of every training
     */
    SettingControls(List<Setting<?>> known, List<Setting<?>> training) {
        this.known = known;
        this.training = training;
    }

    /**
     * A page with the controls in their places.
     *
     * @throws IllegalArgumentException when the page names a setting that does not exist
     */
    String into(String path, String html) {
        String page = ONE.matcher(html)
                .replaceAll(mark -> Matcher.quoteReplacement(control(mark.group(1), find(path, mark.group(2)))));
        List<Setting<?>> others = new ArrayList<>();
        String whole = OTHERS.matcher(page).replaceAll(mark -> {
            List<Setting<?>> all = mark.group(2) == null ? training : known;
            others.addAll(others(all, page, List.of(mark.group(3).trim().split(" +", -1))));
            String prefix = mark.group(1).equals("-") ? "" : mark.group(1);
            StringBuilder controls = new StringBuilder();
            for (Setting<?> setting : others) {
                controls.append(control(prefix + kebab(setting.key()), setting)).append('\n');
            }
            return Matcher.quoteReplacement(controls.toString());
        });
        StringBuilder keys = new StringBuilder();
        for (Setting<?> setting : others) {
            keys.append(' ').append(setting.key());
        }
        return whole.replace(KEYS, keys);
    }

    private List<Setting<?>> others(List<Setting<?>> all, String page, List<String> without) {
        List<Setting<?>> others = new ArrayList<>();
        for (Setting<?> setting : all) {
            String key = "=\"" + setting.key() + "\"";
            boolean shown = page.contains(" name" + key) || page.contains(" data-setting" + key);
            if (!shown && !without.contains(setting.key())) {
                others.add(setting);
            }
        }
        return others;
    }

    private Setting<?> find(String path, String key) {
        for (Setting<?> setting : known) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        throw new IllegalArgumentException(path + " names the setting " + key + ", which does not exist");
    }

    private static String control(String id, Setting<?> setting) {
        String key = setting.key();
        String title = " title=\"" + HtmlText.escape(setting.help()) + "\"";
        String names =
                " id=\"" + id + "\" data-testid=\"" + id + "\" name=\"" + key + "\" data-setting=\"" + key + "\"";
        if (setting instanceof FlagSetting) {
            return "<label class=\"check\" data-control=\"" + key + "\"" + title + "><input type=\"checkbox\"" + names
                    + "> " + HtmlText.escape(setting.label()) + "</label>";
        }
        String control = setting instanceof ChoiceSetting<?> choice
                ? "<select" + names + title + ">" + options(choice) + "</select>"
                : "<input" + names + " type=\"number\" inputmode=\""
                        + (setting instanceof WholeSetting ? "numeric\" step=\"1\"" : "decimal\" step=\"any\"") + title
                        + ">";
        return "<div class=\"field\" data-control=\"" + key + "\"><label for=\"" + id + "\">"
                + HtmlText.escape(setting.label()) + "</label>" + control + "</div>";
    }

    private static String options(ChoiceSetting<?> setting) {
        StringBuilder options = new StringBuilder();
        for (Choice choice : setting.values()) {
            options.append("<option value=\"")
                    .append(choice.id())
                    .append("\" title=\"")
                    .append(HtmlText.escape(choice.help()))
                    .append("\">")
                    .append(HtmlText.escape(choice.label()))
                    .append("</option>");
        }
        return options.toString();
    }

    private static String kebab(String key) {
        return CAPITAL.matcher(key).replaceAll(letter -> "-" + letter.group().toLowerCase(Locale.ROOT));
    }
}
