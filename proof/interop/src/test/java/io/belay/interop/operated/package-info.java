/** What operators do to a broker, and what programs on it see of that. */
package io.belay.interop.operated;
