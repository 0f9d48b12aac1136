/** Qpid JMS, unchanged, against the broker: what programs written for Jakarta Messaging find. */
package io.belay.interop.jms;
