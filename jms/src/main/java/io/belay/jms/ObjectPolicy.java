package io.belay.jms;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Set;

/**
 * What an object message may bring to life. Closed: without an allow-list it is text, numbers, truth values and arrays of them (and what every record and enum extends). An entry
 * of the list is a class, with those inside it, or a package, with those below it; {@code *} is everything, and then whoever can
 * send a message can run what the class path has.
 *
 * @param allowed the entries, such as {@code com.example.orders}
 */
record ObjectPolicy(List<String> allowed) {
    /** Levels of objects inside objects. */
    static final int DEPTH_MAX = 500;
    /** Elements of an array, and buckets of a map, for each byte of the message: none that was really written has as many. */
    static final int ARRAY_LENGTH_PER_BYTE_MAX = 4;
    /** Elements that any array may have. */
    static final int ARRAY_LENGTH_SMALL = 64;

    /** Nothing but what is always allowed. */
    static final ObjectPolicy CLOSED = new ObjectPolicy(List.of());

    private static final String ALL = "*";
    private static final Set<Class<?>> ALWAYS = Set.of(
            Object.class, // Of arrays: the collections have one inside.
            String.class,
            Number.class,
            Record.class,
            Enum.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    ObjectPolicy {
        allowed = List.copyOf(allowed);
    }

    /** Reads a list with commas between the entries. */
    static ObjectPolicy of(String list) {
        return new ObjectPolicy(List.of(list.split(",")).stream()
                .map(ObjectPolicy::entry)
                .filter(one -> !one.isEmpty())
                .toList());
    }

    /** {@code com.shop.} is the package as well. */
    private static String entry(String text) {
        String entry = text.strip();
        return entry.endsWith(".") ? entry.substring(0, entry.length() - 1) : entry;
    }

    /**
     * The verdict on one step of reading an object.
     *
     * @param messageLength bytes of the whole form
     */
    ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info, int messageLength) {
        boolean isTooMuch = info.depth() > DEPTH_MAX || info.arrayLength() > arrayLengthMax(messageLength);
        if (isTooMuch) return ObjectInputFilter.Status.REJECTED;
        Class<?> type = info.serialClass();
        if (type == null) return ObjectInputFilter.Status.UNDECIDED; // Only a measure was asked for.
        return allows(type) ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    static long arrayLengthMax(int messageLength) {
        return ARRAY_LENGTH_SMALL + (long) ARRAY_LENGTH_PER_BYTE_MAX * messageLength;
    }

    /** Whether objects of a class may be read; of arrays that of their elements counts. */
    boolean allows(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) element = element.getComponentType();
        if (element.isPrimitive() || ALWAYS.contains(element)) return true;
        String name = element.getName();
        return allowed.stream().anyMatch(entry -> covers(entry, name));
    }

    private static boolean covers(String entry, String name) {
        return entry.equals(ALL) || name.equals(entry) || name.startsWith(entry + ".") || name.startsWith(entry + "$");
    }
}
