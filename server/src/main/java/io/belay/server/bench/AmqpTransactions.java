package io.belay.server.bench;

import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.ByteWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins and commits transactions, one at a time (AMQP 1.0 §4.2). */
final class AmqpTransactions {
    private final AmqpWire wire;
    private final AmqpSender coordinator;
    private @Nullable DeliveryState answer;
    private boolean isAnswered;
    private long tags;

    /** Attaches the link to the coordinator. */
    AmqpTransactions(AmqpWire wire, AmqpSession session) {
        this.wire = wire;
        coordinator = session.sender("transactions");
        Coordinator there = new Coordinator(List.of(Symbol.of("amqp:local-transactions")));
        coordinator.attach(AmqpLine.attach(Role.SENDER, Source.at(null), there));
    }

    AmqpSender coordinator() {
        return coordinator;
    }

    /** The broker's word on what was asked last. */
    void decided(@Nullable DeliveryState state) {
        answer = state;
        isAnswered = true;
    }

    /** Begins one; its name. */
    Binary declare() throws IOException {
        DeliveryState state = ask(new TransactionRequest.Declare(null));
        if (state instanceof DeliveryState.Declared declared) return declared.transactionId();
        throw new IOException("the broker does not begin a transaction: " + state);
    }

    void commit(Binary id) throws IOException {
        DeliveryState state = ask(new TransactionRequest.Discharge(id, false));
        if (!(state instanceof DeliveryState.Accepted)) throw new IOException("the broker does not commit: " + state);
    }

    private @Nullable DeliveryState ask(TransactionRequest request) throws IOException {
        wire.await(() -> coordinator.credit() > 0 && coordinator.isWritable());
        isAnswered = false;
        ByteWriter out = new ByteWriter(48);
        SectionWriter.writeRequest(request, out);
        Binary tag = Binary.of(new ByteWriter(8).writeLong(++tags).toArray());
        coordinator.send(tag, false, null, 0, 0, out.view());
        wire.await(() -> isAnswered);
        return answer;
    }
}
