/** Jakarta Messaging 3.1 whose connections survive cuts: connections, sessions, messages, and how they are configured. */
@NullMarked
package io.belay.jms;

import org.jspecify.annotations.NullMarked;
