package io.belay.jms;

import io.belay.base.NearNames;
import io.belay.net.BrokerAddress;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a connection was told, by any of the names that we know: our own ({@link Setting}), Sun MQ's ({@code imq…}) and Qpid
 * JMS's ({@code jms.…}, {@code amqp.…}, {@code failover.…}, {@code transport.…}). What is given later counts more; what is
 * given by name counts more than the options of an address. Names that mean nothing here are taken and {@link #ignored};
 * any other is refused. Immutable; any thread.
 */
public final class ConnectionSettings implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** Nothing given. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(Map.of());

    private static final String HIDDEN = "***";
    private static final Map<String, Alias> ALIASES = aliases();

    /** As the user gave them: what {@link #equals} compares and what is serialized. */
    private final LinkedHashMap<String, String> given;

    private final transient Map<Setting, Object> values;
    private final transient Map<Setting, Object> explicit;
    private final transient AddressList list;
    private final transient List<String> ignored;

    private ConnectionSettings(Map<String, String> given) {
        this.given = new LinkedHashMap<>(given);
        Resolution resolution = new Resolution(this.given);
        list = resolution.list;
        explicit = Collections.unmodifiableMap(resolution.explicit);
        values = resolution.all();
        ignored = List.copyOf(resolution.ignored);
    }

    private static Map<String, Alias> aliases() {
        Map<String, Alias> aliases = new LinkedHashMap<>();
        SunNames.ALL.forEach(each -> aliases.put(each.name(), each));
        QpidNames.ALL.forEach(each -> aliases.put(each.name(), each));
        return Collections.unmodifiableMap(aliases);
    }

    /**
     * Settings with a broker's address, or a list of them with its options.
     *
     * @throws IllegalArgumentException as {@link #with} does
     */
    public static ConnectionSettings to(String addresses) {
        return DEFAULT.with(Setting.ADDRESS.text(), addresses);
    }

    /**
     * Settings by name, in the order of the map.
     *
     * @throws IllegalArgumentException as {@link #with} does
     */
    public static ConnectionSettings of(Map<String, String> given) {
        return new ConnectionSettings(given);
    }

    /**
     * The same and one more.
     *
     * @param name one of ours, of Sun MQ's or of Qpid JMS's
     * @param value as the name takes it; null takes back what was given by that name
     * @throws IllegalArgumentException if the name is unknown (the message says which are near) or the value is none of
     *     its values (it says which are)
     */
    public ConnectionSettings with(String name, @Nullable String value) {
        Map<String, String> more = new LinkedHashMap<>(given);
        more.remove(name); // what is given anew counts as given last
        if (value != null) more.put(name, value);
        return new ConnectionSettings(more);
    }

    /** The same and one more, by our name. */
    public ConnectionSettings with(Setting setting, @Nullable String value) {
        return with(setting.text(), value);
    }

    /**
     * The same, with those system properties on top that bear a known name: {@code imq…}, as Sun MQ has it, or
     * {@code belay.} and one of ours.
     *
     * @param system as {@code System.getProperties()}; others in it do not count
     * @throws IllegalArgumentException as {@link #with} does, for values
     */
    public ConnectionSettings overriddenBy(Properties system) {
        Map<String, String> more = new LinkedHashMap<>(given);
        for (Setting each : Setting.values()) override(more, each.text(), system.getProperty("belay." + each.text()));
        for (Alias each : SunNames.ALL) override(more, each.name(), system.getProperty(each.name()));
        return more.equals(given) ? this : new ConnectionSettings(more);
    }

    private static void override(Map<String, String> given, String name, @Nullable String value) {
        if (value == null) return;
        given.remove(name);
        given.put(name, value);
    }

    /** Text as set or by default; empty if there is none. For texts, secrets and choices (in capitals). */
    public String text(Setting setting) {
        return String.valueOf(values.get(setting));
    }

    /**
     * A number as set or by default, in the unit of its name.
     *
     * @throws ClassCastException if the setting is no number
     */
    public long number(Setting setting) {
        return (Long) value(setting);
    }

    /**
     * Whether it is so.
     *
     * @throws ClassCastException if the setting is neither true nor false
     */
    public boolean flag(Setting setting) {
        return (Boolean) value(setting);
    }

    private Object value(Setting setting) {
        Object value = values.get(setting);
        if (value == null) throw new IllegalStateException("no value of " + setting);
        return value;
    }

    /** The parts of a text that commas separate, without spaces around them and without empty ones. */
    public List<String> parts(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Whether the user has said it, by whatever name; false if the default counts. */
    public boolean isGiven(Setting setting) {
        return explicit.containsKey(setting);
    }

    /** Where the broker is: as listed, not in the order of attempts. */
    public List<BrokerAddress> addresses() {
        return list.addresses();
    }

    /** The addresses with what stood beside them. */
    public AddressList addressList() {
        return list;
    }

    /** What the user gave, by name, in order; holds secrets. */
    public Map<String, String> given() {
        return Collections.unmodifiableMap(given);
    }

    /** What was given and means nothing here, each {@code name: why}; for one line in the log. */
    public List<String> ignored() {
        return ignored;
    }

    /** All names that are known: ours first, then Sun MQ's, then Qpid JMS's. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Setting each : Setting.values()) names.add(each.text());
        names.addAll(ALIASES.keySet());
        return names;
    }

    /** Makes what is not serialized anew. */
    @Serial
    private Object readResolve() {
        return new ConnectionSettings(given);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionSettings its && its.given.equals(given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    /** What was given, without secrets. */
    @Override
    public String toString() {
        Map<String, String> shown = new LinkedHashMap<>(given);
        shown.replaceAll((name, value) -> shown(name, value));
        return shown.toString();
    }

    private static String shown(String name, String value) {
        if (name.toLowerCase(Locale.ROOT).contains("password") || name.equals(Setting.PROXY.text())) return HIDDEN;
        boolean address = name.equals(Setting.ADDRESS.text()) || name.equals("imqAddressList");
        return address ? AddressList.parse(value).toString() : value;
    }

    /** Turns names into settings. */
    private static final class Resolution {
        final Map<Setting, Object> explicit = new EnumMap<>(Setting.class);
        final List<String> ignored = new ArrayList<>();
        final AddressList list;

        Resolution(Map<String, String> given) {
            given.forEach((name, value) -> take(name, value, given));
            Object text = explicit.get(Setting.ADDRESS);
            list = AddressList.parse(text == null ? Setting.ADDRESS.standard() : (String) text);
            takeOptions(new EnumMap<>(explicit));
        }

        /** After the rest, for only now it is known which addresses count; yet the rest counts more. */
        private void takeOptions(Map<Setting, Object> byName) {
            if (list.isFailover()) explicit.put(Setting.START_PASSES, -1L);
            explicit.remove(Setting.ADDRESS);
            list.options().forEach((name, value) -> take(name, value, list.options()));
            if (explicit.containsKey(Setting.ADDRESS))
                throw new IllegalArgumentException("the options of an address cannot hold another address");
            explicit.putAll(byName);
        }

        private void take(String name, String value, Map<String, String> given) {
            Setting own = Setting.named(name);
            Alias alias = ALIASES.get(name);
            if (own != null) {
                put(own, value, name);
                return;
            }
            if (alias == null) throw unknown(name);
            read(alias.kind(), value, name);
            if (alias.meansNothing()) ignored.add(name + ": " + alias.note());
            alias.meaning().of(value, given).forEach((setting, text) -> put(setting, text, name));
        }

        private void put(Setting setting, String text, String name) {
            explicit.put(setting, read(setting.kind(), text, name));
        }

        private static Object read(SettingKind kind, String text, String name) {
            try {
                return kind.read(text);
            } catch (IllegalArgumentException wrong) {
                boolean secret = kind instanceof SettingKind.Secret;
                throw new IllegalArgumentException(name + ": " + (secret ? "not readable" : wrong.getMessage()), wrong);
            }
        }

        private static IllegalArgumentException unknown(String name) {
            List<String> near = NearNames.of(name, names());
            String meant = near.isEmpty()
                    ? "docs/CONNECTION.md lists them all"
                    : "did you mean " + String.join(" or ", near) + "?";
            return new IllegalArgumentException("unknown setting \"" + name + "\"; " + meant);
        }

        Map<Setting, Object> all() {
            Map<Setting, Object> all = new EnumMap<>(Setting.class);
            for (Setting each : Setting.values()) all.put(each, each.kind().read(each.standard()));
            all.putAll(explicit);
            return Collections.unmodifiableMap(all);
        }
    }
}
