// Takes 200,000 bytes to a broker and back over one of the ways there; exits with 0 if they came.
//
//   node ways.js mqtt|amqp URL NAME [CA]      NAME of the topic or queue, CA a PEM file that is trusted
'use strict';
const fs = require('fs');

const [protocol, url, name, ca] = process.argv.slice(2);
const body = 'x'.repeat(200000);
const trust = ca ? { ca: fs.readFileSync(ca) } : {};
setTimeout(() => end(new Error('no end within 20 s')), 20000);

function end(error) {
  console.log(error ? error.stack || error : 'done');
  process.exit(error ? 1 : 0);
}

function mqtt() {
  const client = require('mqtt').connect(url, { reconnectPeriod: 0, protocolVersion: 5, ...trust });
  client.on('error', end);
  client.on('message', (topic, payload) => {
    if (topic !== name || payload.toString() !== body) end(new Error('found ' + payload.length + ' bytes at ' + topic));
    client.end(false, {}, () => end());
  });
  client.subscribe(name, { qos: 2 }, () => client.publish(name, body, { qos: 2 }));
}

function amqp() {
  const container = require('rhea').create_container();
  const connect = container.websocket_connect(require('ws'));
  const connection = container.connect({ connection_details: connect(url, ['amqp'], trust), reconnect: false });
  container.on('disconnected', context => end(context.error || new Error('disconnected')));
  container.once('sendable', context => context.sender.send({ body }));
  container.on('message', context => {
    if (context.message.body !== body) end(new Error('found another message'));
    connection.close();
  });
  container.once('connection_close', () => end());
  connection.open_receiver(name);
  connection.open_sender(name);
}

({ mqtt, amqp })[protocol]();
