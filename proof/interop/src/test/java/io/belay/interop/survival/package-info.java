/** What a JMS program goes through when lines break and brokers die, measured the same way for every client. */
package io.belay.interop.survival;
