/** What Open Message Queue tells of its connections: {@code com.sun.messaging.jms.notification} there. */
@NullMarked
package io.belay.jms.mq.jms.notification;

import org.jspecify.annotations.NullMarked;
