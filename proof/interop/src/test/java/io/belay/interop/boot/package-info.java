/** A Spring Boot application on belay-jms, as people write them. */
package io.belay.interop.boot;
