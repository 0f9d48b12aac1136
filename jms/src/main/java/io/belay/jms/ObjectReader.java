package io.belay.jms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Brings an object to life that a policy allows, with the classes of the application. */
final class ObjectReader extends ObjectInputStream {
    private ObjectReader(byte[] form, @Nullable ObjectPolicy policy) throws IOException {
        super(new ByteArrayInputStream(form));
        if (policy != null) setObjectInputFilter(info -> policy.check(info, form.length));
    }

    /**
     * Reads an object.
     *
     * @param form as {@link java.io.ObjectOutputStream} writes it; empty is null
     * @param policy null for what this program wrote itself
     * @throws IOException if the policy refuses it, or it is no such form
     * @throws ClassNotFoundException if the application does not have a class
     */
    static @Nullable Object read(ByteBuffer form, @Nullable ObjectPolicy policy)
            throws IOException, ClassNotFoundException {
        if (!form.hasRemaining()) return null;
        byte[] bytes = new byte[form.remaining()];
        form.get(form.position(), bytes);
        try (ObjectReader reader = new ObjectReader(bytes, policy)) {
            return reader.readObject();
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
        try {
            return Class.forName(type.getName(), false, loader());
        } catch (ClassNotFoundException e) {
            return super.resolveClass(type);
        }
    }

    /** A proxy does whatever its handler does, so that its interfaces say nothing of the danger. */
    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
        throw new InvalidClassException("a dynamic proxy is not read from a message: " + String.join(", ", interfaces));
    }

    private static ClassLoader loader() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return application != null ? application : ObjectReader.class.getClassLoader();
    }
}
