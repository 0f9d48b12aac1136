package io.belay.node;

import io.belay.node.amqp.AmqpOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;

/** Options as they are by default, but one. */
final class AmqpTestOptions {
    private AmqpTestOptions() {}

    static AmqpOptions with(String name, Object value) {
        return with(AmqpOptions.DEFAULTS, name, value);
    }

    static AmqpOptions with(AmqpOptions options, String name, Object value) {
        try {
            RecordComponent[] components = AmqpOptions.class.getRecordComponents();
            Object[] values = new Object[components.length];
            boolean isFound = false;
            for (int index = 0; index < values.length; index++) {
                boolean isIt = components[index].getName().equals(name);
                isFound |= isIt;
                values[index] = isIt ? value : components[index].getAccessor().invoke(options);
            }
            if (!isFound) throw new AssertionError("no option " + name);
            Constructor<?> constructor = AmqpOptions.class.getConstructors()[0];
            return (AmqpOptions) constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
