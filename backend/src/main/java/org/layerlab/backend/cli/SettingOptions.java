package org.layerlab.backend.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.layerlab.network.choice.ChoiceSetting;
import org.layerlab.network.choice.Chosen;
import org.layerlab.network.choice.FlagSetting;
import org.layerlab.network.choice.NumberSetting;
import org.layerlab.network.choice.Setting;
import org.layerlab.network.choice.WholeSetting;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options made from settings: the long name is the setting's key in kebab case, {@code --learning-rate} for {@code
 * learningRate}; help, values and default come from the setting.
 */
final class SettingOptions {
    /** Second names of options, by keys of settings. */
    private static final Map<String, String> ALIASES = Map.of("l2", "--weight-decay");

    private SettingOptions() {}

    /** A command that has options for settings. */
    interface Command {
        /** The settings, with the command's own defaults, in the order of its help. */
        List<Setting<?>> settings();
    }

    /** Adds an option for each of a command's settings, under a heading of their own. */
    static void addTo(CommandSpec spec, Command command) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder().validate(false).heading("%nSettings:%n");
        for (Setting<?> setting : command.settings()) {
            group.addArg(option(setting));
        }
        spec.addArgGroup(group.build());
    }

    /** The option's long name. */
    static String name(Setting<?> setting) {
        StringBuilder name = new StringBuilder("--");
        for (char c : setting.key().toCharArray()) {
            name.append(Character.isUpperCase(c) ? "-" : "").append(Character.toLowerCase(c));
        }
        return name.toString();
    }

    private static OptionSpec option(Setting<?> setting) {
        String alias = ALIASES.get(setting.key());
        String[] names = alias == null ? new String[] {name(setting)} : new String[] {name(setting), alias};
        OptionSpec.Builder option = OptionSpec.builder(names).description(description(setting));
        if (setting instanceof FlagSetting) {
            return option.type(boolean.class).negatable(true).build();
        }
        return option.type(String.class)
                .arity("1")
                .paramLabel(placeholder(setting))
                .build();
    }

    private static String placeholder(Setting<?> setting) {
        if (setting instanceof ChoiceSetting<?>) {
            return "NAME";
        }
        return setting instanceof NumberSetting ? "X" : setting instanceof WholeSetting ? "N" : "TEXT";
    }

    private static String description(Setting<?> setting) {
        StringBuilder text = new StringBuilder(setting.help());
        if (setting instanceof ChoiceSetting<?> choice) {
            text.append(" One of ").append(choice.ids()).append('.');
        } else if (setting instanceof NumberSetting number) {
            text.append(" It must be ").append(number.range()).append('.');
        } else if (setting instanceof WholeSetting whole && whole.most() != Integer.MAX_VALUE) {
            text.append(" It must be ").append(whole.range()).append('.');
        } else if (setting instanceof WholeSetting whole && whole.least() > 0) {
            text.append(" It must be at least ").append(whole.least()).append('.');
        }
        // A percent sign begins a variable in picocli's texts.
        return text.append(" Default: ")
                .append(defaultText(setting))
                .append('.')
                .toString()
                .replace("%", "%%");
    }

    private static <T> String defaultText(Setting<T> setting) {
        return setting.text(setting.byDefault()).replace(", ", ",");
    }

    /**
     * The values of the options that were given.
     *
     * @param base the values of all others; not modified
     * @throws ParameterException when a value cannot be read or is out of range, or an option stands there twice
     */
    static Chosen read(CommandSpec spec, List<Setting<?>> settings, Chosen base) {
        Chosen chosen = base.copy();
        for (Setting<?> setting : settings) {
            if (given(spec, setting)) {
                requireOnce(spec, setting);
                Object value = spec.commandLine().getParseResult().matchedOptionValue(name(setting), "");
                try {
                    chosen.parse(setting, String.valueOf(value));
                } catch (IllegalArgumentException e) {
                    throw new ParameterException(spec.commandLine(), e.getMessage(), e);
                }
            }
        }
        return chosen;
    }

    /** Refuses an option that stands there twice, as picocli refuses those that are in no group. */
    private static void requireOnce(CommandSpec spec, Setting<?> setting) {
        OptionSpec option = spec.findOption(name(setting));
        long times = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option::equals)
                .count();
        if (times > 1) {
            throw new ParameterException(
                    spec.commandLine(), "option '" + option.longestName() + "' should be specified only once");
        }
    }

    /**
     * The values of the options that were given, as the settings write them, by their keys.
     *
     * @throws ParameterException as {@link #read}
     */
    static Map<String, String> texts(CommandSpec spec, List<Setting<?>> settings) {
        Chosen chosen = read(spec, settings, new Chosen());
        Map<String, String> texts = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            if (given(spec, setting)) {
                texts.put(setting.key(), chosen.text(setting));
            }
        }
        return texts;
    }

    /** Whether the setting's option stands on the command line. */
    static boolean given(CommandSpec spec, Setting<?> setting) {
        return spec.commandLine().getParseResult().hasMatchedOption(name(setting));
    }
}
