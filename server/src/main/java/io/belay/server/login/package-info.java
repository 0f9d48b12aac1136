/** How clients come in: what all lines share of it, and the threads that check passwords. */
@NullMarked
package io.belay.server.login;

import org.jspecify.annotations.NullMarked;
