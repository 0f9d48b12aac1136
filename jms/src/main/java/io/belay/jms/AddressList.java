package io.belay.jms;

import io.belay.net.BrokerAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The brokers that a connection may use, as one text.
 *
 * <pre>
 *   mq://one:7676/jms, two:7676, :1012                          Sun MQ: separated by comma or space
 *   amqp://one?clientId=till-7&amp;jms.username=x                 AMQP, with settings
 *   failover:(amqp://one,amqps://two:5671)?failover.randomize=true&amp;jms.clientID=till-7
 * </pre>
 *
 * An option of an AMQP address is a setting of the whole connection, by its own, Sun MQ's or Qpid JMS's name;
 * {@code failover.nested.} before a name does not count. Its value is decoded as in any URL, so {@code %26} is {@code &}.
 *
 * @param addresses one or more, as listed
 * @param options what stands after {@code ?}, in order, by name as written; unknown names are for the reader to refuse
 * @param isFailover whether it is a {@code failover:} list: then the first connect, too, is tried without end
 */
public record AddressList(List<BrokerAddress> addresses, Map<String, String> options, boolean isFailover) {
    private static final String FAILOVER = "failover:";
    private static final String NESTED = "failover.nested.";

    /** Keeps copies. */
    public AddressList {
        addresses = List.copyOf(addresses);
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException if an address is none, or an option is given twice in two ways
     */
    public static AddressList parse(String text) {
        String list = text.strip();
        Map<String, String> options = new LinkedHashMap<>();
        boolean isFailover = list.regionMatches(true, 0, FAILOVER, 0, FAILOVER.length());
        if (isFailover) list = failoverList(list.substring(FAILOVER.length()), options);
        List<BrokerAddress> addresses = new ArrayList<>();
        for (String each : split(list)) addresses.add(address(each, options));
        if (addresses.isEmpty()) addresses.add(BrokerAddress.DEFAULT);
        return new AddressList(addresses, options, isFailover);
    }

    /** The text between the parentheses; what follows them goes to the options. {@code failover://(} is written as often. */
    private static String failoverList(String written, Map<String, String> options) {
        String text = written.startsWith("//") ? written.substring(2) : written;
        if (!text.startsWith("(")) return text;
        int end = text.lastIndexOf(')');
        if (end < 0) throw new IllegalArgumentException("failover list: \"(\" without \")\"");
        String after = text.substring(end + 1);
        if (!after.isEmpty() && !after.startsWith("?"))
            throw new IllegalArgumentException("failover list: after \")\" comes \"?\", found \"" + after + "\"");
        if (!after.isEmpty()) readOptions(after.substring(1), options);
        return text.substring(1, end);
    }

    /** At commas and spaces; a comma within an AMQP address' options is one of theirs unless an address follows it. */
    private static List<String> split(String list) {
        List<String> items = new ArrayList<>();
        for (String each : list.split("[,\\s]+")) {
            int last = items.size() - 1;
            if (each.isEmpty()) continue;
            boolean goesOn = last >= 0 && !each.contains("://") && hasOptions(items.get(last));
            if (goesOn) items.set(last, items.get(last) + "," + each);
            else items.add(each);
        }
        return items;
    }

    private static boolean hasOptions(String address) {
        return address.regionMatches(true, 0, "amqp", 0, 4) && address.indexOf('?') >= 0;
    }

    private static BrokerAddress address(String text, Map<String, String> options) {
        if (!text.regionMatches(true, 0, "amqp", 0, 4) || !text.contains("://")) return BrokerAddress.parse(text);
        int query = text.indexOf('?');
        String bare = query < 0 ? text : text.substring(0, query);
        if (query >= 0) readOptions(text.substring(query + 1), options);
        return BrokerAddress.parse(withoutUser(bare, options));
    }

    private static String withoutUser(String address, Map<String, String> options) {
        int from = address.indexOf("://") + 3;
        int at = address.lastIndexOf('@');
        if (at < from) return address;
        String user = address.substring(from, at);
        int colon = user.indexOf(':');
        put(options, Setting.USERNAME.text(), decoded(colon < 0 ? user : user.substring(0, colon)));
        if (colon >= 0) put(options, Setting.PASSWORD.text(), decoded(user.substring(colon + 1)));
        return address.substring(0, from) + address.substring(at + 1);
    }

    private static void readOptions(String query, Map<String, String> options) {
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            if (equals <= 0) throw new IllegalArgumentException("option \"" + pair + "\" is not name=value");
            String name = decoded(pair.substring(0, equals));
            put(
                    options,
                    name.startsWith(NESTED) ? name.substring(NESTED.length()) : name,
                    decoded(pair.substring(equals + 1)));
        }
    }

    /** A plus sign stays one: it is common in passwords, and nobody writes a space so. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("an option ends in a broken % sequence", malformed);
        }
    }

    private static void put(Map<String, String> options, String name, String value) {
        String before = options.put(name, value);
        if (before != null && !before.equals(value))
            throw new IllegalArgumentException("option \"" + name + "\" is given twice, with different values");
    }

    /**
     * The addresses in an order that is drawn once (Sun MQ's RANDOM, row OMQ-2).
     *
     * @param random where it is drawn from
     */
    public List<BrokerAddress> shuffled(RandomGenerator random) {
        List<BrokerAddress> order = new ArrayList<>(addresses);
        for (int left = order.size(); left > 1; left--) Collections.swap(order, left - 1, random.nextInt(left));
        return List.copyOf(order);
    }

    /** The addresses alone: options may hold secrets. */
    @Override
    public String toString() {
        return String.join(",", addresses.stream().map(BrokerAddress::toString).toList());
    }
}
