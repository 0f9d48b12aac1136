/** Settings with names: from a YAML file, the environment and the command line, each with its place. */
@NullMarked
package io.belay.config;

import org.jspecify.annotations.NullMarked;
