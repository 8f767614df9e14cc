/**
 * What the API server makes of a SecurityBaseline, found out without one: the schema and the rules
 * of the CRD, with the messages of Kubernetes 1.36.
 */
@NullMarked
package io.securitybaseline.cli.schema;

import org.jspecify.annotations.NullMarked;
