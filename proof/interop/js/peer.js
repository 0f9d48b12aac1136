// One line of mqtt.js, led by another process: commands come on stdin, what happens goes to stdout, a line each, fields
// between tabs.
//
//   node peer.js PORT LEVEL CLIENT-ID keep|end [WILL-TOPIC]
//   subscribe FILTER QOS | publish TOPIC QOS RETAIN TEXT | leave   ->   done, failed REASON
//   connected SESSION-PRESENT, message QOS RETAIN TOPIC TEXT, closed
'use strict';
const mqtt = require('mqtt');
const readline = require('readline');

const [port, level, clientId, life, willTopic] = process.argv.slice(2);
const say = (...fields) => process.stdout.write(fields.join('\t') + '\n');
const done = error => error ? say('failed', error.message) : say('done');

const options = {
  host: '127.0.0.1',
  port: Number(port),
  clientId,
  protocolVersion: Number(level),
  clean: life !== 'keep',
  reconnectPeriod: 0,
  resubscribe: false,
};
if (Number(level) === 5) options.properties = { sessionExpiryInterval: life === 'end' ? 0 : 3600 };
if (willTopic) options.will = { topic: willTopic, payload: Buffer.from('gone'), qos: 1, retain: false };

const client = mqtt.connect(options);
client.on('connect', packet => say('connected', packet.sessionPresent));
client.on('message', (topic, payload, packet) => say('message', packet.qos, packet.retain, topic, payload));
client.on('error', error => say('failed', error.message));
client.on('close', () => say('closed'));

const commands = {
  subscribe: (filter, qos) => client.subscribe(filter, { qos: Number(qos) }, done),
  publish: (topic, qos, retain, text) =>
    client.publish(topic, text || '', { qos: Number(qos), retain: retain === 'true' }, done),
  leave: () => client.end(false, {}, done),
};
const input = readline.createInterface({ input: process.stdin });
input.on('line', line => {
  const [command, ...fields] = line.split('\t');
  commands[command](...fields);
});
input.on('close', () => process.exit(0));
