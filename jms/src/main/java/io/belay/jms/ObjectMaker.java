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
    /** Creates it; directories do. */
    public ObjectMaker() {}

    /**
     * Makes one.
     *
     * @return null if the reference is to something else
     * @throws IllegalArgumentException if a connection factory is kept with settings that are none
     */
    @Override
    public @Nullable Object getObjectInstance(
            Object object, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment) {
        if (!(object instanceof Reference reference)) return null;
        if (reference.getClassName().equals(BelayConnectionFactory.class.getName())) {
            return new BelayConnectionFactory(ConnectionSettings.of(entries(reference)));
        }
        RefAddr address = reference.get(BelayDestination.NAME);
        if (address == null) return null;
        for (DestinationKind kind : DestinationKind.values()) {
            BelayDestination made = kind.named((String) address.getContent());
            if (made.getClass().getName().equals(reference.getClassName())) return made;
        }
        return null;
    }

    private static Map<String, String> entries(Reference reference) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (RefAddr each : Collections.list(reference.getAll())) {
            entries.put(each.getType(), (String) each.getContent());
        }
        return entries;
    }
}
