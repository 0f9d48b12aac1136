package io.belay.jms;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes destinations again from what a directory keeps of them. */
public final class ObjectMaker implements ObjectFactory {
    /** Creates it; directories do. */
    public ObjectMaker() {}

    @Override
    public @Nullable Object getObjectInstance(
            Object object, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment) {
        if (!(object instanceof Reference reference)) return null;
        for (DestinationKind kind : DestinationKind.values()) {
            RefAddr address = reference.get(BelayDestination.NAME);
            if (address == null) continue;
            BelayDestination made = kind.named((String) address.getContent());
            if (made.getClass().getName().equals(reference.getClassName())) return made;
        }
        return null;
    }
}
