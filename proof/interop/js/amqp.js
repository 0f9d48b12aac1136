// Plays one scenario with rhea against a broker; exits with 0 if all was as it should be.
//
//   node amqp.js PORT NAME SCENARIO      NAME begins the names of all queues and topics
'use strict';
const assert = require('assert');
const rhea = require('rhea');

const WAIT_MS = 20000;
const [port, name, scenario] = process.argv.slice(2);
const overdue = setTimeout(() => fail(new Error('no end within ' + WAIT_MS + ' ms')), WAIT_MS);

function fail(error) {
  console.log(error.stack || error);
  process.exit(1);
}

/** The next event of that name, whose context it gives. */
const once = (emitter, event) => new Promise(resolve => emitter.once(event, resolve));

async function connect(options = {}) {
  const container = rhea.create_container();
  const connection = container.connect({ host: '127.0.0.1', port: Number(port), reconnect: false, ...options });
  connection.on('disconnected', context => context.error && fail(context.error));
  await once(connection, 'connection_open');
  return connection;
}

async function close(...connections) {
  for (const connection of connections) {
    connection.close();
    await once(connection, 'connection_close');
  }
}

const kind = (address, type) => ({ address, capabilities: [type] });

async function openSender(connection, target, options = {}) {
  const sender = connection.open_sender({ target, ...options });
  await once(sender, 'sendable');
  return sender;
}

/** Sends one message and waits for the outcome. */
async function send(sender, message) {
  const outcome = new Promise(resolve => {
    for (const event of ['accepted', 'rejected', 'released', 'modified']) sender.once(event, () => resolve(event));
  });
  sender.send(message);
  return outcome;
}

/** A receiver that is led by hand: next() gives one message's context, which must be settled. */
async function openReceiver(connection, source, options = {}) {
  const receiver = connection.open_receiver({ source, credit_window: 0, autoaccept: false, ...options });
  await once(receiver, 'receiver_open');
  receiver.next = async () => {
    const message = once(receiver, 'message');
    receiver.add_credit(1);
    return message;
  };
  receiver.take = async count => {
    const found = [];
    for (let i = 0; i < count; i++) {
      const context = await receiver.next();
      context.delivery.accept();
      found.push(context.message.body);
    }
    return found;
  };
  return receiver;
}

