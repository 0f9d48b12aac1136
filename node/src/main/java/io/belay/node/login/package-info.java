/** How clients prove who they are: with the accounts that are configured, on one line. */
@NullMarked
package io.belay.node.login;

import org.jspecify.annotations.NullMarked;
