@NullMarked
package io.securitybaseline.facts.egress;

import org.jspecify.annotations.NullMarked;
