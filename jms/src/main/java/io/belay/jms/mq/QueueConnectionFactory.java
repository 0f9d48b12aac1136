package io.belay.jms.mq;

/** A {@link ConnectionFactory} under its older name. */
public class QueueConnectionFactory extends ConnectionFactory {
    private static final long serialVersionUID = 1L;

    /** As {@link ConnectionFactory#ConnectionFactory()}. */
    public QueueConnectionFactory() {}
}
