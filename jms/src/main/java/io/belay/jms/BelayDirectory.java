package io.belay.jms;

import java.util.Collection;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;

/**
 * A directory in memory, without levels: a name with slashes is one name. What is bound lives as long as the directory. Any
 * thread.
 */
final class BelayDirectory implements Context {
    private static final String QUEUES = "dynamicQueues/";
    private static final String TOPICS = "dynamicTopics/";

    private final Map<String, Object> bindings;
    private final Hashtable<Object, Object> environment = new Hashtable<>();

    BelayDirectory(Map<String, Object> bindings, @Nullable Hashtable<?, ?> environment) {
        this.bindings = new ConcurrentSkipListMap<>(bindings);
        if (environment != null) this.environment.putAll(environment);
    }

    @Override
    public Object lookup(String name) throws NamingException {
        if (name.isEmpty()) return new BelayDirectory(bindings, environment);
        Object found = bindings.get(name);
        if (found != null) return found;
        if (isBelow(QUEUES, name)) return new BelayQueue(name.substring(QUEUES.length()));
        if (isBelow(TOPICS, name)) return new BelayTopic(name.substring(TOPICS.length()));
        throw new NameNotFoundException(
                "\"" + name + "\" is not bound; these are: " + String.join(", ", bindings.keySet()));
    }

    private static boolean isBelow(String level, String name) {
        return name.startsWith(level) && name.length() > level.length();
    }

    @Override
    public Object lookup(Name name) throws NamingException {
        return lookup(name.toString());
    }

    @Override
    public void bind(String name, Object object) throws NamingException {
        if (bindings.putIfAbsent(name, object) != null) throw new NameAlreadyBoundException(name);
    }

    @Override
    public void bind(Name name, Object object) throws NamingException {
        bind(name.toString(), object);
    }

    @Override
    public void rebind(String name, Object object) {
        bindings.put(name, object);
    }

    @Override
    public void rebind(Name name, Object object) {
        rebind(name.toString(), object);
    }

    @Override
    public void unbind(String name) {
        bindings.remove(name);
    }

    @Override
    public void unbind(Name name) {
        unbind(name.toString());
    }

    @Override
    public void rename(String oldName, String newName) throws NamingException {
        Object object = lookup(oldName);
        bind(newName, object);
        unbind(oldName);
    }

    @Override
    public void rename(Name oldName, Name newName) throws NamingException {
        rename(oldName.toString(), newName.toString());
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        return new Listing<>(bindings(name).stream()
                .map(each -> new NameClassPair(each.getName(), each.getClassName()))
                .toList());
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        return list(name.toString());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        return new Listing<>(bindings(name));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        return listBindings(name.toString());
    }

    private List<Binding> bindings(String name) throws NamingException {
        if (!name.isEmpty()) throw new NameNotFoundException("this directory has no levels: \"" + name + "\"");
        return bindings.entrySet().stream()
                .map(each -> new Binding(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public void destroySubcontext(String name) throws NamingException {
        throw new OperationNotSupportedException("this directory has no levels");
    }

    @Override
    public void destroySubcontext(Name name) throws NamingException {
        destroySubcontext(name.toString());
    }

    @Override
    public Context createSubcontext(String name) throws NamingException {
        throw new OperationNotSupportedException("this directory has no levels");
    }

    @Override
    public Context createSubcontext(Name name) throws NamingException {
        return createSubcontext(name.toString());
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return lookup(name);
    }

    @Override
    public Object lookupLink(Name name) throws NamingException {
        return lookup(name);
    }

    @Override
    public NameParser getNameParser(String name) {
        return CompositeName::new;
    }

    @Override
    public NameParser getNameParser(Name name) {
        return getNameParser(name.toString());
    }

    @Override
    public String composeName(String name, String prefix) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public @Nullable Object addToEnvironment(String name, Object value) {
        return environment.put(name, value);
    }

    @Override
    public @Nullable Object removeFromEnvironment(String name) {
        return environment.remove(name);
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return new Hashtable<>(environment);
    }

    @Override
    public void close() {}

    @Override
    public String getNameInNamespace() {
        return "";
    }

    /** Entries one after the other. */
    private static final class Listing<E> implements NamingEnumeration<E> {
        private final Iterator<E> entries;

        Listing(Collection<E> entries) {
            this.entries = entries.iterator();
        }

        @Override
        public boolean hasMore() {
            return entries.hasNext();
        }

        @Override
        public E next() {
            return entries.next();
        }

        @Override
        public boolean hasMoreElements() {
            return hasMore();
        }

        @Override
        public E nextElement() {
            return next();
        }

        @Override
        public void close() {}
    }
}
