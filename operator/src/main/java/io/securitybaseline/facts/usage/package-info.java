/** Which pods may use the instance metadata service: evidence in their specs. */
@NullMarked
package io.securitybaseline.facts.usage;

import org.jspecify.annotations.NullMarked;
