package io.belay.jms.mq;

import io.belay.jms.BelayTopic;

/** A topic, as programs for Open Message Queue make one. */
public class Topic extends BelayTopic {
    private static final long serialVersionUID = 1L;

    /**
     * Names a topic.
     *
     * @param name of at least one character
     */
    public Topic(String name) {
        super(name);
    }
}
