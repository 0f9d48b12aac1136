/** What can be set, key by key, and how it becomes the options of the parts. */
@NullMarked
package io.belay.server.settings;

import org.jspecify.annotations.NullMarked;
