/**
 * Speed, measured beside a peer in the same run. {@link io.belay.bench.LoadMain} is the load generator,
 * {@link io.belay.bench.PeerBench} runs it against Belay, Mosquitto and nats-server in turn, {@link io.belay.bench.IdleBench}
 * weighs connections that do nothing.
 */
package io.belay.bench;