const scenarios = {
  async queue() {
    const connection = await connect();
    const sender = await openSender(connection, kind(name, 'queue'));
    const values = ['text', '', 7, -1.5, true, null, ['a', 1], { k: 'v' }, 'x'.repeat(300)];
    for (const [number, body] of values.entries()) {
      const message = { body, message_id: number, correlation_id: 'c' + number, subject: 's', durable: true,
        application_properties: { number, text: 't' }, message_annotations: { 'x-opt-own': number } };
      assert.strictEqual(await send(sender, message), 'accepted');
    }
    const receiver = await openReceiver(connection, kind(name, 'queue'));
    for (const [number, body] of values.entries()) {
      const { message, delivery } = await receiver.next();
      delivery.accept();
      assert.deepStrictEqual(message.body, body);
      assert.strictEqual(message.message_id, number);
      assert.strictEqual(message.correlation_id, 'c' + number);
      assert.deepStrictEqual({ ...message.application_properties }, { number, text: 't' });
      assert.strictEqual(message.message_annotations['x-opt-own'], number);
      assert.ok(message.durable);
    }
    await close(connection);
  },

  async settlement() {
    const connection = await connect({ username: 'user', password: 'secret' });
    const sender = await openSender(connection, kind(name, 'queue'));
    for (const body of ['released', 'failed', 'rejected']) assert.strictEqual(await send(sender, { body }), 'accepted');
    const settling = await openSender(connection, kind(name, 'queue'), { snd_settle_mode: 1 });
    settling.send({ body: 'settled' });
    const receiver = await openReceiver(connection, kind(name, 'queue'));
    let context = await receiver.next();
    assert.strictEqual(context.message.body, 'released');
    context.delivery.release({ delivery_failed: false });
    context = await receiver.next();
    assert.strictEqual(context.message.body, 'released');
    context.delivery.accept();
    context = await receiver.next();
    assert.strictEqual(context.message.body, 'failed');
    context.delivery.modified({ delivery_failed: true });
    context = await receiver.next();
    assert.strictEqual(context.message.body, 'failed');
    assert.strictEqual(context.message.delivery_count, 1);
    context.delivery.accept();
    context = await receiver.next();
    assert.strictEqual(context.message.body, 'rejected');
    context.delivery.reject({ condition: 'own:reason' });
    assert.deepStrictEqual(await receiver.take(1), ['settled']);
    await close(connection);
  },

  async selector() {
    const connection = await connect();
    const sender = await openSender(connection, kind(name, 'queue'));
    for (let number = 0; number < 10; number++) await send(sender, { body: number, application_properties: { number } });
    const source = { ...kind(name, 'queue'), filter: rhea.filter.selector('number >= 7') };
    const receiver = await openReceiver(connection, source);
    assert.deepStrictEqual(await receiver.take(3), [7, 8, 9]);
    receiver.close();
    const rest = await openReceiver(connection, kind(name, 'queue'));
    assert.deepStrictEqual(await rest.take(7), [0, 1, 2, 3, 4, 5, 6]);
    await close(connection);
  },

  async large() {
    const connection = await connect({ max_frame_size: 4096 });
    const body = Buffer.alloc(5 * 1024 * 1024, 'bytes that repeat');
    const sender = await openSender(connection, kind(name, 'queue'));
    await send(sender, { body: rhea.message.data_section(body) });
    const receiver = await openReceiver(connection, kind(name, 'queue'));
    const { message, delivery } = await receiver.next();
    delivery.accept();
    assert.ok(body.equals(message.body.content), 'five mebibytes arrive otherwise');
    await close(connection);
  },

  async topic() {
    const connection = await connect();
    const receivers = [];
    for (let i = 0; i < 3; i++) receivers.push(await openReceiver(connection, kind(name, 'topic')));
    const sender = await openSender(connection, kind(name, 'topic'));
    for (let number = 0; number < 10; number++) await send(sender, { body: number });
    for (const receiver of receivers) assert.deepStrictEqual(await receiver.take(10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await close(connection);
  },

  async durable() {
    const source = { ...kind(name, 'topic'), durable: 2, expiry_policy: 'never' };
    const client = { container_id: name + '-client' };
    let connection = await connect(client);
    (await openReceiver(connection, source, { name: 'news' })).detach();
    await close(connection);
    const other = await connect();
    const sender = await openSender(other, kind(name, 'topic'));
    await send(sender, { body: 'missed' });
    connection = await connect(client);
    let receiver = await openReceiver(connection, source, { name: 'news' });
    assert.deepStrictEqual(await receiver.take(1), ['missed']);
    receiver.close();
    await once(receiver, 'receiver_close');
    await send(sender, { body: 'after the end' });
    receiver = await openReceiver(connection, source, { name: 'news' });
    await send(sender, { body: 'new' });
    assert.deepStrictEqual(await receiver.take(1), ['new']);
    receiver.close();
    await close(connection, other);
  },

  async reply() {
    const asking = await connect();
    const answering = await connect();
    const replies = await openReceiver(asking, { dynamic: true });
    assert.ok(replies.source.address, 'a dynamic source has an address');
    const requests = await openSender(asking, kind(name, 'queue'));
    await send(requests, { body: 'request', reply_to: replies.source.address, correlation_id: '7' });
    const { message, delivery } = await (await openReceiver(answering, kind(name, 'queue'))).next();
    delivery.accept();
    const answers = await openSender(answering, { address: message.reply_to });
    await send(answers, { body: 'answer', correlation_id: message.correlation_id });
    const answer = await replies.next();
    answer.delivery.accept();
    assert.deepStrictEqual([answer.message.body, answer.message.correlation_id], ['answer', '7']);
    await close(answering, asking); // The other way round the temporary queue would end under its sender.
  },

  async browse() {
    const connection = await connect();
    const sender = await openSender(connection, kind(name, 'queue'));
    for (let number = 0; number < 3; number++) await send(sender, { body: number });
    const browser = await openReceiver(connection, { ...kind(name, 'queue'), distribution_mode: 'copy' });
    assert.deepStrictEqual(await browser.take(3), [0, 1, 2]);
    const receiver = await openReceiver(connection, kind(name, 'queue'));
    assert.deepStrictEqual(await receiver.take(3), [0, 1, 2]);
    await close(connection);
  },

  /** Credit is all that may come; what is left of it is given back when it is asked for. */
  async credit() {
    const connection = await connect();
    const sender = await openSender(connection, kind(name, 'queue'));
    for (let number = 0; number < 8; number++) await send(sender, { body: number });
    const receiver = await openReceiver(connection, kind(name, 'queue'));
    const found = [];
    receiver.on('message', context => {
      found.push(context.message.body);
      context.delivery.accept();
    });
    receiver.add_credit(5);
    while (found.length < 5) await once(receiver, 'message');
    await send(sender, { body: 8 }); // Time for more to come, if more came.
    assert.deepStrictEqual(found, [0, 1, 2, 3, 4]);
    const drained = once(receiver, 'receiver_drained');
    receiver.add_credit(10);
    receiver.drain_credit();
    await drained;
    assert.deepStrictEqual(found, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert.strictEqual(receiver.credit, 0);
    await close(connection);
  },
};

scenarios[scenario]().then(() => {
  clearTimeout(overdue);
  console.log('done');
}, fail);
