package io.belay.jms;

import java.util.Collections;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes destinations and connection factories again from what a directory keeps of them. */
public final class ObjectMaker implements ObjectFactory {
    private static final String FACTORY = "ConnectionFactory";

    /** Creates it; directories do. */
    public ObjectMaker() {}

    /**
     * Makes one.
     *
     * @return null if the reference is to something else
     * @throws IllegalArgumentException if a connection factory is kept with settings that are none
     * @throws ReflectiveOperationException if it is of a class that is not there any more
     */
    @Override
    public @Nullable Object getObjectInstance(
            Object object, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment)
            throws ReflectiveOperationException {
        if (!(object instanceof Reference reference)) return null;
        if (reference.getClassName().endsWith(FACTORY)) return factory(reference);
        RefAddr address = reference.get(BelayDestination.NAME);
        if (address == null) return null;
        for (DestinationKind kind : DestinationKind.values()) {
            BelayDestination made = kind.named((String) address.getContent());
            if (made.getClass().getName().equals(reference.getClassName())) return made;
        }
        return null;
    }

    private static @Nullable Object factory(Reference reference) throws ReflectiveOperationException {
        Class<?> type = Class.forName(reference.getClassName(), false, ObjectMaker.class.getClassLoader());
        if (!BelayConnectionFactory.class.isAssignableFrom(type)) return null;
        var factory = (BelayConnectionFactory) type.getConstructor().newInstance();
        entries(reference).forEach(factory::set);
        return factory;
    }

    private static Map<String, String> entries(Reference reference) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (RefAddr each : Collections.list(reference.getAll())) {
            entries.put(each.getType(), (String) each.getContent());
        }
        return entries;
    }
}
