package io.belay.node;

import io.belay.core.Broker;

/** Tags of links: which are held, and which may be forgotten. */
final class Remembering {
    private final Broker broker;
    private final Leisure leisure;
    private final Unasked unasked;
    private final Acts acts;

    Remembering(Broker broker, Leisure leisure, Unasked unasked, Acts acts) {
        this.broker = broker;
        this.leisure = leisure;
        this.unasked = unasked;
        this.acts = acts;
    }

    void find(Request.FindTags find, NodeLine line) {
        leisure.flushTags();
        unasked.asked(line.session, find.name());
        acts.answer(new Reply.TagsFound(line.id, find.link(), broker.heldTags(line.session, find.name())));
    }

    void forget(Request.Forget forget, NodeLine line) {
        leisure.forget(line.session, forget.name(), forget.tags());
    }

    void forget(Request.ForgetLink forget, NodeLine line) {
        leisure.forget(line.session, forget.name());
    }
}
