/**
 * What a control reads of the cluster, declared as data: kinds and their fields. What is read from
 * the wire, kept, compared and paged follows from the declarations.
 */
@NullMarked
package io.securitybaseline.facts.watch;

import org.jspecify.annotations.NullMarked;
