/** Clients that speak AMQP 1.0 without Jakarta Messaging, or through somebody else's framework. */
package io.belay.interop.amqp;
