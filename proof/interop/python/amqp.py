"""Plays one scenario with Debian's python3-qpid-proton against a broker; exits with 0 if all was as it should be.

    /usr/bin/python3 amqp.py PORT NAME SCENARIO     NAME begins the names of all queues and topics
"""
import sys
import uuid

from proton import Delivery, Message, symbol, ulong
from proton.handlers import MessagingHandler, TransactionHandler
from proton.reactor import AtMostOnce, Container, Copy, DurableSubscription, LinkOption, Selector
from proton.utils import BlockingConnection

WAIT_S = 20
PORT, NAME, SCENARIO = int(sys.argv[1]), sys.argv[2], sys.argv[3]
URL = f"amqp://127.0.0.1:{PORT}"


class Kind(LinkOption):
    """Says of both ends of a link what kind of node they are."""

    def __init__(self, kind):
        self.kind = kind

    def apply(self, link):
        end = link.target if link.is_sender else link.source
        end.capabilities.put_object(symbol(self.kind))


QUEUE, TOPIC = Kind("queue"), Kind("topic")


def connect(container_id=None):
    container = Container()
    container.container_id = container_id or str(uuid.uuid4())
    return BlockingConnection(URL, timeout=WAIT_S, container=container)


def open_sender(connection, address, **options):
    """A link of its own; the library would give two links to one address the same name, and the second steals."""
    return connection.create_sender(address, **{"name": str(uuid.uuid4()), **options})


def open_receiver(connection, address, **options):
    return connection.create_receiver(address, **{"name": str(uuid.uuid4()), **options})


def check(found, expected):
    assert found == expected, f"expected {expected!r}, found {found!r}"


def bodies(receiver, count):
    """The next messages, accepted if need be."""
    found = []
    for _ in range(count):
        found.append(receiver.receive(timeout=WAIT_S).body)
        if receiver.fetcher.unsettled:  # Who browses may get what is settled already.
            receiver.accept()
    return found


def queue():
    """Values of many types there and back, in order."""
    values = ["text", "", b"bytes", 7, -1.5, True, None, uuid.UUID(int=9), ["a", 1], {"k": "v"}, "x" * 300]
    connection = connect()
    sender = open_sender(connection, NAME, options=QUEUE)
    for number, value in enumerate(values):
        sender.send(Message(
            body=value, id=ulong(number), correlation_id=uuid.UUID(int=number), subject="s", durable=True,
            properties={"number": number, "text": "t"}, annotations={symbol("x-opt-own"): number}))
    receiver = open_receiver(connection, NAME, options=QUEUE)
    for number, value in enumerate(values):
        message = receiver.receive(timeout=WAIT_S)
        check(bytes(message.body) if isinstance(message.body, memoryview) else message.body, value)
        check((message.id, message.correlation_id, message.subject), (number, uuid.UUID(int=number), "s"))
        check(message.properties, {"number": number, "text": "t"})
        check(message.annotations[symbol("x-opt-own")], number)
        check((message.durable, message.delivery_count), (True, 0))
        receiver.accept()
    connection.close()


def settlement():
    """Released and failed messages come again, rejected ones do not; settled sends arrive."""
    connection = connect()
    sender = open_sender(connection, NAME, options=QUEUE)
    for text in ("released", "failed", "rejected"):
        check(sender.send(Message(text)).remote_state, Delivery.ACCEPTED)
    open_sender(connection, NAME, options=[QUEUE, AtMostOnce()]).send(Message("settled"))
    receiver = open_receiver(connection, NAME, options=QUEUE)
    seen = []  # The library asks for the next message early, so their order is not told.
    while len(seen) < 6:
        message = receiver.receive(timeout=WAIT_S)
        is_first = message.body not in [body for body, _ in seen]
        seen.append((message.body, message.delivery_count))
        if is_first and message.body == "released":
            receiver.release(delivered=False)
        elif is_first and message.body == "failed":
            receiver.fetcher.unsettled[0].local.failed = True
            receiver.release(delivered=True)
        elif message.body == "rejected":
            receiver.reject()
        else:
            receiver.accept()
    check(sorted(seen), [("failed", 0), ("failed", 1), ("rejected", 0), ("released", 0), ("released", 0), ("settled", 0)])
    connection.close()


def selector():
    """The filter's key is not the one that others use, and its descriptor is a symbol."""
    connection = connect()
    sender = open_sender(connection, NAME, options=QUEUE)
    for number in range(10):
        sender.send(Message(number, properties={"number": number}))
    receiver = open_receiver(connection, NAME, options=[QUEUE, Selector("number >= 7")])
    check(bodies(receiver, 3), [7, 8, 9])
    receiver.close()
    check(bodies(open_receiver(connection, NAME, options=QUEUE), 7), list(range(7)))
    connection.close()


def large():
    body = bytes(range(256)) * (5 * 4096)
    connection = connect()
    open_sender(connection, NAME, options=QUEUE).send(Message(body))
    message = open_receiver(connection, NAME, options=QUEUE).receive(timeout=WAIT_S)
    assert bytes(message.body) == body, "five mebibytes arrive otherwise"
    connection.close()


