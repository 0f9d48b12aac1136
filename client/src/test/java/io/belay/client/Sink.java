package io.belay.client;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Header;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer's application: what came, what became void, and how it ended. */
final class Sink implements ConsumerListener {
    final List<ClientDelivery> deliveries = new ArrayList<>();
    final List<ClientDelivery> voided = new ArrayList<>();
    boolean accepts; // at once

    @Nullable
    ClientFailure ended;

    /** One that accepts all at once. */
    static Sink accepting() {
        Sink sink = new Sink();
        sink.accepts = true;
        return sink;
    }

    @Override
    public void message(ClientDelivery delivery) {
        deliveries.add(delivery);
        if (accepts) delivery.consumer().settle(delivery, DeliveryState.ACCEPTED);
    }

    @Override
    public void voided(ClientDelivery delivery) {
        voided.add(delivery);
    }

    @Override
    public void ended(ClientFailure failure) {
        ended = failure;
    }

    List<String> texts() {
        return deliveries.stream().map(Sink::text).toList();
    }

    static String text(ClientDelivery delivery) {
        return String.valueOf(MessageSections.of(delivery.message()).bodyValue());
    }

    static long failures(ClientDelivery delivery) {
        return MessageSections.of(delivery.message()).header().deliveryCount();
    }

    /** A message that survives the broker. */
    static ByteBuffer message(String text) {
        return message(text, -1);
    }

    /** The same that lasts for so long; −1 for ever. */
    static ByteBuffer message(String text, long ttlMs) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeHeader(new Header(true, 4, ttlMs, false, 0), out);
        SectionWriter.writeValue(text, out);
        return ByteBuffer.wrap(out.toArray());
    }
}
