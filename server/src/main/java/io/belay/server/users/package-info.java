/** The users: what the file that holds them looks like, and who may write it. */
@NullMarked
package io.belay.server.users;

import org.jspecify.annotations.NullMarked;
