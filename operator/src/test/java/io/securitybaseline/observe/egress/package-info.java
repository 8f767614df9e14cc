@NullMarked
package io.securitybaseline.observe.egress;

import org.jspecify.annotations.NullMarked;
