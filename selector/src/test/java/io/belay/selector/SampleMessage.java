package io.belay.selector;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message with a property of each type, and what is asked of it. */
final class SampleMessage implements Fields {
    private final TreeMap<String, Object> values = new TreeMap<>();

    /** One with {@code by}, {@code sh}, {@code nr}, {@code lng}, {@code fl} and {@code db} of 5, some strings and booleans. */
    static SampleMessage ofEachType() {
        return new SampleMessage()
                .with("by", (byte) 5)
                .with("sh", (short) 5)
                .with("nr", 5)
                .with("lng", 5L)
                .with("fl", 5f)
                .with("db", 5d)
                .with("yes", true)
                .with("no", false)
                .with("color", "red")
                .with("region", "EU-1")
                .with("number", "2")
                .with("quote", "it's")
                .with("empty", "")
                .with("nan", Double.NaN)
                .with("strange", List.of("red"))
                .with("$price_1", 7)
                .with("größe", 40)
                .with("Color", "blue")
                .with("JMSPriority", 4)
                .with("JMSDeliveryMode", "PERSISTENT")
                .with("JMSXGroupID", "g")
                .with("JMS_BELAY_X", 1);
    }

    SampleMessage with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    @Override
    public @Nullable Object value(String name) {
        return values.get(name);
    }

    /** What a selector says of it. */
    Truth says(String selector) {
        return Selector.parse(selector, SelectorLimits.DEFAULT).evaluate(this);
    }
}
