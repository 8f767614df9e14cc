/** Probes: what a probe pod reports, how it is read from the pod, and what is stored of it. */
@NullMarked
package io.securitybaseline.facts.probe;

import org.jspecify.annotations.NullMarked;