def topic():
    connection = connect()
    receivers = [open_receiver(connection, NAME, options=TOPIC) for _ in range(3)]
    sender = open_sender(connection, NAME, options=TOPIC)
    for number in range(10):
        sender.send(Message(number))
    for receiver in receivers:
        check(bodies(receiver, 10), list(range(10)))
    connection.close()


def durable():
    """Detaching keeps the subscription, closing the link ends it."""
    container_id = NAME + "-client"
    options = [TOPIC, DurableSubscription()]
    connection = connect(container_id)
    open_receiver(connection, NAME, name="news", options=options).link.detach()
    connection.close()
    other = connect()
    open_sender(other, NAME, options=TOPIC).send(Message("missed"))
    connection = connect(container_id)
    receiver = open_receiver(connection, NAME, name="news", options=options)
    check(bodies(receiver, 1), ["missed"])
    receiver.close()
    open_sender(other, NAME, options=TOPIC).send(Message("after the end"))
    receiver = open_receiver(connection, NAME, name="news", options=options)
    open_sender(other, NAME, options=TOPIC).send(Message("new"))
    check(bodies(receiver, 1), ["new"])
    receiver.close()
    connection.close()
    other.close()


def reply():
    """A receiver whose source is dynamic gets an address to which others may send."""
    asking, answering = connect(), connect()
    replies = open_receiver(asking, None, dynamic=True)
    address = replies.link.remote_source.address
    assert address, "a dynamic source has an address"
    open_sender(asking, NAME, options=QUEUE).send(Message("request", reply_to=address, correlation_id="7"))
    request = open_receiver(answering, NAME, options=QUEUE).receive(timeout=WAIT_S)
    open_sender(answering, request.reply_to).send(Message("answer", correlation_id=request.correlation_id))
    answer = replies.receive(timeout=WAIT_S)
    check((answer.body, answer.correlation_id), ("answer", "7"))
    replies.accept()
    answering.close()  # The other way round the temporary queue would end under its sender.
    asking.close()


def browse():
    connection = connect()
    sender = open_sender(connection, NAME, options=QUEUE)
    for number in range(10):
        sender.send(Message(number))
    check(bodies(open_receiver(connection, NAME, options=[QUEUE, Copy()]), 10), list(range(10)))
    check(bodies(open_receiver(connection, NAME, options=QUEUE), 10), list(range(10)))
    connection.close()


def refusal():
    """What cannot be is refused with a reason, and the connection goes on."""
    connection = connect()
    try:
        open_receiver(connection, NAME, options=[QUEUE, Selector("number = ")])
        raise AssertionError("a selector that is none was taken")
    except Exception as error:  # LinkDetached, of a module that differs between versions
        assert "amqp:" in str(error) or "invalid" in str(error).lower(), error
    open_sender(connection, NAME, options=QUEUE).send(Message("still here"))
    check(bodies(open_receiver(connection, NAME, options=QUEUE), 1), ["still here"])
    connection.close()


class Moving(MessagingHandler, TransactionHandler):
    """Moves four messages in two transactions; the first is aborted. Leaves its acknowledgements unsettled."""

    def __init__(self):
        super().__init__(auto_accept=False, prefetch=0)
        self.aborts = True
        self.ended = []
        self.transaction = None

    def on_start(self, event):
        self.container = event.container
        self.connection = event.container.connect(URL)
        self.sender = event.container.create_sender(self.connection, NAME + "-to", options=QUEUE)
        self.receiver = event.container.create_receiver(self.connection, NAME + "-from", options=QUEUE)
        self.container.declare_transaction(self.connection, handler=self)

    def on_transaction_declared(self, event):
        self.transaction = event.transaction
        self.moved = 0
        self.receiver.flow(4)

    def on_message(self, event):
        self.transaction.send(self.sender, Message(event.message.body))
        self.transaction.accept(event.delivery)
        self.moved += 1
        if self.moved == 4:
            self.transaction.abort() if self.aborts else self.transaction.commit()

    def on_transaction_aborted(self, event):
        self.ended.append("aborted")
        self.aborts = False
        self.container.declare_transaction(self.connection, handler=self)

    def on_transaction_committed(self, event):
        self.ended.append("committed")
        self.connection.close()

    def on_transaction_commit_failed(self, event):
        self.ended.append("commit failed")
        self.connection.close()

    on_transaction_declare_failed = on_transaction_commit_failed


def transaction():
    connection = connect()
    sender = open_sender(connection, NAME + "-from", options=QUEUE)
    for number in range(5):
        sender.send(Message(number))
    moving = Moving()
    Container(moving).run()
    check(moving.ended, ["aborted", "committed"])
    check(sorted(bodies(open_receiver(connection, NAME + "-to", options=QUEUE), 4)), [0, 1, 2, 3])
    check(bodies(open_receiver(connection, NAME + "-from", options=QUEUE), 1), [4])
    connection.close()


globals()[SCENARIO]()
print("done")
