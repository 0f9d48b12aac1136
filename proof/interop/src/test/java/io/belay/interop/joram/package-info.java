/** The JMS tests of JORAM, turned into Jakarta by the build, with Qpid JMS and with belay-jms as the client. */
package io.belay.interop.joram;
