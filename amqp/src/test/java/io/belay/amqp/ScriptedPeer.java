package io.belay.amqp;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Role;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.test.driver.ProtonTestConnector;
import org.apache.qpid.protonj2.test.driver.codec.primitives.Binary;
import org.jspecify.annotations.Nullable;

/** A client's end of ours against somebody else's peer, which follows a script. */
final class ScriptedPeer {
    final TestEnd end = TestEnd.client(TestEnd.SMALL, false);
    private final ArrayDeque<ByteBuffer> said = new ArrayDeque<>();
    final ProtonTestConnector script = new ProtonTestConnector(bytes -> said.add(copy(bytes)));

    /** Both have opened, and one session has begun. */
    ScriptedPeer opened() {
        script.expectAMQPHeader().respondWithAMQPHeader();
        script.expectOpen().respond();
        script.expectBegin().respond();
        end.connection.open(Frames.open("client"));
        flow();
        end.connection.session().begin();
        flow();
        return this;
    }

    /** We attach a sender with this memory; the peer answers with {@code theirs} and 10 credit. */
    AmqpSender sender(LinkMemory memory, @Nullable Map<Binary, Object> theirs, boolean isIncomplete) {
        var answer = script.expectAttach()
                .ofSender()
                .withInitialDeliveryCount(memory.deliveryCount())
                .respond();
        answer.withUnsettled(states(theirs)).withIncompleteUnsettled(isIncomplete);
        script.remoteFlow()
                .withDeliveryCount(memory.deliveryCount())
                .withLinkCredit(10)
                .queue();
        AmqpSender sender = end.session().sender("link");
        sender.attach(attach(Role.SENDER), memory);
        flow();
        return sender;
    }

    /** We attach a receiver with this memory and 10 credit; the peer answers with {@code theirs}. */
    AmqpReceiver receiver(LinkMemory memory, @Nullable Map<Binary, Object> theirs) {
        script.expectAttach().ofReceiver().respond().withUnsettled(states(theirs));
        AmqpReceiver receiver = end.session().receiver("link");
        receiver.attach(attach(Role.RECEIVER), memory);
        flow();
        script.expectFlow().withLinkCredit(10);
        receiver.credit(10, false);
        flow();
        return receiver;
    }

    /** What the peer said that it remembers. */
    Attach theirs() {
        return end.events(AmqpEvent.Attached.class).get(0).attach();
    }

    /** Carries bytes until both are silent. */
    void flow() {
        for (int round = 0; round < 100; round++) {
            byte[] ours = end.takes();
            if (ours.length > 0) script.accept(ByteBuffer.wrap(ours));
            if (ours.length == 0 && said.isEmpty()) return;
            while (!said.isEmpty()) end.hears(said.remove());
        }
        throw new AssertionError("the ends never stop talking");
    }

    /** All that the script expected was said. */
    void done() {
        flow();
        script.waitForScriptToComplete(1, TimeUnit.SECONDS);
    }

    static Binary tag(int number) {
        return new Binary(Frames.tag(number).bytes());
    }

    private static Attach attach(Role role) {
        return Frames.attach("link", 0, role, 0, null, false);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    /** The peer's own words for our states. */
    private static @Nullable Map<Binary, org.apache.qpid.protonj2.test.driver.codec.transport.DeliveryState> states(
            @Nullable Map<Binary, Object> states) {
        if (states == null) return null;
        Map<Binary, org.apache.qpid.protonj2.test.driver.codec.transport.DeliveryState> theirs = new LinkedHashMap<>();
        states.forEach((tag, state) ->
                theirs.put(tag, (org.apache.qpid.protonj2.test.driver.codec.transport.DeliveryState) state));
        return theirs;
    }

    static LinkMemory memory(int tag, @Nullable DeliveryState state) {
        Map<io.belay.amqp.type.Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        unsettled.put(Frames.tag(tag), new LinkMemory.Entry(state, 70 + tag));
        return new LinkMemory(5, unsettled);
    }
}
