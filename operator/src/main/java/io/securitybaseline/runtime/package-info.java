/** The running process: configuration, logging, endpoints, checks at the start. */
@NullMarked
package io.securitybaseline.runtime;

import org.jspecify.annotations.NullMarked;
