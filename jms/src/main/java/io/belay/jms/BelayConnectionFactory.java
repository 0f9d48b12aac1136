package io.belay.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import java.io.Serializable;
import java.nio.file.Path;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections that outlive their lines (Jakarta Messaging §5.3). It is a bean, can be serialised, and a directory can keep it.
 * What it is told counts for the connections made from then on; system properties that bear the names of settings go on top (see
 * {@link ConnectionSettings#overriddenBy}). Any thread.
 *
 * <pre>
 *  var factory = new BelayConnectionFactory("amqp://broker:5672");
 *  try (JMSContext context = factory.createContext()) { … }
 * </pre>
 */
public class BelayConnectionFactory
        implements ConnectionFactory, QueueConnectionFactory, TopicConnectionFactory, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(BelayConnectionFactory.class);

    private volatile ConnectionSettings settings;
    private transient volatile @Nullable TokenSource tokens;
    private transient @Nullable LoopPool loops; // guarded by this; made with the first connection

    /** Connects to {@code amqp://localhost:5672}, until it is told where else. */
    public BelayConnectionFactory() {
        this(ConnectionSettings.DEFAULT);
    }

    /**
     * Connects to a broker, or to one of a list.
     *
     * @param addresses in any form that {@link AddressList} reads, with options
     * @throws IllegalArgumentException if it reads none of it, with what is wrong
     */
    public BelayConnectionFactory(String addresses) {
        this(ConnectionSettings.to(addresses));
    }

    /** Connects as it is told. */
    public BelayConnectionFactory(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** All that it was told. */
    public final ConnectionSettings settings() {
        return settings;
    }

    /**
     * Sets one thing, by any name that {@link ConnectionSettings} knows: Belay's, Sun MQ's ({@code imq…}) or Qpid JMS's.
     *
     * @param value null takes back what was set by that name
     * @throws IllegalArgumentException if the name is unknown or the value is none of its values
     */
    public final synchronized void set(String name, @Nullable String value) {
        settings = settings.with(name, value);
    }

    /** Sets the broker's address, or a list of them; see {@link AddressList}. */
    public void setAddress(String addresses) {
        set(Setting.ADDRESS.text(), addresses);
    }

    /** Sets the user of connections for which none is named. */
    public void setUsername(@Nullable String username) {
        set(Setting.USERNAME.text(), username);
    }

    /** Sets the password of that user. */
    public void setPassword(@Nullable String password) {
        set(Setting.PASSWORD.text(), password);
    }

    /**
     * Sets where connections have their tokens from for which no password is named; it goes before {@link Setting#TOKEN_FILE}. It is not
     * kept with the factory when that is serialised or put into a directory.
     */
    public void setTokens(@Nullable TokenSource source) {
        tokens = source;
    }

    /** Sets the client id of its connections, of which one at a time can be open then. */
    public void setClientID(@Nullable String clientId) {
        set(Setting.CLIENT_ID.text(), clientId);
    }

    /** Sets what object messages may hold: classes and packages, with commas between them; none by default. */
    public void setTrustedClasses(@Nullable String entries) {
        set(Setting.TRUSTED_CLASSES.text(), entries);
    }

    /** Sets how long the broker keeps the sessions after a lost line, seconds; 300 by default. */
    public void setSessionExpiryS(long seconds) {
        set(Setting.SESSION_EXPIRY_S.text(), Long.toString(seconds));
    }

    /** Sets how often a silent line is tried, milliseconds; 5000 by default. A dead one is given up within twice this. */
    public void setPingMs(long pingMs) {
        set(Setting.PING_MS.text(), Long.toString(pingMs));
    }

    @Override
    public Connection createConnection() throws JMSException {
        return open(effective(), BelaySession.Domain.ANY);
    }

    @Override
    public Connection createConnection(@Nullable String username, @Nullable String password) throws JMSException {
        return open(as(username, password), BelaySession.Domain.ANY);
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return open(effective(), BelaySession.Domain.QUEUES);
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String username, @Nullable String password)
            throws JMSException {
        return open(as(username, password), BelaySession.Domain.QUEUES);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return open(effective(), BelaySession.Domain.TOPICS);
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String username, @Nullable String password)
            throws JMSException {
        return open(as(username, password), BelaySession.Domain.TOPICS);
    }

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return context(sessionMode, () -> open(effective(), BelaySession.Domain.ANY));
    }

    @Override
    public JMSContext createContext(@Nullable String username, @Nullable String password) {
        return createContext(username, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String username, @Nullable String password, int sessionMode) {
        return context(sessionMode, () -> open(as(username, password), BelaySession.Domain.ANY));
    }

    private static JMSContext context(int sessionMode, Unchecked.Question<BelayConnection> connection) {
        return Unchecked.ask(() -> {
            AcknowledgeMode mode = AcknowledgeMode.of(sessionMode);
            return new BelayContext(new SharedConnection(connection.ask()), mode);
        });
    }

    /** As somebody: what is not named is nobody and no password, by whatever name the factory was told others. */
    ConnectionSettings as(@Nullable String username, @Nullable String password) throws JMSException {
        return effective()
                .with(Setting.USERNAME, username == null ? "" : username)
                .with(Setting.PASSWORD, password == null ? "" : password);
    }

    /** What was told, with the system properties on top. */
    private ConnectionSettings effective() throws JMSException {
        try {
            return settings.overriddenBy(System.getProperties());
        } catch (IllegalArgumentException e) {
            throw Failures.because(new JMSException("a system property for connections: " + e.getMessage()), e);
        }
    }

    private synchronized LoopPool loops() {
        LoopPool known = loops;
        if (known == null) {
            known = new LoopPool();
            loops = known;
        }
        return known;
    }

    /** Who is named with a password needs no token. */
    private @Nullable TokenSource tokens(ConnectionSettings settings) {
        if (!settings.text(Setting.PASSWORD).isEmpty()) return null;
        TokenSource source = tokens;
        String file = settings.text(Setting.TOKEN_FILE);
        return source != null || file.isEmpty() ? source : new TokenFile(Path.of(file));
    }

    private BelayConnection open(ConnectionSettings settings, BelaySession.Domain domain) throws JMSException {
        if (!settings.ignored().isEmpty()) LOG.info("settings that mean nothing here: {}", settings.ignored());
        String username = settings.text(Setting.USERNAME);
        return BelayConnection.open(
                new ConnectionOptions(
                        settings,
                        username.isEmpty() ? null : username,
                        username.isEmpty() ? null : settings.text(Setting.PASSWORD),
                        tokens(settings),
                        ObjectPolicy.of(settings.text(Setting.TRUSTED_CLASSES))),
                loops(),
                domain);
    }

    @Override
    public Reference getReference() {
        Reference reference = new Reference(getClass().getName(), ObjectMaker.class.getName(), null);
        settings.given().forEach((name, value) -> reference.add(new StringRefAddr(name, value)));
        return reference;
    }

    /** What it was told, without secrets. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + settings;
    }
}
