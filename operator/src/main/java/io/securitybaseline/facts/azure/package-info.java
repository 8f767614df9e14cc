/**
 * What Azure reports of the cluster: the reading, how it is come by, and how old it may be. No type
 * of the Azure SDK is known here.
 */
@NullMarked
package io.securitybaseline.facts.azure;

import org.jspecify.annotations.NullMarked;
